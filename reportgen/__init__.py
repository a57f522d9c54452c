"""Writes, checks and corrects the performance disclosures that a department publishes."""

__version__ = "0.1.0"
