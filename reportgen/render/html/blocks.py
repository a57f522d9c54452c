"""Narrative as HTML: every block and inline of `reportgen.document.blocks`."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

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
)
from reportgen.document.disclosure import Prose
from reportgen.document.fact import Fact
from reportgen.render.headings import HeadingLevels
from reportgen.render.html.faults import PrintError
from reportgen.render.html.markup import as_markup, escape, fact_markup, leads_out_safely

DEEPEST_HEADING = 6
_SPANS = {"strong": "strong", "emphasis": "em", "strike": "s", "code": "code"}
_EMPTY = Markup("")


def prose_markup(section: Prose | None, language: str, level: int) -> Markup:
    """A section of narrative in its own `<div>`, without its label; nothing where there is no section.

    Its headings begin at `level` and leave none out, its footnotes stand at its end, and it says its language where
    that is not the page's `language`. Every id in it begins with the section's name.
    """
    if section is None:
        return _EMPTY
    writer = _Writer(section, HeadingLevels(level, DEEPEST_HEADING))
    body = writer.blocks(section.blocks)
    spoken = Markup(' lang="{}"').format(section.language) if section.language != language else _EMPTY
    return Markup('<div class="prose"{}>\n{}{}</div>').format(spoken, body, writer.notes())


@dataclass
class _Writer:
    """Writes one section; it knows the headings and footnotes that came before."""

    section: Prose
    headings: HeadingLevels
    _notes: dict[int, Note] = field(default_factory=dict)
    _references: dict[int, int] = field(default_factory=dict)
    _in_link: bool = False

    def blocks(self, blocks: Iterable[Block]) -> Markup:
        return as_markup("".join(f"{self._block(block)}\n" for block in blocks))

    def _block(self, block: Block) -> Markup:
        match block:
            case Paragraph():
                return as_markup(f"<p>{self._inlines(block.inlines)}</p>")
            case Heading():
                return self._heading(block)
            case ListBlock():
                return self._list(block)
            case Quote():
                return Markup("<blockquote>\n{}</blockquote>").format(self.blocks(block.blocks))
            case Grid():
                return self._grid(block)
            case Code():
                return Markup("<pre><code>{}</code></pre>").format(escape(block.text))
            case Rule():
                return Markup("<hr>")

    def _heading(self, heading: Heading) -> Markup:
        level = self.headings.next(heading.level)
        return Markup("<h{0}>{1}</h{0}>").format(level, self._inlines(heading.inlines))

    def _list(self, block: ListBlock) -> Markup:
        tag = "ul" if block.start is None else "ol"
        start = Markup(' start="{}"').format(block.start) if block.start not in (None, 1) else _EMPTY
        items = _joined(as_markup(f"<li>{self._item(item)}</li>\n") for item in block.items)
        return as_markup(f"<{tag}{start}>\n{items}</{tag}>")

    def _item(self, blocks: Sequence[Block]) -> Markup:
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
            return self._inlines(blocks[0].inlines)
        return Markup("\n") + self.blocks(blocks)

    def _grid(self, grid: Grid) -> Markup:
        head = _joined(self._header_cell(grid, column) for column in range(len(grid.header)))
        rows = _joined(Markup("<tr>{}</tr>\n").format(self._row(grid, row)) for row in grid.rows)
        body = Markup("<tbody>\n{}</tbody>\n").format(rows) if rows else _EMPTY
        return Markup(
            '<div class="scroll" role="group" aria-label="{}" tabindex="0">\n<table>\n'
            "<thead>\n<tr>{}</tr>\n</thead>\n{}</table>\n</div>"
        ).format(self._name_of(grid), head, body)

    def _name_of(self, grid: Grid) -> str:
        columns = [text for cell in grid.header if (text := inline_text(cell).strip())]
        return " ".join(columns) or self.section.label

    def _header_cell(self, grid: Grid, column: int) -> Markup:
        cell, aligned = grid.header[column], _aligned(grid, column)
        if not inline_text(cell).strip():
            return Markup("<td{}></td>").format(aligned)
        return Markup('<th scope="col"{}>{}</th>').format(aligned, self._inlines(cell))

    def _row(self, grid: Grid, row: Sequence[tuple[Inline, ...]]) -> Markup:
        return _joined(
            Markup("<td{}>{}</td>").format(_aligned(grid, column), self._inlines(cell))
            for column, cell in enumerate(row)
        )

    def _inlines(self, inlines: Iterable[Inline]) -> Markup:
        return _joined(self._inline(inline) for inline in inlines)

    def _inline(self, inline: Inline) -> Markup:
        match inline:
            case Words():
                return escape(inline.text)
            case Fact():
                return fact_markup(inline)
            case Break():
                return Markup("<br>\n")
            case Span():
                return as_markup(f"<{_SPANS[inline.style]}>{self._inlines(inline.inlines)}</{_SPANS[inline.style]}>")
            case Link():
                return self._link(inline)
            case Note():
                return self._reference_to(inline)
            case Picture():
                return _picture(inline)
            case Reference():
                raise PrintError(N_("there is no figure {fact} in this report"), fact=inline.fact)

    def _link(self, link: Link) -> Markup:
        if self._in_link or not leads_out_safely(link.target):
            return self._inlines(link.inlines)
        self._in_link = True
        text = self._inlines(link.inlines)
        self._in_link = False
        return Markup('<a href="{}">{}</a>').format(escape(link.target), text)

    def _reference_to(self, note: Note) -> Markup:
        self._notes.setdefault(note.number, note)
        times = self._references[note.number] = self._references.get(note.number, 0) + 1
        id = self._id("ref", note.number, times)
        if self._in_link:
            return Markup('<sup id="{}">[{}]</sup>').format(id, note.number)
        return Markup('<sup><a id="{}" href="#{}" role="doc-noteref">[{}]</a></sup>').format(
            id, self._id("note", note.number), note.number
        )

    def notes(self) -> Markup:
        """The footnotes referred to so far, and those that they refer to, with links back."""
        written: dict[int, Markup] = {}
        while waiting := [note for number, note in self._notes.items() if number not in written]:
            for note in waiting:
                written[note.number] = self.blocks(note.blocks)
        items = _joined(self._note(number, written[number]) for number in sorted(written))
        return Markup('<ol class="notes">\n{}</ol>\n').format(items) if items else _EMPTY

    def _note(self, number: int, body: Markup) -> Markup:
        links = Markup(" ").join(
            Markup('<a href="#{}" role="doc-backlink">↩ [{}]</a>').format(self._id("ref", number, time), number)
            for time in range(1, self._references[number] + 1)
        )
        return Markup('<li id="{}" value="{}">\n{}<p>{}</p>\n</li>\n').format(
            self._id("note", number), number, body, links
        )

    def _id(self, kind: str, number: int, time: int = 1) -> str:
        return f"{self.section.name}-{kind}-{number}" + (f"-{time}" if time > 1 else "")


def _picture(picture: Picture) -> Markup:
    """A picture that needs no request: its bytes stand in the page."""
    if (image := picture.image) is None:
        raise PrintError(N_("the picture {name} was never read"), name=picture.source)
    data = b64encode(image.data).decode("ascii")
    return Markup('<img src="data:image/{};base64,{}" alt="{}" width="{}" height="{}">').format(
        image.kind, data, escape(picture.text), image.width, image.height
    )


def _joined(parts: Iterable[Markup]) -> Markup:
    return as_markup("".join(parts))


def _aligned(grid: Grid, column: int) -> Markup:
    align = grid.aligns[column] if column < len(grid.aligns) else None
    return Markup(' class="{}"').format(align) if align in ("center", "right") else _EMPTY
