"""Checks of an evaluation against the targets that were approved."""
