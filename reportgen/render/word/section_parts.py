"""The parts of a section that a template may print: all of it, or its end apart from the rest.

A template keeps the end in one piece with what it prints after it, such as a signature.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from reportgen.document.blocks import Block, Grid, Paragraph, Picture, inline_text, inlines_of, plain_text

PARTS = ("all", "opening", "closing")
"""The names of the parts; the opening and the closing together are all."""

CLOSING_LIMIT = 600
"""How many characters the closing may hold."""

Blocks: TypeAlias = tuple[Block, ...]


def parts_of(blocks: Blocks) -> Mapping[str, Blocks]:
    """The blocks of each of PARTS.

    The closing is all of a short section with a table or a picture, else its last paragraph; empty where that is long.
    """
    return dict(zip(PARTS, (blocks, *_parted(blocks)), strict=True))


def _parted(blocks: Blocks) -> tuple[Blocks, Blocks]:
    if len(plain_text(blocks)) <= CLOSING_LIMIT and any(map(_is_tall, blocks)):
        return (), blocks
    last = blocks[-1] if blocks else None
    if isinstance(last, Paragraph) and not _is_tall(last) and len(inline_text(last.inlines)) <= CLOSING_LIMIT:
        return blocks[:-1], blocks[-1:]
    return blocks, ()


def _is_tall(block: Block) -> bool:
    return isinstance(block, Grid) or any(isinstance(inline, Picture) for inline in inlines_of((block,)))
