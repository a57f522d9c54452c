"""Narrative as blocks and inlines: what every renderer of every format reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from reportgen.base.location import NOWHERE, Location
from reportgen.document.fact import Fact


@dataclass(frozen=True, slots=True)
class Words:
    """Plain words. Soft line breaks are already resolved."""

    text: str


@dataclass(frozen=True, slots=True)
class Break:
    """A line break that was asked for."""


@dataclass(frozen=True, slots=True)
class Span:
    """Inlines in one style: `strong`, `emphasis`, `strike` or `code`."""

    style: str
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link; `target` is http, https, mailto, tel or a fragment."""

    target: str
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A fact named in narrative, before it is known: `{{ funds.total.executed | wan }}`."""

    fact: str
    filters: tuple[str, ...]
    where: Location = NOWHERE


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, with its text."""

    number: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Image:
    """The dots of a picture: `kind` is `png` or `jpeg`, `data` the bytes of such a file, width and height in dots."""

    kind: str
    width: int
    height: int
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: `source` is relative to the report's folder, `text` its alternative, `image` what it shows.

    A picture that could not be read has no image, and is never printed.
    """

    source: str
    text: str
    where: Location = NOWHERE
    image: Image | None = None


Inline: TypeAlias = Words | Break | Span | Link | Reference | Note | Picture | Fact


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    inlines: tuple[Inline, ...]
    where: Location = NOWHERE


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section; `level` counts from 1."""

    level: int
    inlines: tuple[Inline, ...]
    where: Location = NOWHERE


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; `start` is the first number, or None for bullets. Each item holds blocks."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None = None
    where: Location = NOWHERE


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation."""

    blocks: tuple[Block, ...]
    where: Location = NOWHERE


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the first row is its header; `aligns` holds left, center, right or None for each column."""

    header: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    aligns: tuple[str | None, ...] = ()
    where: Location = NOWHERE


@dataclass(frozen=True, slots=True)
class Code:
    """Preformatted text."""

    text: str
    where: Location = NOWHERE


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""

    where: Location = NOWHERE


Block: TypeAlias = Paragraph | Heading | ListBlock | Quote | Grid | Code | Rule


def inlines_of(blocks: tuple[Block, ...]) -> Iterator[Inline]:
    """Every inline below `blocks`, in reading order, spans before what they hold."""
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield from _flat(block.inlines)
            case ListBlock():
                for item in block.items:
                    yield from inlines_of(item)
            case Quote():
                yield from inlines_of(block.blocks)
            case Grid():
                for row in (block.header, *block.rows):
                    for cell in row:
                        yield from _flat(cell)


def _flat(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    for inline in inlines:
        yield inline
        if isinstance(inline, Span | Link):
            yield from _flat(inline.inlines)
        elif isinstance(inline, Note):
            yield from inlines_of(inline.blocks)


def plain_text(blocks: tuple[Block, ...]) -> str:
    """The words of `blocks` without any markup, blocks separated by a line break."""
    return "\n".join(text for block in blocks if (text := _block_text(block)))


def _block_text(block: Block) -> str:
    match block:
        case Paragraph() | Heading():
            return inline_text(block.inlines)
        case ListBlock():
            return "\n".join(plain_text(item) for item in block.items)
        case Quote():
            return plain_text(block.blocks)
        case Grid():
            return "\n".join("\t".join(inline_text(cell) for cell in row) for row in (block.header, *block.rows))
        case Code():
            return block.text
        case Rule():
            return ""


def inline_text(inlines: tuple[Inline, ...]) -> str:
    """The words of `inlines` without any markup; an unresolved reference reads as its fact id in braces."""
    return "".join(_inline_text(inline) for inline in inlines)


def _inline_text(inline: Inline) -> str:
    match inline:
        case Words() | Fact():
            return inline.text
        case Break():
            return "\n"
        case Span() | Link():
            return inline_text(inline.inlines)
        case Reference():
            return f"{{{inline.fact}}}"
        case Picture():
            return inline.text
        case Note():
            return ""
