"""Runs every check over a template, and what only opening and rendering it can find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from reportgen.base.errors import ReportgenError, TemplateError
from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.location import Location
from reportgen.base.messages import N_
from reportgen.document.listing import IndexEntry, PackageEntry, YearTotals
from reportgen.render.expressions import SYNTAX
from reportgen.render.html.index import TEMPLATE as INDEX
from reportgen.render.html.page import POLICY, PageTemplate
from reportgen.render.output import TemplateFinder
from reportgen.render.word.anything import render_any
from reportgen.render.word.check.draft import Draft, text_draft, word_draft
from reportgen.render.word.check.rule import template_checks
from reportgen.render.word.check.shapes import SINGLE, Listing, Record, shape_of_type
from reportgen.render.word.faults import BROKEN_TAG, BrokenOutputError
from reportgen.render.word.template import WordTemplate

BROKEN_DOCUMENT = Fault(
    "TPL134",
    "broken_document",
    Severity.ERROR,
    N_("with this data the template makes a document that Word could not open: {problem}"),
    N_("look at the tags of this part: a row, cell or paragraph is opened and not closed, or the other way round"),
)


MOST_BROKEN = 100
"""With more broken tags than these the engine is not asked too: docxtpl takes very long to look for their ends."""


def check_word(data: bytes, file: str, names: Record, context: Mapping[str, Any] | None = None) -> list[Finding]:
    """Every fault of the Word template in `data`, in order; with `context` it is rendered once if it has no other.

    `names` is what its tags may print. Raises TemplateError where the file cannot be opened at all.
    """
    draft = word_draft(data, file, names, facts=context is None)
    found = list(_found(draft, word=True))
    if sum(one.code == BROKEN_TAG.code for one in found) <= MOST_BROKEN:
        found += _only_if_new(_refused_by_engine(data, file, draft), found)
    if context is not None and not _errors(found):
        found += _refused_by_rendering(data, file, context)
    return _in_order(found)


def check_page(
    path: Path, file: str, finder: TemplateFinder, names: Record, context: Mapping[str, Any] | None = None
) -> list[Finding]:
    """Every fault of the HTML template at `path`, in order; `finder` finds the style sheet beside it."""
    known = _index_names() if path.name == INDEX and context is None else names
    page, refused = _opened(path, finder, known)
    text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
    found = list(_found(text_draft(text.removeprefix("\ufeff"), file, _with_page_names(known)), word=False))
    told = {(one.code, one.where.line) for one in found}
    known_errors = bool(_errors(found))
    found += [
        _told_of(one, path, file)
        for one in refused
        if (one.code, one.where.line) not in told and not (one.code == SYNTAX.code and known_errors)
    ]
    if page is not None and context is not None and not _errors(found):
        try:
            page.render(context)
        except TemplateError as error:
            found += [_told_of(one, path, file) for one in error.findings]
    return _in_order(found)


def _opened(path: Path, finder: TemplateFinder, names: Record) -> tuple[PageTemplate | None, tuple[Finding, ...]]:
    try:
        return PageTemplate(lambda name: path if name == path.name else finder(name), path.name, names.fields), ()
    except TemplateError as error:
        return None, error.findings
    except RecursionError:  # told already, of the tag that is nested too deeply
        return None, ()


def _told_of(finding: Finding, path: Path, file: str) -> Finding:
    """A finding of the page, told of the file as it was asked for."""
    same = finding.where.file.endswith(path.name)
    return replace(finding, where=replace(finding.where, file=file)) if same else finding


def _index_names() -> Record:
    lists = {
        "entries": shape_of_type(IndexEntry),
        "packages": shape_of_type(PackageEntry),
        "totals": shape_of_type(YearTotals),
        "years": SINGLE,
        "grades": SINGLE,
    }
    named = {name: Listing(item) for name, item in lists.items()}
    return Record({**named, "title": SINGLE, "language": SINGLE})


def _with_page_names(names: Record) -> Record:
    """`policy` beside the names of the data."""
    return Record({POLICY: SINGLE, **names.fields}, names.name)


def _found(draft: Draft, *, word: bool) -> Iterator[Finding]:
    for check in template_checks().values():
        if word or not check.word_only:
            yield from check.find(draft)


def _refused_by_engine(data: bytes, file: str, draft: Draft) -> tuple[Finding, ...]:
    try:
        WordTemplate.open(data, file, draft.names.fields, facts=draft.facts)
    except TemplateError as error:
        return error.findings
    except RecursionError:  # told already, of the tag that is nested too deeply
        return ()
    return ()


def _only_if_new(refused: Iterable[Finding], found: list[Finding]) -> list[Finding]:
    """What only the engine refuses: a kind that no check tells of, or anything in a part where no error was found."""
    covered = {check.fault.code for check in template_checks().values()} | {one.code for one in found}
    faulty = {one.where.part for one in _errors(found)}
    return [one for one in refused if one.code not in covered or (one.where.part not in faulty and None not in faulty)]


def _refused_by_rendering(data: bytes, file: str, context: Mapping[str, Any]) -> list[Finding]:
    try:
        render_any(data, file, context)
    except TemplateError as error:
        return list(error.findings)
    except BrokenOutputError as error:
        part = str(error.message.values.get("part", "")) or None
        where = Location("word", file, part=part)
        return [BROKEN_DOCUMENT.at(where, problem=str(error.message.values.get("problem", error)))]
    except ReportgenError as error:
        return [BROKEN_DOCUMENT.at(Location.of_file(file), problem=str(error))]
    return []


def _errors(found: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in found if finding.severity is Severity.ERROR]


def _in_order(found: Iterable[Finding]) -> list[Finding]:
    """Each finding once, from the beginning of the file to its end."""
    once = {(one.code, one.where, tuple(sorted(one.values.items()))): one for one in found}
    return sorted(once.values(), key=lambda finding: finding.order)
