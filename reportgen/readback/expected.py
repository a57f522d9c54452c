"""What must stand in every finished file: each fact with its text, and the rows that hold them together."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.parsers.expat import ExpatError

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.location import Location
from reportgen.base.messages import N_
from reportgen.base.text import squeezed
from reportgen.document.disclosure import Disclosure
from reportgen.document.fact import Fact
from reportgen.filters.filter import filters
from reportgen.model.figures import Assessment
from reportgen.readback.words import runs_of

MISSING_FACT = Fault(
    "RBK001",
    "missing_fact",
    Severity.ERROR,
    N_("{label} ({expected}) is not in the file"),
    N_("correct the template: it has to print the figure {fact}"),
)
WRONG_TEXT = Fault(
    "RBK002",
    "wrong_text",
    Severity.ERROR,
    N_("{label}: the file prints {found}, the form says {expected}"),
    N_("build the report again; a template must print figures as they are"),
)
WRONG_ROW = Fault(
    "RBK003",
    "wrong_row",
    Severity.ERROR,
    N_("no row of the file prints {label} with {expected}"),
    N_("build the report again; a template must print the figures of a row beside its label"),
)
UNKNOWN_FACT = Fault(
    "RBK004", "unknown_fact_in_file", Severity.ERROR, N_("the file marks {found} as {id}, which the form does not know")
)
UNREADABLE = Fault("RBK005", "unreadable_output", Severity.ERROR, N_("the file cannot be read back: {reason}"))
DAMAGED = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, OSError, RuntimeError, SyntaxError,
    TypeError, ValueError, ExpatError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What a file that is cut off, altered or of another kind may raise in the libraries that open and parse it."""
MISSING_FILE = Fault("RBK006", "missing_output", Severity.ERROR, N_("the file is missing"), N_("run `reportgen build`"))


@dataclass(frozen=True, slots=True)
class SeenFact:
    """A fact as a file prints it: the id and format it is marked with, the text a reader sees, and its plain value.

    `text` is None where a file holds the plain value alone, for programs: a reader sees nothing of it.
    """

    id: str
    format: str | None
    text: str | None
    where: Location
    plain: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A row of the form: its label and the texts that stand after it, in order."""

    id: str
    label: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """What every format must show of one report; `runs` are those of its narrative, each with its section."""

    assessment: Assessment
    printed: tuple[Fact, ...]
    records: tuple[Record, ...]
    runs: tuple[tuple[str, str], ...] = ()

    def fact(self, id: str, format: str | None) -> Fact | None:
        """The fact `id` as the evaluation gives it, printed by `format`; None where there is no such fact or filter."""
        figure = self.assessment.figures.get(id)
        if figure is None:
            return None
        fact = Fact.of(figure)
        if format is None:
            return fact
        return filters()[format](fact) if format in filters() else None


def expected_of(assessment: Assessment, disclosure: Disclosure) -> Expected:
    """What the files of `disclosure` must show; the texts come from the figures, not from the disclosure."""
    ids = {(fact.id, fact.format) for fact in disclosure.facts()}
    bare = Expected(assessment, (), ())
    printed = tuple(fact for id, format in sorted(ids, key=str) if (fact := bare.fact(id, format)) is not None)
    runs = tuple((prose.name, run) for prose in disclosure.prose() for run in runs_of(prose.blocks) if run)
    return Expected(assessment, printed, tuple(_records(assessment)), runs)


def _records(assessment: Assessment) -> Iterator[Record]:
    def texts(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(assessment.figures[id].text for id in ids if id in assessment.figures)

    evaluation = assessment.evaluation
    for line in evaluation.funds:
        id = f"funds.{line.id}"
        yield Record(id, line.label.text, texts(f"{id}.{column}" for column in ("initial", "adjusted", "executed")))
    for indicator in evaluation.indicators:
        id = f"indicators.{indicator.id}"
        columns = ("target", "actual", "weight", "score", "reason")
        yield Record(id, indicator.name.text, texts(f"{id}.{column}" for column in columns))


def unreadable(file: str, error: Exception) -> Finding:
    """The finding for a file that raised `error` when it was opened."""
    return UNREADABLE.at(Location.of_file(file), reason=f"{type(error).__name__}: {error}")


def compare(expected: Expected, seen: Sequence[SeenFact], file: str) -> Iterator[Finding]:
    """Every fact of the form that is missing, every marked text that differs, every mark nobody knows."""
    known = {(fact.id, fact.format): fact for fact in expected.printed}
    found: set[tuple[str, str | None]] = set()
    for fact in seen:
        wanted = known.get((fact.id, fact.format)) or expected.fact(fact.id, fact.format)
        if wanted is None:
            yield UNKNOWN_FACT.at(fact.where, fact=fact.id, found=fact.text or fact.plain or "", id=fact.id)
            continue
        if fact.text is not None:
            found.add((fact.id, fact.format))
        if fact.text is not None and fact.text != wanted.text:
            yield _wrong(wanted, fact, fact.text)
        elif fact.plain is not None and fact.plain != wanted.plain:
            yield _wrong(wanted, fact, fact.plain)
    for wanted in expected.printed:
        if (wanted.id, wanted.format) not in found:
            where = Location.of_file(file)
            yield MISSING_FACT.at(where, fact=wanted.id, label=wanted.label, expected=wanted.text)


def _wrong(wanted: Fact, seen: SeenFact, found: str) -> Finding:
    return WRONG_TEXT.at(seen.where, fact=wanted.id, label=wanted.label, found=found, expected=wanted.text)


def compare_rows(expected: Expected, rows: Iterable[Sequence[str]], file: str) -> Iterator[Finding]:
    """Every fund line and indicator whose label and figures stand in no visible row together, in order."""
    by_cell: dict[str, list[list[str]]] = {}
    for row in rows:
        cells = [squeezed(cell) for cell in row]
        for cell in set(cells):
            by_cell.setdefault(cell, []).append(cells)
    for record in expected.records:
        wanted = [squeezed(text) for text in (record.label, *record.texts)]
        if not any(_in_order(wanted, cells) for cells in by_cell.get(wanted[0], ())):
            texts = "、".join(record.texts)
            yield WRONG_ROW.at(Location.of_file(file), fact=record.id, label=record.label, expected=texts)


def _in_order(wanted: Sequence[str], cells: Sequence[str]) -> bool:
    remaining = iter(cells)
    return all(any(cell == text for cell in remaining) for text in wanted)
