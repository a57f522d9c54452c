"""Checks of goals and their completion."""
