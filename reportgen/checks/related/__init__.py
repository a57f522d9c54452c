"""Checks of a report against others of its department, and against the year before."""
