"""Reads a Word document back into blocks, knowing nothing of how it was written but the names of the styles."""

from __future__ import annotations

import copy
import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from lxml.etree import _Element

from reportgen.render.word.names import A_NS, R_NS, WP_NS, r, w

STYLES = {
    **{f"正文标题{level}": str(level) for level in (1, 2, 3)},
    **{"引文": "quote", "代码": "code", "分隔线": "rule"},
}
SPANS = {"b": "strong", "i": "emphasis", "em": "emphasis", "strike": "strike"}
STEP = 420

Piece = tuple[Any, ...]
"""A stretch of text with its spans and its link; a note with its blocks; a picture with its words and its bytes."""


@dataclass
class _Open:
    kind: str
    blocks: list[Any]
    level: int = -1
    list_id: str = ""
    quotes: int = 0
    items: list[Any] = field(default_factory=list)


class Reading:
    """One document, read."""

    def __init__(self, data: bytes, width: int) -> None:
        archive = zipfile.ZipFile(io.BytesIO(data))
        self._parts = {name: archive.read(name) for name in archive.namelist()}
        self._width = width
        self.numbering = etree.fromstring(self._parts["word/numbering.xml"])
        styles = etree.fromstring(self._parts["word/styles.xml"])
        self._names = {str(one.get(w("styleId"))): _val(one, "name") for one in styles.findall(w("style"))}
        self._notes = {str(one.get(w("id"))): one for one in etree.fromstring(self._parts["word/footnotes.xml"])}

    def body(self) -> list[Any]:
        root = etree.fromstring(self._parts["word/document.xml"])
        return self._blocks(root.find(w("body")), "word/document.xml")

    def _relation(self, part: str, id: str) -> str:
        rels = etree.fromstring(self._parts[posixpath.join("word/_rels", posixpath.basename(part) + ".rels")])
        return next(str(one.get("Target")) for one in rels if one.get("Id") == id)

    def _blocks(self, holder: Any, part: str) -> list[Any]:
        found: list[Any] = []
        stack = [_Open("root", found)]
        after_table = False
        for element in holder:
            if element.tag == w("tbl"):
                self._place(stack, *self._stand(element)).append(self._table(element, part))
            elif element.tag == w("p"):
                empty = not list(element.iter(w("r"))) and element.find(f"{w('pPr')}/{w('numPr')}") is None
                if not (after_table and empty):
                    self._paragraph(element, stack, part)
            after_table = element.tag == w("tbl")
        return found

    def _stand(self, table: _Element) -> tuple[int, int]:
        indent, wide = table.find(f"{w('tblPr')}/{w('tblInd')}"), table.find(f"{w('tblPr')}/{w('tblW')}")
        if indent is None or wide is None:
            return -1, 0
        left, width = int(str(indent.get(w("w")))), int(str(wide.get(w("w"))))
        columns = table.findall(f"{w('tblGrid')}/{w('gridCol')}")
        assert wide.get(w("type")) == "dxa" and sum(int(str(one.get(w("w")))) for one in columns) == width
        return _stand(left, self._width - left - width)

    def _paragraph(self, element: _Element, stack: list[_Open], part: str) -> None:
        role = STYLES.get(self._names.get(_val(element, "pPr/pStyle"), ""), "text")
        if (outline := _val(element, "pPr/outlineLvl")) != "":
            role = str(int(outline) + 1)
        indent = element.find(f"{w('pPr')}/{w('ind')}")
        left, right = (int(str(indent.get(w(side), "0"))) if indent is not None else 0 for side in ("left", "right"))
        level, quotes = _stand(left, right)
        if role == "quote" and indent is None:
            quotes = 1
        pieces = self._pieces(element, part)
        if (list_id := _val(element, "pPr/numPr/numId")) != "":
            level = int(_val(element, "pPr/numPr/ilvl"))
            self._item(stack, level, list_id, quotes)
            if pieces:
                stack[-1].blocks.append(("paragraph", pieces))
            return
        self._place(stack, level, quotes).append(_block(role, pieces))

    def _place(self, stack: list[_Open], level: int, quotes: int) -> list[Any]:
        """The blocks that stand in as many lists and quotations; what is further in is closed."""
        while _count(stack, "item") > level + 1 or _count(stack, "quote") > quotes:
            stack.pop()
        assert _count(stack, "item") == level + 1
        while _count(stack, "quote") < quotes:
            inner: list[Any] = []
            stack[-1].blocks.append(("quote", inner))
            stack.append(_Open("quote", inner))
        return stack[-1].blocks

    def _item(self, stack: list[_Open], level: int, list_id: str, quotes: int) -> None:
        held = next((one for one in stack if (one.kind, one.level, one.list_id) == ("item", level, list_id)), None)
        if held is not None:
            while stack.pop() is not held:
                pass
            items = held.items
        else:
            items = []
            kind, start = self.kind_of(list_id, level)
            self._place(stack, level - 1, quotes).append(("list", start if kind != "bullet" else None, items))
        blocks: list[Any] = []
        items.append(blocks)
        stack.append(_Open("item", blocks, level, list_id, quotes, items))

    def kind_of(self, list_id: str, level: int) -> tuple[str, int]:
        """How a list is numbered, and where it begins."""
        number = next(one for one in self.numbering.findall(w("num")) if one.get(w("numId")) == list_id)
        lvl = self.level_of(list_id, level)
        start = next(
            (
                _val(one, "startOverride")
                for one in number.findall(w("lvlOverride"))
                if one.get(w("ilvl")) == str(level)
            ),
            _val(lvl, "start"),
        )
        return _val(lvl, "numFmt"), int(start)

    def level_of(self, list_id: str, level: int) -> _Element:
        number = next(one for one in self.numbering.findall(w("num")) if one.get(w("numId")) == list_id)
        id = _val(number, "abstractNumId")
        abstract = next(one for one in self.numbering.findall(w("abstractNum")) if one.get(w("abstractNumId")) == id)
        return next(one for one in abstract.findall(w("lvl")) if one.get(w("ilvl")) == str(level))

    def _table(self, table: _Element, part: str) -> Any:
        rows = table.findall(w("tr"))
        heads = [one.find(f"{w('trPr')}/{w('tblHeader')}") is not None for one in rows]
        assert heads == [True] + [False] * (len(rows) - 1)
        cells = [[self._cell(one, part) for one in row.findall(w("tc"))] for row in rows]
        aligns = [_val(one, "p/pPr/jc") or None for one in rows[-1].findall(w("tc"))]
        return ("grid", cells, aligns)

    def _cell(self, cell: _Element, part: str) -> list[Piece]:
        [paragraph] = cell.findall(w("p"))
        return self._pieces(paragraph, part)

    def _pieces(self, paragraph: _Element, part: str) -> list[Piece]:
        found: list[Piece] = []
        code = ""
        for run in paragraph.iter(w("r")):
            if (turn := run.find(w("fldChar"))) is not None or run.find(w("instrText")) is not None:
                ends = turn is not None and turn.get(w("fldCharType")) == "end"
                code = "" if ends else code + "".join(run.itertext())
            elif code:
                add(found, ("note", self._noted(run, code)))
            else:
                for piece in self._run(run, part):
                    add(found, piece)
        return found

    def _run(self, run: _Element, part: str) -> Iterator[Piece]:
        spans = self._spans(run)
        link = next(run.iterancestors(w("hyperlink")), None)
        target = self._relation(part, str(link.get(r("id")))) if link is not None else None
        for one in run:
            if one.tag == w("t"):
                yield ("text", one.text or "", spans, target)
            elif one.tag in (w("br"), w("tab")):
                yield ("text", "\n" if one.tag == w("br") else "\t", spans, target)
            elif one.tag == w("footnoteReference"):
                yield ("note", self._note(str(one.get(w("id")))))
            elif one.tag == w("drawing"):
                yield self._picture(one, part)

    def _note(self, id: str) -> list[Any]:
        note = copy.deepcopy(self._notes[id])
        first = note.find(w("p"))
        assert first is not None
        runs = first.findall(w("r"))
        assert [one.tag for one in runs[0]][-1] == w("footnoteRef") and "".join(runs[1].itertext()) == " "
        for run in runs[:2]:
            first.remove(run)
        blocks = self._blocks(note, "word/footnotes.xml")
        return blocks[1:] if blocks[0] == ("paragraph", []) else blocks

    def _noted(self, run: _Element, field: str) -> list[Any]:
        """The note that a cross-reference leads to; its number must be that of the first reference."""
        word, name, *_ = field.split()
        root = run.getroottree().getroot()
        start = next(one for one in root.iter(w("bookmarkStart")) if one.get(w("name")) == name)
        following = start.getnext()
        assert word == "NOTEREF" and following is not None
        [reference] = following.iter(w("footnoteReference"))
        assert "".join(run.itertext()) == str(list(root.iter(w("footnoteReference"))).index(reference) + 1)
        return self._note(str(reference.get(w("id"))))

    def _picture(self, drawing: _Element, part: str) -> Piece:
        told = drawing.find(f".//{{{WP_NS}}}docPr")
        blip = drawing.find(f".//{{{A_NS}}}blip")
        assert told is not None and blip is not None
        target = self._relation(part, str(blip.get(f"{{{R_NS}}}embed")))
        return ("picture", str(told.get("descr")), self._parts[posixpath.join("word", target)])

    def _spans(self, run: _Element) -> frozenset[str]:
        properties = run.find(w("rPr"))
        found = set()
        for one in () if properties is None else properties:
            name = etree.QName(one).localname
            if name in SPANS:
                found.add(SPANS[name])
            elif name == "rStyle" and self._names[str(one.get(w("val")))] == "行内代码":
                found.add("code")
        return frozenset(found)


def _val(element: _Element, path: str) -> str:
    found = element.find("/".join(map(w, path.split("/"))))
    return "" if found is None else str(found.get(w("val"), ""))


def _stand(left: int, right: int) -> tuple[int, int]:
    quotes = right // STEP
    inner = left - quotes * STEP
    return (inner // STEP - 2 if inner else -1), quotes


def _count(stack: list[_Open], kind: str) -> int:
    return sum(one.kind == kind for one in stack)


def _block(role: str, pieces: list[Piece]) -> Any:
    if role.isdigit():
        return ("heading", int(role), pieces)
    if role == "code":
        return ("code", "".join(piece[1] for piece in pieces))
    return ("rule",) if role == "rule" else ("paragraph", pieces)


def add(found: list[Piece], piece: Piece) -> None:
    """Adds a piece, joined to one before it that looks the same."""
    if piece[0] == "text" and not piece[1]:
        return
    if found and found[-1][0] == piece[0] == "text" and found[-1][2:] == piece[2:]:
        found[-1] = ("text", found[-1][1] + piece[1], *piece[2:])
    else:
        found.append(piece)


def labels(data: bytes) -> list[str]:
    """The number that Word shows before each paragraph of a list, by its rules of counting; None is left out."""
    reading = Reading(data, 0)
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    counts: dict[str, dict[int, int]] = {}
    begun: set[str] = set()
    shown = []
    for paragraph in root.iter(w("p")):
        if (list_id := _val(paragraph, "pPr/numPr/numId")) == "":
            continue
        level = int(_val(paragraph, "pPr/numPr/ilvl"))
        number = next(one for one in reading.numbering.findall(w("num")) if one.get(w("numId")) == list_id)
        count = counts.setdefault(_val(number, "abstractNumId"), {})
        start = reading.kind_of(list_id, level)[1]
        count[level] = start if list_id not in begun or level not in count else count[level] + 1
        begun.add(list_id)
        for deeper in [one for one in count if one > level]:
            del count[deeper]
        lvl = reading.level_of(list_id, level)
        text = _val(lvl, "lvlText")
        shown.append(text.replace(f"%{level + 1}", _spelled(count[level], _val(lvl, "numFmt"))))
    return shown


def _spelled(number: int, kind: str) -> str:
    if kind == "chineseCountingThousand":
        digits = "零一二三四五六七八九"
        assert number < 20
        return digits[number] if number < 10 else "十" + (digits[number - 10] if number > 10 else "")
    return "①②③④⑤⑥⑦⑧⑨"[number - 1] if kind == "decimalEnclosedCircle" else str(number)
