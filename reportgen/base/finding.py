"""Findings: faults in content, as values.

A `Fault` is a kind of finding (its code, name and words); a `Finding` is one case of it at one place. Neither is ever
raised: an exception means that the program cannot go on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from reportgen.base.location import Location
from reportgen.base.messages import Message


class Severity(StrEnum):
    """How much a finding weighs: an error blocks publication unless it is waived, a warning and a note never do."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Excuse:
    """Who waived a finding, and why."""

    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault at one place, with the values that disagree and what to do about it.

    `excuse` is that of the waiver by which it is `waived`, or that it is about.
    """

    code: str
    name: str
    severity: Severity
    message: Message
    hint: Message
    where: Location
    report: str | None = None
    fact: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    waived: bool = False
    excuse: Excuse | None = None

    def as_dict(self) -> dict[str, Any]:
        """The shape of a finding in printed JSON: every key present, null where there is nothing."""
        return {
            "code": self.code,
            "name": self.name,
            "severity": self.severity.value,
            "message": str(self.message),
            "hint": str(self.hint) or None,
            "report": self.report,
            "fact": self.fact,
            "where": self.where.as_dict(),
            "values": {name: str(self.message.values.get(name, value)) for name, value in self.values.items()},
            "waived": self.waived,
        }

    def of_report(self, report: str) -> Finding:
        """The same finding, told of `report`."""
        return replace(self, report=report)

    @property
    def order(self) -> tuple[Any, ...]:
        """The order findings are listed in: report, then file and place, then code."""
        place = self.where
        steps = (place.line, place.table, place.row, place.column, place.paragraph)
        return (
            self.report or "",
            place.file,
            place.part or "",
            *(step or 0 for step in steps),
            self.code,
            self.fact or "",
        )


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of finding: a code that is never used again for another kind, a name, and its words.

    `message` and `hint` are source strings with `{name}` places for the values given to `at`. `about` is its page in
    the manual.
    """

    code: str
    name: str
    severity: Severity
    message: str
    hint: str = ""
    about: str = ""

    def at(
        self,
        where: Location,
        *,
        fact: str | None = None,
        severity: Severity | None = None,
        **values: Any,
    ) -> Finding:
        """This fault, found at `where`; `fact` and `values` fill the places of its message and are kept beside it."""
        known = values if fact is None else {**values, "fact": fact}
        return Finding(
            code=self.code,
            name=self.name,
            severity=severity or self.severity,
            message=Message(self.message, known),
            hint=Message(self.hint, known),
            where=where,
            fact=fact,
            values={name: str(value) for name, value in values.items()},
        )
