"""Checks of the indicators block."""
