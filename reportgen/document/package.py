"""A package: several reports of one folder bound into one document. Docs: `docs/packages.md`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reportgen.base.location import NOWHERE, Location
from reportgen.document.disclosure import Disclosure, Prose
from reportgen.document.fact import Fact
from reportgen.document.names import Named

PACKAGE_FILE = "package.yaml"
"""What makes a folder below `content/` a package."""
WORD, PAGE, PDF, INSERTED = "package.docx", "package.html", "package.pdf", "inserted.docx"
"""The files of a package. `inserted.docx` is the bureau's own file with the forms in it."""
FORMATS = ("docx", "html", "pdf")
"""The formats of a package; data are those of its reports."""
PART_MARK = "_rgpart_"
"""What the name of the bookmark begins with that stands where a part begins; the number of the part follows."""
PDF_PART = "part-"
"""What the name of the place begins with where a part begins in a PDF, and of the folder of what is attached of it."""
MARKS = "parts."
"""What the ids of the marks begin with that a template places in a package; a report is never called so."""
PAGE_FACT, FORM_FACT, START_FACT = "page", "form", "start"
"""The names of the marks that a template places: the page that a part begins on, the part, where the summary begins."""


def mark_id(number: int, name: str) -> str:
    """The id of a mark of the part `number`."""
    return f"{MARKS}{number}.{name}"


@dataclass(frozen=True, slots=True)
class Target:
    """Where the forms go in a Word file of the bureau's: before what follows a `heading`, or at a `bookmark`."""

    file: str
    heading: str | None = None
    bookmark: str | None = None
    where: Location = NOWHERE


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a package.yaml says. `parts` are paths from its folder; without any, all reports of the folder."""

    title: str | None = None
    parts: tuple[tuple[str, Location], ...] = ()
    contents: bool = True
    summary: bool = True
    into: Target | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """An indicator that the form gives a reason for, and the reason."""

    name: Fact
    reason: Fact


@dataclass(frozen=True, slots=True)
class Summary:
    """What the fixed wording says of one report; None and nothing where the form does not say it.

    `adjusted` and `executed` are those of the whole, in 万元.
    """

    score: Fact | None
    adjusted: Fact | None
    executed: Fact | None
    rate: Fact | None
    completion: tuple[Prose, ...]
    problems: tuple[Problem, ...]
    measures: Prose | None

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact that the wording prints beside those of its narrative."""
        own = (self.score, self.adjusted, self.executed, self.rate)
        told = (fact for problem in self.problems for fact in (problem.name, problem.reason))
        return tuple(fact for fact in (*own, *told) if fact is not None)


@dataclass(frozen=True, slots=True)
class Part:
    """One report of a package: its number from 1, what it is about, its disclosure, its summary if one is asked for.

    `page` and `form` are what a template prints where the number of the first page and the form itself go.
    """

    number: int
    subject: Fact
    title: str
    report: Disclosure
    summary: Summary | None
    page: Any
    form: Any


@dataclass(frozen=True, slots=True)
class Package(Named):
    """Everything that a template of packages may print. `contents` and `summary` tell whether they are asked for.

    `title` may have several lines; `start` marks where the summary begins, `page` is that page's number.
    `inserted` tells that it is laid into another file, which has a title and contents of its own.
    """

    id: str
    title: str
    language: str
    contents: bool
    summary: bool
    start: Any
    page: Any
    parts: tuple[Part, ...]
    inserted: bool = False

    @property
    def name(self) -> str:
        """The title in one line."""
        return self.title.replace("\n", "")
