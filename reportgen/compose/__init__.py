"""Figures and narrative become the disclosure that every template sees."""
