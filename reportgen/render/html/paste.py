"""What is pasted into the editor of a web site: the few elements that every such editor keeps.

Nothing is lost on the way down: lists, headings, quotations and code become paragraphs, a link is followed by its
address, a picture is told by its words, footnotes stand at the end of their section, and a line break parts paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from markupsafe import Markup

from reportgen.base.messages import N_
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
from reportgen.document.disclosure import Prose
from reportgen.document.fact import Fact
from reportgen.render.html.faults import PrintError
from reportgen.render.html.markup import escape, plain

CONTENT = frozenset({"h2", "p", "table", "caption", "tr", "th", "td"})
"""The elements that are pasted. Of attributes only colspan, rowspan and border are."""
KEPT = CONTENT | {"html", "head", "meta", "title", "style", "body", "main"}
"""These, and what every page stands in."""


def bare(value: Any) -> Markup:
    """What an expression prints: text, each of several lines in a paragraph. Raises PrintError for what is no text."""
    if isinstance(value, Markup):
        return value
    lines = plain(value).splitlines()
    return _paragraphs(lines) if len(lines) > 1 else escape("".join(lines))


def bare_prose(section: Prose | None) -> Markup:
    """A section of narrative in paragraphs and tables, without its label; nothing where there is no section."""
    if section is None:
        return Markup("")
    notes = {inline.number: inline for inline in inlines_of(section.blocks) if isinstance(inline, Note)}
    parts = list(_blocks(section.blocks))
    for number, note in sorted(notes.items()):
        parts += _led(f"[{number}] ", note.blocks)
    return Markup("").join(parts)


def _blocks(blocks: Iterable[Block]) -> Iterator[Markup]:
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield _paragraphs(_text(block.inlines).split("\n"))
            case ListBlock():
                for number, item in enumerate(block.items):
                    yield from _led("• " if block.start is None else f"{block.start + number}. ", item)
            case Quote():
                yield from _blocks(block.blocks)
            case Grid():
                yield _table(block)
            case Code():
                yield _paragraphs(block.text.split("\n"))
            case Rule():
                pass


def _led(lead: str, blocks: tuple[Block, ...]) -> Iterator[Markup]:
    """The blocks, `lead` before the first of them: in its paragraph, else in one of its own."""
    first, rest = (blocks[0], blocks[1:]) if blocks else (None, ())
    if isinstance(first, Paragraph):
        yield _paragraphs((lead + _text(first.inlines)).split("\n"))
        yield from _blocks(rest)
    else:
        yield _paragraphs([lead.strip()])
        yield from _blocks(blocks)


def _table(grid: Grid) -> Markup:
    rows = [_row("th", grid.header), *(_row("td", row) for row in grid.rows)]
    return Markup('<table border="1">\n{}</table>\n').format(Markup("").join(rows))


def _row(tag: str, cells: Iterable[tuple[Inline, ...]]) -> Markup:
    made = (
        Markup("<{0}>{1}</{0}>").format(tag if inline_text(cell).strip() else "td", bare(_text(cell))) for cell in cells
    )
    return Markup("<tr>{}</tr>\n").format(Markup("").join(made))


def _paragraphs(lines: Iterable[str]) -> Markup:
    return Markup("").join(Markup("<p>{}</p>\n").format(escape(line)) for line in lines if line)


def _text(inlines: Iterable[Inline]) -> str:
    return "".join(map(_word, inlines))


def _word(inline: Inline) -> str:
    match inline:
        case Words() | Fact():
            return inline.text
        case Break():
            return "\n"
        case Span():
            return _text(inline.inlines)
        case Link():
            text = _text(inline.inlines)
            return (
                text if inline.target in (text, "") or inline.target.startswith("#") else f"{text}（{inline.target}）"
            )
        case Note():
            return f"[{inline.number}]"
        case Picture():
            return f"（图：{inline.text}）"
        case Reference():
            raise PrintError(N_("there is no figure {fact} in this report"), fact=inline.fact)
