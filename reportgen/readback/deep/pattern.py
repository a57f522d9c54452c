r"""A section of narrative as a pattern: every character of it, and of what a format may add only what is listed here.

| where | what a format may add |
| --- | --- |
| before an item of a list | its number or bullet: `1.` `(1)` `•` |
| after a link | its address in brackets |
| at a picture | its alternative text, alone or as `（图：…）` |
| at a footnote | its number: `1` `[1]` `①`; its text stands elsewhere |
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reportgen.document.blocks import (
    Block,
    Break,
    Code,
    Grid,
    Heading,
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
    inline_text,
    inlines_of,
)
from reportgen.document.fact import Fact
from reportgen.readback.deep.seen import bare

_LEAD = r"(?:[(（]?\d{1,4}[.、)）]|[(（]?[a-z][.)）]|[•‣◦▪▫●○■□–·\uf0b7o§])?"
NUMBER = r"(?:\[?\d{1,3}\]?|[①-⑳])"
"""The number of a footnote, where it is referred to and before its text."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or cell of narrative: the pattern of its text, and its words alone."""

    pattern: str
    words: str


def lines_of(blocks: Iterable[Block], marked: bool, lead: str = "") -> Iterator[Line]:
    """Each paragraph and cell of `blocks` that has words, in order; `marked` where footnotes leave their number."""
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield from _line(block.inlines, marked, lead)
            case ListBlock():
                for item in block.items:
                    yield from lines_of(item, marked, lead + _LEAD)
            case Quote():
                yield from lines_of(block.blocks, marked, lead)
            case Grid():
                for row in (block.header, *block.rows):
                    for cell in row:
                        yield from _line(cell, marked, "")
            case Code():
                yield Line(re.escape(bare(block.text)), bare(block.text))
            case Rule():
                continue
        lead = ""


def _line(inlines: tuple[Inline, ...], marked: bool, lead: str) -> Iterator[Line]:
    pattern = lead + inline_pattern(inlines, marked)
    if pattern:
        yield Line(pattern, bare(inline_text(inlines)))


def inline_pattern(inlines: Sequence[Inline], marked: bool) -> str:
    """The pattern of one paragraph."""
    parts: list[str] = []
    words = ""
    for inline in inlines:
        if isinstance(inline, Words | Fact):
            words += inline.text
            continue
        parts += [re.escape(bare(words)), _inline(inline, marked)]
        words = ""
    return "".join([*parts, re.escape(bare(words))])


def _inline(inline: Inline, marked: bool) -> str:
    match inline:
        case Span():
            return inline_pattern(inline.inlines, marked)
        case Link():
            return f"{inline_pattern(inline.inlines, marked)}(?:（{re.escape(bare(inline.target))}）)?"
        case Note():
            return NUMBER if marked else ""
        case Picture():
            text = re.escape(bare(inline.text))
            return f"(?:（图：{text}）|{text})?"
        case Reference():
            return r"(?!)"
        case Break() | Words() | Fact():
            return ""


def notes_of(blocks: tuple[Block, ...]) -> dict[int, Note]:
    """The footnotes of a section, by number."""
    return {inline.number: inline for inline in inlines_of(blocks) if isinstance(inline, Note)}


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, ready to search with."""
    return re.compile(pattern)
