"""Reads the files of packages on the long road: what stands before the forms, and each form as a report by itself.

A form is compared with its source as the files of a report are, and must say nothing that the report's own file of the
same format does not say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.document.package import INSERTED, PAGE, PART_MARK, PDF, PDF_PART, WORD
from reportgen.readback.deep.binding import Binding, names_of
from reportgen.readback.deep.compare import compare_seen
from reportgen.readback.deep.faults import ADDED, HIDDEN, OTHER_ORDER
from reportgen.readback.deep.front import Wording, compare_front
from reportgen.readback.deep.markup import see_markup, see_pieces
from reportgen.readback.deep.pdf import PdfError, pieces_of_pdf, see_pdf
from reportgen.readback.deep.run import ATTACHED, DICTIONARY, find_in_data, opened
from reportgen.readback.deep.seen import AROUND, FRONT, OUTSIDE, Pieces, Seen
from reportgen.readback.deep.source import Source
from reportgen.readback.deep.surroundings import Surroundings
from reportgen.readback.deep.sweep import Together, sweep
from reportgen.readback.deep.word import (
    UnreadableError,
    only_in,
    pieces_in_office,
    pieces_with_mammoth,
    see_with_mammoth,
)
from reportgen.readback.expected import MISSING_FILE, UNREADABLE

OWN = {WORD: "report.docx", INSERTED: "report.docx", PAGE: "report.html", PDF: "report.pdf"}
"""The file of a report that says what its form in each file of a package says."""
TEMPLATES = {WORD: "package.docx", INSERTED: "package.docx", PAGE: "package.html.j2", PDF: "package.typ"}
"""The template that each file of a package is made by."""
_IN_WORD, _IN_PAGE = re.compile(rf"{PART_MARK}(\d+)(?:_\d+)?"), re.compile(rf"{PDF_PART}(\d+)")
_MARKS = re.compile(r"\[\d{1,3}\]")
_SHOWN = 80


@dataclass(frozen=True)
class BoundFiles:
    """The finished files of one package by name, told below `folder`, and what they must say.

    `own` are the files of each report by name, `templates` those of the package; `host` is the file of the bureau's
    that the forms were laid into.
    """

    binding: Binding
    folder: str
    files: Mapping[str, bytes]
    own: Sequence[Mapping[str, bytes]]
    templates: Mapping[str, bytes]
    host: bytes | None = None


def find_in_bound(packages: Sequence[BoundFiles]) -> list[Finding]:
    """Every difference between the files and their sources. Word files of all packages are opened together."""
    word = {f"{one.folder}/{name}": one.files[name] for one in packages for name in one.files if name.endswith(".docx")}
    refused, pages = opened(word)
    found: list[Finding] = []
    for one in packages:
        for name, data in sorted(one.files.items()):
            told = f"{one.folder}/{name}"
            try:
                if told in refused:
                    raise UnreadableError(refused[told])
                found += _Reading(one, name, told).find(data, pages.get(told))
            except (UnreadableError, PdfError, UnicodeDecodeError) as error:
                found.append(UNREADABLE.at(Location.of_file(told), reason=str(error)))
    return found


class _Reading:
    """One file of a package."""

    def __init__(self, one: BoundFiles, name: str, told: str) -> None:
        self._one, self._name, self._told = one, name, told
        self._binding = one.binding.as_inserted() if name == INSERTED else one.binding
        self._wording = Wording.of(_text_of(one.templates[TEMPLATES[name]], TEMPLATES[name]))

    def find(self, data: bytes, page: str | None) -> Iterable[Finding]:
        """What differs in the file; `page` is what LibreOffice made of a Word file."""
        if page is not None:
            return self._word(data, page)
        return self._pdf(data) if self._name == PDF else self._page(data)

    def _word(self, data: bytes, page: str) -> Iterator[Finding]:
        around = Surroundings.of(self._one.host if self._name == INSERTED else None)
        first = OUTSIDE if self._name == INSERTED else FRONT
        everything = pieces_with_mammoth(data, self._told, _IN_WORD, first)
        yield from around.compare(everything, self._told)
        texts = around.taken_from(everything)
        shown = around.taken_from(pieces_in_office(page, self._told, data, everything, first))
        yield from self._compared(shown, {})
        yield from self._swept(shown)
        yield from self._compared(texts, {})
        yield from self._alone(texts)
        for line in only_in(texts.whole, shown.whole):
            if not around.says(line):
                yield HIDDEN.at(Location.of_file(self._told), found=line[:_SHOWN])

    def _page(self, data: bytes) -> Iterator[Finding]:
        pieces = see_pieces(data.decode("utf-8"), self._told, _IN_PAGE, shows_pictures=True)
        yield from self._compared(pieces, None)
        yield from self._swept(pieces)
        yield from self._alone(pieces)

    def _pdf(self, data: bytes) -> Iterator[Finding]:
        pieces, attached = pieces_of_pdf(data, self._told, PDF_PART)
        yield from self._compared(pieces, pieces.pages)
        yield from self._swept(pieces)
        yield from self._alone(pieces)
        yield from self._attached(attached)

    def _compared(self, pieces: Pieces, pages: Mapping[int, int] | None) -> Iterator[Finding]:
        wanted = list(range(1, len(self._binding.parts) + 1))
        if list(pieces.order) != wanted:
            found, expected = ("、".join(map(str, order)) or "-" for order in (pieces.order, wanted))
            yield OTHER_ORDER.at(Location.of_file(self._told), found=found, expected=expected)
        yield from compare_front(self._binding, pieces.piece(FRONT), self._wording, pages)
        for number, source in enumerate(self._binding.parts, start=1):
            for finding in compare_seen(source, pieces.piece(number)):
                yield finding.of_report(source.report)

    def _swept(self, pieces: Pieces) -> Iterator[Finding]:
        everyone = Together(self._binding.parts, (self._binding.title,))
        for number in (FRONT, AROUND):
            yield from sweep(everyone, pieces.piece(number))
        for number, source in enumerate(self._binding.parts, start=1):
            for finding in sweep(source, pieces.piece(number)):
                yield finding.of_report(source.report)

    def _alone(self, pieces: Pieces) -> Iterator[Finding]:
        """What a form says in the package and the report does not say by itself."""
        name = OWN[self._name]
        for number, (source, files) in enumerate(zip(self._binding.parts, self._one.own, strict=True), start=1):
            said = _said(name, files[name]) if name in files else None
            if said is None:
                continue
            for line in pieces.piece(number).bare_lines:
                if _MARKS.sub("", line) not in said and not self._is_mark(line, number, source):
                    yield ADDED.at(Location.of_file(self._told), found=line[:_SHOWN]).of_report(source.report)

    def _is_mark(self, line: str, number: int, source: Source) -> bool:
        """Whether a line is what the template puts above a form: its own words, the number of the form, and names."""
        words = re.sub(rf"(?<!\d){number}(?!\d)", "", line, count=1)
        return self._wording.explains(words, *names_of(source))

    def _attached(self, attached: Mapping[str, bytes]) -> Iterator[Finding]:
        known = {f"{PDF_PART}{number}/{DICTIONARY}" for number in range(1, len(self._binding.parts) + 1)}
        for number, source in enumerate(self._binding.parts, start=1):
            for name in ATTACHED:
                own = f"{PDF_PART}{number}/{name}"
                known.add(own)
                told = f"{self._told}#{own}"
                missing = [MISSING_FILE.at(Location.of_file(told))]
                found = find_in_data(source, name, attached[own], told) if own in attached else missing
                for finding in found:
                    yield finding.of_report(source.report)
        for name in sorted(attached.keys() - known):
            yield ADDED.at(Location.of_file(self._told), found=name)


_SEE: Mapping[str, Callable[[bytes, str], Seen]] = {
    "report.docx": see_with_mammoth,
    "report.html": lambda data, name: see_markup(data.decode("utf-8"), name),
    "report.pdf": lambda data, name: see_pdf(data, name)[0],
}


@lru_cache(maxsize=64)
def _said(name: str, data: bytes) -> str | None:
    """What a file of a report says by itself; None where it cannot be read, which the report is told of.

    Several files of a package are held against the same one.
    """
    try:
        return _MARKS.sub("", _SEE[name](data, name).text)
    except (UnreadableError, PdfError, UnicodeDecodeError):
        return None


@lru_cache(maxsize=64)
def _text_of(template: bytes, name: str) -> str:
    """All that stands in a template; of a Word file what mammoth reads of it."""
    if name.endswith(".docx"):
        return "\n".join(see_with_mammoth(template, name).lines)
    return template.decode("utf-8", "replace")
