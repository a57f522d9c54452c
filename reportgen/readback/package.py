"""Reads the files of a package back: what stands in each of its forms by itself, and in what stands before them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.document.fact import Fact
from reportgen.document.package import MARKS, PAGE_FACT, PART_MARK, PDF_PART, mark_id
from reportgen.readback.expected import (
    MISSING_FACT,
    UNKNOWN_FACT,
    UNREADABLE,
    WRONG_TEXT,
    Expected,
    SeenFact,
    compare,
    compare_rows,
)
from reportgen.readback.html import facts_below, parsed, rows_of, visible_text
from reportgen.readback.leaks import find_leaks
from reportgen.readback.pdf import compare_attached, compare_tagged, compare_text
from reportgen.readback.pdf_text import places_of, tagged_text
from reportgen.readback.word import FURNITURE, W, facts_in, marks_of, parts_of, rows_in
from reportgen.readback.words import compare_words, unspaced

MOST_PAGES = 1_000_000


@dataclass(frozen=True, slots=True)
class ExpectedPart:
    """What a package must show of one report: its form, and of the summary the facts and runs that it must print."""

    report: str
    form: Expected
    summary: Expected


@dataclass
class Seen:
    """What a reader sees in one piece of a file."""

    facts: list[SeenFact] = field(default_factory=list)
    rows: list[Sequence[str]] = field(default_factory=list)
    text: str = ""


def read_word(
    data: bytes, file: str, parts: Sequence[ExpectedPart], pages: Mapping[int, int] | None
) -> Iterator[Finding]:
    """Every fact that the Word file of a package lacks, misprints or shows in another form than its own.

    `pages` are the page numbers that the contents must print, by part; None where they print none.
    """
    try:
        pieces = _of_word(data, file)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError) as error:
        yield UNREADABLE.at(Location.of_file(file), reason=str(error))
        return
    yield from _compared(pieces, parts, file)
    yield from _page_numbers(pieces.get(0, Seen()).facts, pages, file)


def read_page_numbers(data: bytes, file: str, pages: Mapping[int, int] | None) -> Iterator[Finding]:
    """Every number in the contents of a Word file that is not the one in `pages`; nothing where it has none."""
    try:
        seen = _of_word(data, file).get(0, Seen()).facts
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError):
        return
    printed = {fact.id for fact in seen if fact.text}
    shown = {number: page for number, page in (pages or {}).items() if mark_id(number, PAGE_FACT) in printed}
    yield from _page_numbers(seen, shown, file)


def read_html(data: bytes, file: str, parts: Sequence[ExpectedPart]) -> Iterator[Finding]:
    """Every fact that the page of a package lacks, misprints or shows in another form than its own."""
    root = yield from parsed(data, file)
    if root is None:
        return
    pieces: dict[int, Seen] = {}
    for form in root.xpath("//*[@data-part]"):
        pieces[int(form.get("data-part"))] = Seen(
            list(facts_below(form, file)), list(rows_of(form)), visible_text(form)
        )
        form.getparent().remove(form)
    pieces[0] = Seen(list(facts_below(root, file)), list(rows_of(root)), visible_text(root))
    yield from _compared(pieces, parts, file)


def read_pdf(data: bytes, file: str, parts: Sequence[ExpectedPart]) -> Iterator[Finding]:
    """Every fact that the PDF of a package, or the data attached to it, lacks or shows in another form than its own."""
    try:
        starts = places_of(data, PDF_PART)
        if sorted(starts) != list(range(1, len(parts) + 1)):
            raise ValueError("its parts are not named")
        ends = [*(starts[number] for number in range(2, len(parts) + 1)), MOST_PAGES]
        front = tagged_text(data, range(1, starts[1]))
        forms = [tagged_text(data, range(starts[number], end)) for number, end in enumerate(ends, start=1)]
    except (ImportError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        yield UNREADABLE.at(Location.of_file(file), reason=f"{type(error).__name__}: {error}")
        return
    for number, (part, form) in enumerate(zip(parts, forms, strict=True), start=1):
        prefix = f"{PDF_PART}{number}/"
        own = {name.removeprefix(prefix): held for name, held in form.attached.items() if name.startswith(prefix)}
        yield from _told(compare_tagged(form, file, part.form), part.report)
        yield from _told(compare_attached(own, f"{file}#{prefix}", part.form), part.report)
        yield from _told(compare_text(front, file, part.summary), part.report)
    yield from _leaks_before(parts, front.text, file)


def _compared(pieces: Mapping[int, Seen], parts: Sequence[ExpectedPart], file: str) -> Iterator[Finding]:
    front = pieces.get(0, Seen())
    for number, part in enumerate(parts, start=1):
        yield from _told(_in_form(part, pieces.get(number, Seen()), file), part.report)
        said = _of_report(front.facts, part.report)
        yield from _told(compare(part.summary, said, file), part.report)
        yield from _told(compare_words(part.summary.runs, unspaced(front.text), file), part.report)
    yield from _leaks_before(parts, front.text, file)
    prefixes = (*(f"{part.report}#" for part in parts), MARKS)
    for one in front.facts:
        if not one.id.startswith(prefixes):
            yield UNKNOWN_FACT.at(one.where, fact=one.id, found=one.text or "", id=one.id)


def _leaks_before(parts: Sequence[ExpectedPart], text: str, file: str) -> Iterator[Finding]:
    """What stands before the forms and is the text of none of them."""
    if parts:
        yield from find_leaks(parts[0].form, text, file, [part.form for part in parts[1:]])


def _in_form(part: ExpectedPart, seen: Seen, file: str) -> Iterator[Finding]:
    """What one form lacks or misprints; a fact of another report is one that the form does not know."""
    expected = part.form
    own = _of_report(seen.facts, part.report)
    others = [one for one in seen.facts if not one.id.startswith(f"{part.report}#")]
    yield from compare(expected, [*own, *others], file)
    yield from compare_rows(expected, seen.rows, file)
    yield from compare_words(expected.runs, unspaced(seen.text), file)
    yield from find_leaks(expected, seen.text, file)


def _of_report(facts: Iterable[SeenFact], report: str) -> list[SeenFact]:
    """The facts of a report, by their names in it."""
    prefix = f"{report}#"
    return [replace(fact, id=fact.id.removeprefix(prefix)) for fact in facts if fact.id.startswith(prefix)]


def _told(findings: Iterable[Finding], report: str) -> Iterator[Finding]:
    return (finding.of_report(report) for finding in findings)


def _page_numbers(seen: Iterable[SeenFact], pages: Mapping[int, int] | None, file: str) -> Iterator[Finding]:
    printed = {fact.id: fact for fact in seen if fact.id.startswith(MARKS)}
    for number, page in (pages or {}).items():
        id = mark_id(number, PAGE_FACT)
        if id not in printed:
            yield MISSING_FACT.at(Location.of_file(file), fact=id, label=id, expected=str(page))
        elif printed[id].text != str(page):
            found = printed[id].text or ""
            yield WRONG_TEXT.at(printed[id].where, fact=id, label=id, found=found, expected=str(page))


def _of_word(data: bytes, file: str) -> dict[int, Seen]:
    """What stands in each piece of a Word file by number; 0 is what stands before the forms and around all."""
    held = dict(parts_of(data))
    marks = marks_of(held)
    notes = "".join(held[name].xpath("string()") for name in held if name.startswith("word/footnotes"))
    pieces: dict[int, Seen] = {}
    for number, root in _pieces(held["word/document.xml"]):
        text = "".join(root.itertext(f"{W}t"))
        pieces[number] = Seen(list(facts_in(root, marks, file, "word/document.xml")), list(rows_in(root)), text + notes)
    for name in (one for one in sorted(held) if one.startswith(FURNITURE)):
        for fact in facts_in(held[name], marks, file, name):
            number = next((n for n, piece in pieces.items() if n and _is_of(piece, fact)), 0)
            pieces[number].facts.append(fact)
    return pieces


def _is_of(piece: Seen, fact: SeenFact) -> bool:
    report = fact.id.partition("#")[0]
    return any(one.id.partition("#")[0] == report for one in piece.facts)


def _pieces(document: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """The body in pieces: each begins where the bookmark of its part stands."""
    body = document.find(f"{W}body")
    assert body is not None
    number, held = 0, etree.Element(f"{W}body")
    for child in list(body):
        found = _begins(child)
        if found:
            yield number, held
            number, held = found, etree.Element(f"{W}body")
        held.append(child)
    yield number, held


def _begins(child: etree._Element) -> int:
    """The number of the form that begins at a child of the body; 0 where none does."""
    for mark in child.iter(f"{W}bookmarkStart"):
        name = mark.get(f"{W}name", "")
        if name.startswith(PART_MARK):
            return int(name.removeprefix(PART_MARK).partition("_")[0] or 0)
    return 0


def summary_expected(form: Expected, facts: Iterable[Fact], runs: Iterable[tuple[str, str]]) -> Expected:
    """What the summary must print of a report: `facts` as the evaluation gives them, and the runs of its narrative."""
    ids = {(fact.id.rpartition("#")[2], fact.format) for fact in facts}
    printed = tuple(one for id, format in sorted(ids, key=str) if (one := form.fact(id, format)) is not None)
    return Expected(form.assessment, printed, (), tuple(runs))
