"""Blocks of narrative in the form that they are compared in, and blocks made at random."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from hypothesis import strategies as st

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
from reportgen.document.fact import Fact
from tests.dots import image

from .forms import amount
from .reading import Piece, add

STYLED_LEVELS = 3
"""So many levels of headings have styles of their own in the template; deeper ones are set bold by hand."""


def plain(blocks: Sequence[Block]) -> list[Any]:
    """`blocks` without places, spans as sets, headings by their depth, quotations next to each other as one."""
    levels: list[int] = []
    return _plain(blocks, levels)


def _plain(blocks: Sequence[Block], levels: list[int]) -> list[Any]:
    found: list[Any] = []
    for block in blocks:
        _join(found, _block(block, levels))
    return found


def _join(found: list[Any], made: Any) -> None:
    """Adds a block; Word knows no border between two quotations next to each other."""
    if made[0] == "quote" and found and found[-1][0] == "quote":
        for inner in made[1]:
            _join(found[-1][1], inner)
    else:
        found.append(made)


def _block(block: Block, levels: list[int]) -> Any:
    match block:
        case Paragraph():
            return ("paragraph", pieces(block.inlines))
        case Heading():
            while levels and levels[-1] >= block.level:
                levels.pop()
            levels.append(block.level)
            return ("heading", len(levels), pieces(block.inlines))
        case ListBlock():
            return ("list", block.start, [_plain(item, levels) for item in block.items])
        case Quote():
            return ("quote", _plain(block.blocks, levels))
        case Grid():
            rows = [[pieces(cell) for cell in row] for row in (block.header, *block.rows)]
            return ("grid", rows, list(block.aligns))
        case Code():
            return ("code", block.text)
        case Rule():
            return ("rule",)


def pieces(inlines: Sequence[Inline]) -> list[Piece]:
    found: list[Piece] = []
    for inline in inlines:
        _add(found, inline, frozenset(), None)
    return found


def _add(found: list[Piece], inline: Inline, spans: frozenset[str], link: str | None) -> None:
    match inline:
        case Words() | Fact():
            add(found, ("text", inline.text, spans, link))
        case Break():
            add(found, ("text", "\n", spans, link))
        case Span():
            for one in inline.inlines:
                _add(found, one, spans | {inline.style}, link)
        case Link():
            target = inline.target if inline.target.startswith("https:") else link
            for one in inline.inlines:
                _add(found, one, spans, target)
        case Note():
            found.append(("note", plain(inline.blocks)))
        case Picture():
            found.append(("picture", inline.text, inline.image.data if inline.image else b""))


WORDS = st.text("甲乙 a<&\"'{}%\n", min_size=1, max_size=8)
STYLES = st.sampled_from(["strong", "emphasis", "strike", "code"])
PICTURES = st.builds(
    lambda text, shade, width: Picture("a.png", text, image=image(width, 30, shade)),
    st.text("甲乙a<&\"'", min_size=1, max_size=5), st.integers(1, 3), st.sampled_from([40, 3_000]),
)  # fmt: skip


def inlines(*, notes: bool = True) -> st.SearchStrategy[tuple[Inline, ...]]:
    leaf = st.builds(Words, WORDS) | st.just(Break()) | st.builds(amount, st.just("x"), st.just("1.00")) | PICTURES
    nested = st.recursive(leaf, lambda inner: st.builds(Span, STYLES, st.tuples(inner, inner)), max_leaves=4)
    links = st.builds(Link, st.sampled_from(["https://x.cn/?a=1&b=2", "#there"]), st.tuples(nested))
    noted = st.deferred(lambda: st.builds(Note, st.just(0), blocks(notes=False, most=2)))
    return st.lists(nested | links | noted if notes else nested | links, min_size=1, max_size=3).map(tuple)


def blocks(*, notes: bool = True, most: int = 4) -> st.SearchStrategy[tuple[Block, ...]]:
    inline = inlines(notes=notes)
    row = st.tuples(inline, inline)
    flat = (
        st.builds(Paragraph, inline)
        | st.builds(Heading, st.integers(1, STYLED_LEVELS), inline)
        | st.builds(Code, WORDS.filter(lambda text: not text.endswith("\n")))
        | st.builds(Grid, row, st.tuples(row), st.sampled_from([(None, "right"), ("center", "left")]))
        | st.just(Rule())
    )
    nested = st.recursive(
        flat,
        lambda inner: (
            st.builds(ListBlock, st.tuples(st.tuples(inner), st.tuples(inner, inner)), st.sampled_from([None, 1, 7, 0]))
            | st.builds(Quote, st.tuples(inner, inner))
        ),
        max_leaves=5,
    )
    return st.lists(nested, min_size=1, max_size=most).map(lambda made: numbered(tuple(made)))


def numbered(made: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with the notes numbered in the order of the text."""
    numbers = count(1)
    return changed(made, lambda one: replace(one, number=next(numbers)) if isinstance(one, Note) else one)


def resolved(made: tuple[Block, ...], facts: Mapping[str, Fact], shown: Image) -> tuple[Block, ...]:
    """The blocks with facts in place of references, and pictures that show `shown`."""

    def one(value: Any) -> Any:
        if isinstance(value, Picture):
            return replace(value, image=shown)
        return facts[value.fact] if isinstance(value, Reference) else value

    return changed(made, one)


def changed(value: Any, change: Callable[[Any], Any]) -> Any:
    """A tree with `change` made to everything in it, in reading order."""
    if isinstance(value, tuple):
        return tuple(changed(one, change) for one in value)
    value = change(value)
    for name in ("inlines", "items", "blocks", "header", "rows"):
        if hasattr(value, name):
            value = replace(value, **{name: changed(getattr(value, name), change)})
    return value
