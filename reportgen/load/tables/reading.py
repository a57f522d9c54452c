"""Any file to grids: what it is, is told from its content; its name decides only where content cannot."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from reportgen.base.errors import ContentError
from reportgen.base.finding import Fault, Finding
from reportgen.base.location import Location
from reportgen.base.text import forbidden_characters, has_forbidden_character
from reportgen.load.forbidden import Forbidden
from reportgen.load.forms.faults import NO_IMPORTER
from reportgen.load.tables import faults
from reportgen.load.tables.grid import Grid, Importer, importers

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
_PICTURE_SUFFIXES = frozenset((".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp"))
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|div|meta)\b", re.IGNORECASE)
_TEXTS = (".txt", ".csv", ".html", ".htm")


def read_grids(data: bytes, file: str) -> tuple[Grid, ...]:
    """The grids of the file named `file`, at least one.

    Raises ContentError, with every reason, where it is of no kind that is read, or cannot be read as what it is;
    UsageError where a library that it needs is not installed.
    """
    importer, note = _importer_of(data, file)
    try:
        grids = importer.read(data, file)
    except (ValueError, OverflowError, RecursionError) as error:  # a span that is no number, elements without end
        problem = str(error) or type(error).__name__
        raise ContentError([faults.DAMAGED.at(Location.of_file(file), problem=problem)]) from error
    wrong = list(_forbidden(grids))
    if wrong:
        raise ContentError(wrong)
    if note is None:
        return grids
    first = grids[0]
    return Grid(first.file, first.rows, first.name, (note, *first.notes)), *grids[1:]


def _importer_of(data: bytes, file: str) -> tuple[Importer, Finding | None]:
    """The importer for the content, with a note where the file is named as another kind."""
    suffix = PurePath(file).suffix.lower()
    found = _kind_of(data, suffix, file)
    named, importer = importers().get(suffix), importers().get(found)
    if importer is None:
        known = ", ".join(sorted(importers()))
        raise ContentError([NO_IMPORTER.at(Location.of_file(file), suffix=found or file, known=known)])
    if named is importer:
        return importer, None
    return importer, faults.READ_AS.at(Location.of_file(file), suffix=suffix or file, kind=importer.suffixes[0])


def _kind_of(data: bytes, suffix: str, file: str) -> str:
    """The suffix of the kind that the content is of; `suffix` where the content is plain text or nothing known."""
    if data.startswith(b"PK\3\4"):
        return _zipped(data, suffix)
    if data.startswith(_OLE):
        return _compound(data, suffix, file)
    if b"%PDF-" in data[:1024]:
        return ".pdf"
    if data.startswith(_PICTURES) or suffix in _PICTURE_SUFFIXES or data[8:12] == b"WEBP":
        raise _refused(faults.NO_TEXT, file)
    start = data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"")
    if start.startswith(b"<") and _PAGE.search(start):
        return ".html"
    if suffix in _TEXTS or suffix not in importers():
        return suffix
    if start.startswith((b"<?xml", b"MIME-Version")):
        return ".xml" if start.startswith(b"<") else ".mht"
    if not start or not _is_text(data):
        raise ContentError([faults.DAMAGED.at(Location.of_file(file), problem=f"{suffix} ?")])
    return ".txt"


def _zipped(data: bytes, suffix: str) -> str:
    """The kind of a zipped file; where it is too broken to tell, what its name says: the importer then refuses it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return suffix
    kinds = {"xl/workbook.xml": ".xlsx", "word/document.xml": ".docx", "content.xml": ".ods"}
    found = next((kind for part, kind in kinds.items() if part in names), None)
    return found or (suffix if suffix in (".xlsx", ".docx", ".ods") else ".zip")


def _compound(data: bytes, suffix: str, file: str) -> str:
    """The kind of a compound file of old Office, by the names of its streams."""
    if _holds(data, "EncryptedPackage"):
        raise _refused(faults.ENCRYPTED, file)
    if _holds(data, "WordDocument"):
        raise _refused(faults.OLD_WORD, file)
    if _holds(data, "_VBA_PROJECT_CUR"):
        raise _refused(faults.MACROS, file)
    return ".xls" if _holds(data, "Workbook") or _holds(data, "Book") else suffix


def _holds(data: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") in data


def _is_text(data: bytes) -> bool:
    return b"\0" not in data[:4096] or data.startswith((b"\xff\xfe", b"\xfe\xff"))


def _refused(fault: Fault, file: str) -> ContentError:
    return ContentError([fault.at(Location.of_file(file))])


def _forbidden(grids: Sequence[Grid]) -> Iterator[Finding]:
    forbidden = Forbidden()
    for grid in grids:
        for row in grid.rows:
            for cell in row.cells:
                if has_forbidden_character(cell.text):
                    for _, _, codepoint in forbidden_characters(cell.text):
                        forbidden.add(cell.where, codepoint)
    yield from forbidden.findings()
