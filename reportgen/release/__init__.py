"""Versions of a report: what was published, what changed since, and the ledger that proves it."""
