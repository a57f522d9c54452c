"""Checks of the form as a whole."""
