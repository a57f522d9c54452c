"""A correction notice: the names that its templates see. Docs: `docs/corrections.md`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reportgen.document.names import Named


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One place of the report: where it stands, what stood there, what stands there now.

    `old` or `new` is None where nothing stood or stands there. `difference` is None where neither is a number.
    """

    table: str
    row: str
    column: str
    old: str | None
    new: str | None
    unit: str | None = None
    difference: str | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between two versions, as a reader of the form finds it.

    `corrected` are the places that a person changed, `followed` the computed ones that changed with them, `passages`
    those of the narrative, `arranged` sentences on rows that came, went, were renamed or moved. `kept` says which of
    total and grade stay as they were.
    """

    corrected: tuple[NoticeRow, ...]
    followed: tuple[NoticeRow, ...]
    passages: tuple[NoticeRow, ...]
    arranged: tuple[str, ...]
    kept: tuple[str, ...]

    @property
    def single(self) -> bool:
        """Whether one place is corrected and nothing follows from it."""
        return len(self.corrected) == 1 and not (self.followed or self.passages or self.arranged)


@dataclass(frozen=True, slots=True)
class Notice(Named):
    """Everything a notice may print.

    `name` is the official name of the report. `published` is the sentence that says what was published, where and
    when. `files` are the names of the corrected documents, `others` the reports to be compared as well. `single` tells
    that one place is corrected and nothing follows from it: such a notice is three lines. `head` is the hash of the
    ledger's last line before this version.
    """

    language: str
    title: str
    name: str
    department: str
    kind: str
    published: str
    version: str
    replaces: str
    code: str
    changes: Changes
    files: tuple[str, ...]
    others: tuple[str, ...]
    reason: str
    date: str
    contact: str | None
    head: str
    single: bool = False


@dataclass(frozen=True, slots=True)
class Comparison(Named):
    """What the page of a comparison prints: `old` and `new` say which versions, `others` what to look at as well."""

    language: str
    title: str
    name: str
    old: str
    new: str
    changes: Changes
    is_empty: bool
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """One place that one report corrects: `number` is that of the report, `name` who made it."""

    number: str
    name: str
    place: NoticeRow


@dataclass(frozen=True, slots=True)
class OverviewReport:
    """A report in an overview. `effect` says what became of total and grade.

    `notice` is the title of its notice, and `address` the way from the overview to it.
    """

    number: str
    name: str
    version: str
    code: str
    effect: str
    notice: str
    address: str


@dataclass(frozen=True, slots=True)
class Overview(Named):
    """What an overview of many corrections prints: `common` are the places that every report corrects."""

    language: str
    title: str
    kind: str
    reason: str
    date: str
    common: tuple[str, ...]
    reports: tuple[OverviewReport, ...]
    rows: tuple[OverviewRow, ...]


@dataclass(frozen=True, slots=True)
class Review(Named):
    """Everything that the form of the confidentiality review may print: `steps` by name, each with name and day."""

    name: str
    department: str
    version: str
    code: str
    reason: str
    files: tuple[str, ...]
    steps: Mapping[str, Any]
