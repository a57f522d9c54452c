"""Exceptions: the program cannot go on. Faults of content are findings, see `reportgen.base.finding`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reportgen.base.finding import Finding
from reportgen.base.messages import Message


class ReportgenError(Exception):
    """Something stopped the program; its text is one plain sentence for the person who ran it."""

    def __init__(self, source: str, **values: Any) -> None:
        self.message = Message(source, values)
        super().__init__(source)

    def __str__(self) -> str:
        return str(self.message)


class UsageError(ReportgenError):
    """What was asked for cannot be done as asked."""


class ContentError(ReportgenError):
    """A file of content cannot be parsed or typed. `findings` holds every fault of it, not only the first."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(findings, key=lambda finding: finding.order))
        super().__init__("")

    def __str__(self) -> str:
        return "\n".join(f"{finding.where}: {finding.message}" for finding in self.findings)


class TemplateError(ContentError):
    """A template cannot be used. `findings` names each fault with its place in the template."""
