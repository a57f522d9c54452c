"""Word files on two roads: LibreOffice shows what a reader sees, mammoth tells every text that is there."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from xml.sax.saxutils import unescape

from lxml.etree import _Element

from reportgen.base.xml import parse
from reportgen.readback.deep.markup import see_markup, see_pieces
from reportgen.readback.deep.seen import FRONT, Pieces, Seen, bare
from reportgen.readback.expected import DAMAGED

_PROPERTIES = re.compile(r"<(?:\w+:)?(\w+)(?: [^>]*)?>([^<]*)</")
_AROUND = re.compile(r"word/(?:header|footer)\d*\.xml")
_TEXTS = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_FIELD_SIGNS = re.compile("[\x01-\x08]")
"""What LibreOffice writes where a field begins and ends."""
_UNRESOLVED = re.compile("Error: Reference source not found|错误: 未找到引用源")
"""What LibreOffice writes on a page for the number of a page, which has none there; the file itself has the number."""
_BY_THE_OFFICE = ("generator@", "created@", "changed@")
_LARGEST = 64 * 2**20
_HEAD = 4
"""By so many lines the beginning of a piece is known."""
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
    return pieces_in_office(page, file, data, None).seen[FRONT]


def pieces_in_office(page: str, file: str, data: bytes, texts: Pieces | None, first: int = FRONT) -> Pieces:
    """The same in pieces, each beginning where it says what it begins with in `texts`, the pieces as mammoth has them.

    The bookmarks are of no use for that: LibreOffice does not carry all of them over to a page.
    """
    markup = _UNRESOLVED.sub("", _FIELD_SIGNS.sub("", page))
    begins = None if texts is None else _begins(see_markup(markup, file).lines, texts)
    pieces = see_pieces(markup, file, begins, first, shows_pictures=True)
    front = pieces.seen[FRONT]
    behind = {name: text for name, text in front.behind.items() if not name.startswith(_BY_THE_OFFICE)}
    return replace(pieces, seen={**pieces.seen, FRONT: replace(front, behind={**behind, **properties_of(data)})})


def _begins(lines: Sequence[str], texts: Pieces) -> dict[int, int]:
    """How many of `lines` stand before each piece."""
    shown, at = list(map(bare, lines)), 0
    found: dict[int, int] = {}
    for number in (FRONT, *texts.order):
        head = texts.piece(number).bare_lines[:_HEAD]
        place = next((at for at in range(at, len(shown)) if _is_head(head, shown[at : at + _HEAD])), None)
        if head and place is not None:
            found[place], at = number, place
    return found


def _is_head(head: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether `lines` begin as a piece does: its first line to the sign, further ones without numbers of footnotes."""
    return head[:1] == list(lines[:1]) and all(
        _MARKS.sub("", one) == _MARKS.sub("", other) for one, other in zip(head, lines, strict=False)
    )


def see_with_mammoth(data: bytes, file: str) -> Seen:
    """Every text of the body and the notes of a Word file, hidden ones too. Raises UnreadableError where it fails."""
    return pieces_with_mammoth(data, file, None).seen[FRONT]


def pieces_with_mammoth(data: bytes, file: str, begins: re.Pattern[str] | None, first: int = FRONT) -> Pieces:
    """The same in pieces, which begin as `begins` says. Raises UnreadableError where it fails."""
    import mammoth

    try:
        page = mammoth.convert_to_html(io.BytesIO(data), ignore_empty_paragraphs=True).value
    except DAMAGED as error:
        raise UnreadableError(f"{type(error).__name__}: {error}") from error
    return see_pieces(page.replace("↑</a>", "</a>"), file, begins, first, shows_pictures=True)


def only_in(all_texts: Seen, visible: Seen) -> Iterator[str]:
    """The lines that are in the file and that its reader is not shown."""
    shown = _MARKS.sub("", visible.text)
    for line in all_texts.lines:
        if _MARKS.sub("", bare(line)) not in shown:
            yield line


def properties_of(data: bytes) -> Mapping[str, str]:
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
