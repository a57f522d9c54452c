"""Filters of the field: the ways a figure can be printed. One file a filter; templates and narrative share them."""
