"""Checks of points and grades."""
