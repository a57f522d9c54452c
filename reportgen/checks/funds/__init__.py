"""Checks of the funds block."""
