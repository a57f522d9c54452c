"""Checks of the sum row."""
