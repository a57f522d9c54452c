"""Reads the files of reports on the long road. What each needs is asked for before anything is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from reportgen.base.errors import UsageError
from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.base.messages import N_, tr
from reportgen.readback.deep import data as data_files
from reportgen.readback.deep.compare import compare_seen
from reportgen.readback.deep.faults import HIDDEN
from reportgen.readback.deep.markup import see_markup
from reportgen.readback.deep.office import as_pages, office
from reportgen.readback.deep.pdf import PdfError, see_pdf
from reportgen.readback.deep.seen import Seen
from reportgen.readback.deep.source import Source
from reportgen.readback.deep.sweep import sweep
from reportgen.readback.deep.word import UnreadableError, only_in, refuse_unsafe, see_in_office, see_with_mammoth
from reportgen.readback.expected import MISSING_FILE, UNREADABLE

MODULES = ("jsonschema", "mammoth", "openpyxl", "pdfminer", "selectolax")
"""What the extra `verify` installs."""
BLOCKS = ("funds", "indicators", "goals")
ATTACHED = ("report.json", *(f"{block}.csv" for block in BLOCKS))
"""What a PDF carries."""
DICTIONARY = "dictionary.csv"
"""It explains the columns in words of the program, `null` among them, and holds nothing of a report."""
_WORD, _PAGE = ".docx", "/report.html"
_MARKUP = re.compile(rb"<(?:!doctype html|html|head|body|table|div|p|h[1-6])\b", re.IGNORECASE)
_OTHER_FILES = (b"PK\3\4", b"%PDF-", b"\xd0\xcf\x11\xe0", b"From: ", b"MIME-Version:")
"""How workbooks, Word files, PDF and pages that a browser saved with all that is on them begin."""
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_-]{2,20})")
ALSO_READ = (DICTIONARY,)
"""A file that the fast road does not read."""


@dataclass(frozen=True)
class BuiltFiles:
    """The finished files of one report by name, told below `folder`, and what they must say."""

    source: Source
    folder: str
    files: Mapping[str, bytes]


def require(*, word: bool) -> None:
    """Raises UsageError, with the way to get it, for everything at once that the long road needs and is missing.

    LibreOffice is needed where a Word file is read.
    """
    missing = [name for name in MODULES if find_spec(name) is None]
    told = []
    if missing:
        told.append(tr(N_("make extras in the folder of reportgen installs {names}"), names=", ".join(missing)))
    if word and office() is None:
        told.append(tr(N_("LibreOffice, which reads Word files, is not installed (apt install libreoffice-writer)")))
    if told:
        raise UsageError(N_("deep verification cannot be done: {reasons}"), reasons="; ".join(told))


def find_deep(built: Sequence[BuiltFiles]) -> list[Finding]:
    """Every difference between the files and their sources. Word files of all reports are opened together."""
    word = {f"{one.folder}/{name}": data for one in built for name, data in one.files.items() if name.endswith(_WORD)}
    refused, pages = opened(word)
    found: list[Finding] = []
    for one in built:
        for name, data in sorted(one.files.items()):
            told = f"{one.folder}/{name}"
            if told in refused:
                found.append(UNREADABLE.at(Location.of_file(told), reason=refused[told]))
            else:
                found += _find(one.source, name, data, told, pages.get(told))
    return found


def find_on_page(source: Source, markup: str, file: str) -> list[Finding]:
    """Every difference between a page as a site shows it and its source, by text and tables alone."""
    return list(compare_seen(source, see_markup(markup, file)))


def is_page(data: bytes) -> bool:
    """Whether a file is a web page that can be compared: HTML, no document of an office and no archive of a browser."""
    return not data.startswith(_OTHER_FILES) and _MARKUP.search(data) is not None


def page_text(data: bytes) -> str:
    """The text of a saved page: in the character set it names, else in one of those that Chinese sites have."""
    named = _CHARSET.search(data[:2048])
    for name in ([named[1].decode("ascii")] if named else []) + ["utf-8-sig", "gb18030"]:
        try:
            return data.decode("utf-8-sig" if name.lower() in ("utf-8", "utf8") else name)
        except (LookupError, UnicodeError):
            continue
    return data.decode("utf-8", "replace")


def opened(word: Mapping[str, bytes]) -> tuple[dict[str, str], dict[str, str]]:
    """Why Word files cannot be read, by name, and the others as pages."""
    refused: dict[str, str] = {}
    for told, data in word.items():
        try:
            refuse_unsafe(data)
        except UnreadableError as error:
            refused[told] = str(error)
    pages = as_pages({told: data for told, data in word.items() if told not in refused})
    closed = {told: tr(N_("LibreOffice cannot open it")) for told in word.keys() - refused.keys() - pages.keys()}
    return {**refused, **closed}, pages


def _find(source: Source, name: str, data: bytes, told: str, page: str | None) -> Iterable[Finding]:
    if page is not None:
        return _find_in_word(source, data, told, page)
    if name.endswith(".html"):
        return _find_in_page(source, data, told)
    if name.endswith(".pdf"):
        return _find_in_pdf(source, data, told)
    return find_in_data(source, name, data, told)


def _find_in_word(source: Source, data: bytes, told: str, page: str) -> Iterator[Finding]:
    shown = see_in_office(page, told, data)
    yield from _compared(source, shown)
    try:
        all_texts = see_with_mammoth(data, told)
    except UnreadableError as error:
        yield UNREADABLE.at(Location.of_file(told), reason=str(error))
        return
    yield from compare_seen(source, all_texts)
    for line in only_in(all_texts, shown):
        yield HIDDEN.at(Location.of_file(told), found=line[:80])


def _find_in_page(source: Source, data: bytes, told: str) -> Iterator[Finding]:
    try:
        yield from _compared(source, see_markup(data.decode("utf-8"), told, shows_pictures=told.endswith(_PAGE)))
    except UnicodeDecodeError as error:
        yield UNREADABLE.at(Location.of_file(told), reason=str(error))


def _find_in_pdf(source: Source, data: bytes, told: str) -> Iterator[Finding]:
    try:
        seen, attached = see_pdf(data, told)
    except PdfError as error:
        yield UNREADABLE.at(Location.of_file(told), reason=str(error))
        return
    yield from _compared(source, seen)
    for name in ATTACHED:
        if name in attached:
            yield from find_in_data(source, name, attached[name], f"{told}#{name}")
        else:
            yield MISSING_FILE.at(Location.of_file(f"{told}#{name}"))


def find_in_data(source: Source, name: str, data: bytes, told: str) -> Iterator[Finding]:
    """Every difference between the data file `name` and its source."""
    block = name.removesuffix(".csv")
    if name.endswith(".json"):
        yield from data_files.compare_json(source, data, told)
    elif block in BLOCKS:
        yield from data_files.compare_csv(source, data, told, block)
    elif name.endswith(".xlsx"):
        try:
            refuse_unsafe(data)
            yield from _compared(source, data_files.see_workbook(data, told))
        except ValueError as error:
            yield UNREADABLE.at(Location.of_file(told), reason=str(error))
    if not name.endswith(".xlsx") and name != DICTIONARY:
        yield from sweep(source, data_files.see_text(data, told))


def _compared(source: Source, seen: Seen) -> Iterator[Finding]:
    yield from compare_seen(source, seen)
    yield from sweep(source, seen)
