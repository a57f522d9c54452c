"""How two builds of the same reports differ: what an engineer sees after a change of a template."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reportgen.base.messages import Message
from reportgen.base.words import Passage

CHANGED, ADDED, REMOVED = "changed", "added", "removed"


@dataclass(frozen=True, slots=True)
class PagePair:
    """A page that looks otherwise than before: its number, and both pictures as PNG, None where there is no page."""

    number: int
    old: bytes | None
    new: bytes | None


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that differs: `change` is changed, added or removed; `passages` are its words that differ.

    `old_pages` and `new_pages` count its pages, None where it has none or nobody could count them. `pictures` are the
    pages that look otherwise, where pictures were made.
    """

    name: str
    change: str
    passages: tuple[Passage, ...] = ()
    old_pages: int | None = None
    new_pages: int | None = None
    pictures: tuple[PagePair, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Its part of the JSON."""
        return {
            "name": self.name,
            "change": self.change,
            "old_pages": self.old_pages,
            "new_pages": self.new_pages,
            "passages": [{"old": one.old, "new": one.new} for one in self.passages],
        }


@dataclass(frozen=True, slots=True)
class ReportChange:
    """A report whose files differ, and why it was built again, as far as both builds tell."""

    report: str
    change: str
    why: tuple[Message, ...]
    files: tuple[FileChange, ...]

    def as_dict(self) -> dict[str, Any]:
        """Its part of the JSON."""
        return {
            "report": self.report,
            "change": self.change,
            "why": list(map(str, self.why)),
            "files": [file.as_dict() for file in self.files],
        }


@dataclass(frozen=True, slots=True)
class BuildDifference:
    """Two builds compared: the reports that differ, how many do not, and what could not be looked at."""

    old: str
    new: str
    reports: tuple[ReportChange, ...]
    unchanged: int
    notes: tuple[Message, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether every file is the same to the byte."""
        return not self.reports

    @property
    def reasons(self) -> dict[str, int]:
        """Why reports were built again, in words, and how many of them for each reason; the most frequent first."""
        counts: dict[str, int] = {}
        for reason in self._reasons():
            counts[reason] = counts.get(reason, 0) + 1
        return dict(sorted(counts.items(), key=lambda one: -one[1]))

    def _reasons(self) -> Iterator[str]:
        return (str(reason) for report in self.reports for reason in report.why)

    def as_dict(self) -> dict[str, Any]:
        """What `diff --before DIR --format json` prints."""
        return {
            "schema": 1,
            "old": self.old,
            "new": self.new,
            "unchanged": self.unchanged,
            "reasons": [{"reason": reason, "reports": count} for reason, count in self.reasons.items()],
            "reports": [report.as_dict() for report in self.reports],
            "notes": list(map(str, self.notes)),
        }
