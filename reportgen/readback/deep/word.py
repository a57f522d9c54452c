"""Word files on two roads: LibreOffice shows what a reader sees, mammoth tells every text that is there."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from xml.sax.saxutils import unescape

from lxml.etree import _Element

from reportgen.base.xml import parse
from reportgen.readback.deep.markup import see_markup
from reportgen.readback.deep.seen import Seen, bare
from reportgen.readback.expected import DAMAGED

_PROPERTIES = re.compile(r"<(?:\w+:)?(\w+)(?: [^>]*)?>([^<]*)</")
_AROUND = re.compile(r"word/(?:header|footer)\d*\.xml")
_TEXTS = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_FIELD_SIGNS = re.compile("[\x01-\x08]")
"""What LibreOffice writes where a field begins and ends."""
_BY_THE_OFFICE = ("generator@", "created@", "changed@")
_LARGEST = 64 * 2**20
_MARKS = re.compile(r"[\[\]\d]")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CODES = (f"{_WORD}instrText", f"{_WORD}delInstrText")
_FETCHING = frozenset("DATABASE DDE DDEAUTO IMPORT INCLUDE INCLUDEPICTURE INCLUDETEXT LINK RD".split())  # noqa: SIM905
"""The fields that bring in what stands elsewhere; an office may follow them as it opens the file."""
_LEADS_OUT = "an outside source"


class UnreadableError(ValueError):
    """A file is no package of Office that may be opened."""


def refuse_unsafe(data: bytes) -> None:
    """Raises UnreadableError for what is no sound package, is too large unpacked, or fetches something from outside."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > _LARGEST:
                raise UnreadableError("too large")
            for name in archive.namelist():
                part = archive.read(name)
                if name.endswith((".xml", ".rels")) and (target := _fetched(parse(part))) is not None:
                    raise UnreadableError(f"{_LEADS_OUT}: {target}")
    except UnreadableError:
        raise
    except DAMAGED as error:
        raise UnreadableError(f"{type(error).__name__}: {error}") from error


def _fetched(root: _Element) -> str | None:
    """The first address or field by which a part has something fetched; a link is followed by its reader alone."""
    for one in root.iter(_RELATIONSHIP):
        if one.get("TargetMode") == "External" and not str(one.get("Type")).endswith("/hyperlink"):
            return str(one.get("Target"))
    return next((code for code in _codes(root) if code and code.split()[0].upper() in _FETCHING), None)


def _codes(root: _Element) -> Iterator[str]:
    """The codes of the fields of a part; one may stand in many runs, and ends where its result or another begins."""
    code: list[str] = []
    for one in root.iter(f"{_WORD}fldSimple", f"{_WORD}fldChar", *_CODES):
        if one.tag in _CODES:
            code.append(one.text or "")
            continue
        yield "".join(code).strip()
        code.clear()
        yield one.get(f"{_WORD}instr", "").strip()
    yield "".join(code).strip()


def see_in_office(page: str, file: str, data: bytes) -> Seen:
    """What LibreOffice shows of a Word file; `page` is what it made of `data`."""
    seen = see_markup(_FIELD_SIGNS.sub("", page), file, shows_pictures=True)
    behind = {name: text for name, text in seen.behind.items() if not name.startswith(_BY_THE_OFFICE)}
    return replace(seen, behind={**behind, **_properties(data)})


def see_with_mammoth(data: bytes, file: str) -> Seen:
    """Every text of the body and the notes of a Word file, hidden ones too. Raises UnreadableError where it fails."""
    import mammoth

    try:
        page = mammoth.convert_to_html(io.BytesIO(data), ignore_empty_paragraphs=True).value
    except DAMAGED as error:
        raise UnreadableError(f"{type(error).__name__}: {error}") from error
    return see_markup(page.replace("↑</a>", "</a>"), file, shows_pictures=True)


def only_in(all_texts: Seen, visible: Seen) -> Iterator[str]:
    """The lines that are in the file and that its reader is not shown."""
    shown = _MARKS.sub("", visible.text)
    for line in all_texts.lines:
        if _MARKS.sub("", bare(line)) not in shown:
            yield line


def _properties(data: bytes) -> Mapping[str, str]:
    """Everything that the file says of itself, its authors and comments, and what stands around its pages."""
    found: dict[str, str] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("docProps/") and name.endswith(".xml"):
                text = archive.read(name).decode("utf-8", "replace")
                found |= {f"{name} {key}": unescape(value) for key, value in _PROPERTIES.findall(text) if value.strip()}
            elif _AROUND.fullmatch(name):
                found[name] = " ".join(_TEXTS.findall(archive.read(name).decode("utf-8", "replace")))
            elif name.startswith("word/comments") and name.endswith(".xml"):
                words = re.sub(r"<[^>]*>", "", archive.read(name).decode("utf-8", "replace"))
                found |= {name: unescape(words)} if words.strip() else {}
    return found
