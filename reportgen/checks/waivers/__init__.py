"""Checks of what people excused."""
