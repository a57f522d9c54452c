"""A disclosure as plain data for typst: texts, lists and tables, never a line of its language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

from reportgen.base.messages import N_
from reportgen.document.blocks import (
    Block,
    Break,
    Code,
    Grid,
    Heading,
    Image,
    Inline,
    Link,
    ListBlock,
    Note,
    Paragraph,
    Picture,
    Quote,
    Reference,
    Rule,
    Span,
    Words,
)
from reportgen.document.disclosure import Disclosure, Prose
from reportgen.document.fact import Fact
from reportgen.document.package import Package
from reportgen.render.headings import HeadingLevels
from reportgen.render.pdf.faults import PrintError

Node = dict[str, Any]

DEEPEST_HEADING = 3
"""So deep go headings of narrative; the outermost is 1, and none is left out."""
_LANGUAGE, _REGION = re.compile("[a-z]{2,3}"), re.compile("[A-Z]{2}")
_CHINESE = "zh"
_LEADS_OUT = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)


@dataclass(slots=True)
class Tree:
    """What a template reads: `data` by name, and the pictures it may show, by the name of their file."""

    data: Node
    pictures: dict[str, bytes]


def tree_of(disclosure: Disclosure | Package) -> Tree:
    """The names a template sees, as data. Raises PrintError for narrative that was never resolved."""
    writer = _Writer()
    return Tree({name: writer.value(value) for name, value in disclosure.context().items()}, writer.pictures)


def texts_of(node: object) -> Iterator[str]:
    """Every text of a tree."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from texts_of(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts_of(value)


@dataclass(slots=True)
class _Writer:
    pictures: dict[str, bytes] = field(default_factory=dict)
    _section: str = ""
    _headings: HeadingLevels = field(default_factory=lambda: HeadingLevels(1, DEEPEST_HEADING))
    _notes: set[int] = field(default_factory=set)
    _in_link: bool = False

    def value(self, value: object) -> Any:
        match value:
            case Fact():
                return _fact(value)
            case Prose():
                return self._prose(value)
            case tuple():
                return [self.value(item) for item in value]
            case _ if is_dataclass(value):
                return {one.name: self.value(getattr(value, one.name)) for one in fields(value)}
            case _ if hasattr(value, "items"):
                return dict(value.items())
        return value

    def _prose(self, section: Prose) -> Node:
        self._section, self._headings, self._notes = section.name, HeadingLevels(1, DEEPEST_HEADING), set()
        language, _, region = section.language.partition("-")
        return {
            "name": section.name,
            "label": section.label,
            "language": language if _LANGUAGE.fullmatch(language) else _CHINESE,
            "region": region if _REGION.fullmatch(region) else None,
            "blocks": self._blocks(section.blocks),
        }

    def _blocks(self, blocks: Iterable[Block]) -> list[Node]:
        return [self._block(block) for block in blocks]

    def _block(self, block: Block) -> Node:
        match block:
            case Paragraph():
                return {"kind": "paragraph", "inlines": self._inlines(block.inlines)}
            case Heading():
                level = self._headings.next(block.level)
                return {"kind": "heading", "level": level, "inlines": self._inlines(block.inlines)}
            case ListBlock():
                return {"kind": "list", "start": block.start, "items": [self._blocks(item) for item in block.items]}
            case Quote():
                return {"kind": "quote", "blocks": self._blocks(block.blocks)}
            case Grid():
                return self._table(block)
            case Code():
                return {"kind": "preformatted", "text": block.text}
            case Rule():
                return {"kind": "rule"}

    def _table(self, grid: Grid) -> Node:
        aligns = [align or "left" for align in (*grid.aligns, *[None] * len(grid.header))]
        return {
            "kind": "table",
            "aligns": aligns[: len(grid.header)],
            "header": [self._inlines(cell) for cell in grid.header],
            "rows": [[self._inlines(cell) for cell in row] for row in grid.rows],
        }

    def _inlines(self, inlines: Iterable[Inline]) -> list[Node]:
        return [self._inline(inline) for inline in inlines]

    def _inline(self, inline: Inline) -> Node:
        match inline:
            case Words():
                return {"kind": "words", "text": inline.text}
            case Fact():
                return {"kind": "fact", **_fact(inline)}
            case Break():
                return {"kind": "break"}
            case Span():
                return {"kind": inline.style, "inlines": self._inlines(inline.inlines)}
            case Link():
                return self._link(inline)
            case Note():
                return self._note(inline)
            case Picture():
                return self._picture(inline)
            case Reference():
                raise PrintError(N_("there is no figure {fact} in this report"), fact=inline.fact)

    def _link(self, link: Link) -> Node:
        if self._in_link or not _LEADS_OUT.match(link.target):
            return {"kind": "group", "inlines": self._inlines(link.inlines)}
        self._in_link = True
        inlines = self._inlines(link.inlines)
        self._in_link = False
        return {"kind": "link", "target": link.target, "inlines": inlines}

    def _note(self, note: Note) -> Node:
        """A footnote where it is first referred to; after that, a reference to it."""
        name = f"{self._section}-{note.number}"
        if note.number in self._notes:
            return {"kind": "note", "name": name, "blocks": None}
        self._notes.add(note.number)
        return {"kind": "note", "name": name, "blocks": self._blocks(note.blocks)}

    def _picture(self, picture: Picture) -> Node:
        if (image := picture.image) is None:
            raise PrintError(N_("the picture {name} was never read"), name=picture.source)
        return {
            "kind": "picture",
            "file": self._file_of(image),
            "text": picture.text,
            "width": image.width,
            "height": image.height,
        }

    def _file_of(self, image: Image) -> str:
        for name, data in self.pictures.items():
            if data == image.data:
                return name
        name = f"picture-{len(self.pictures) + 1}.{'jpg' if image.kind == 'jpeg' else image.kind}"
        self.pictures[name] = image.data
        return name


def _fact(fact: Fact) -> Node:
    return {"id": fact.id, "text": fact.text, "unit": fact.unit}
