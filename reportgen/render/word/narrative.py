"""Narrative as paragraphs and tables, in the styles of the template."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportgen.document.blocks import (
    Block,
    Code,
    Grid,
    Heading,
    Inline,
    ListBlock,
    Note,
    Paragraph,
    Quote,
    Rule,
    inline_text,
    inlines_of,
    plain_text,
)
from reportgen.document.disclosure import Prose
from reportgen.render.word.inlines import InlineWriter, Look, run
from reportgen.render.word.numbering import MAX_LEVEL, text_indent
from reportgen.render.word.session import Session
from reportgen.render.word.styles import HEADINGS

_ALIGNS = {"left": "left", "center": "center", "right": "right"}
_GRID_WIDTH = 8_000
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_FRAME = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in _SIDES)
_LINE = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="auto"/></w:pBdr>'


PARTS = ("all", "opening", "closing")
"""What of a section may be printed: all of it, or its end with the notes apart from the rest."""

CLOSING_LIMIT = 600
"""How many characters the end of a section may hold; a template keeps it in one piece with what it prints after it."""


def prose_xml(section: Prose, session: Session, part: str, *, label: bool) -> str:
    """The blocks of `section`, then its notes; `label` puts its label before them. It never ends in a table.

    `part` is one of PARTS. `opening` and `closing` together print what `all` prints.
    """
    opening, closing = _parted(section.blocks)
    writer = _BlockWriter(session, Look(section.language))
    if part == "opening":
        return writer.labelled(section.label if label and opening else "", opening)
    if part == "closing":
        writer.expect_notes(opening)
        return writer.labelled(section.label if label and not opening else "", closing) + writer.notes()
    return writer.labelled(section.label if label else "", section.blocks) + writer.notes()


def _parted(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The blocks without and with what stays together at the end: all of a short section, else a last paragraph."""
    if len(plain_text(blocks)) <= CLOSING_LIMIT and not any(isinstance(block, Grid) for block in blocks):
        return (), blocks
    last = blocks[-1]
    if isinstance(last, Paragraph) and len(inline_text(last.inlines)) <= CLOSING_LIMIT:
        return blocks[:-1], blocks[-1:]
    return blocks, ()


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a block stands: the role of its paragraphs, and how many lists it is inside."""

    role: str
    depth: int = 0


class _BlockWriter:
    def __init__(self, session: Session, look: Look) -> None:
        self._session, self._look = session, look
        self._notes: list[Note] = []
        self._inlines = InlineWriter(session, self._notes)

    def labelled(self, label: str, blocks: tuple[Block, ...]) -> str:
        """`label`, where it is not empty, as a paragraph of its own; then the blocks."""
        led = self._paragraph(run(label, self._look), _Spot("label")) if label else ""
        return led + self.blocks(blocks, _Spot("text"))

    def expect_notes(self, blocks: tuple[Block, ...]) -> None:
        """Takes in the notes of blocks that are printed elsewhere."""
        self._notes += (inline for inline in inlines_of(blocks) if isinstance(inline, Note))

    def blocks(self, blocks: tuple[Block, ...], spot: _Spot) -> str:
        """The blocks one after another, never two tables next to each other and never a table at the end."""
        written = []
        for number, block in enumerate(blocks):
            written.append(self._block(block, spot))
            if isinstance(block, Grid) and not isinstance(next(iter(blocks[number + 1 :]), None), Paragraph):
                written.append(self._paragraph("", spot))
        return "".join(written)

    def notes(self) -> str:
        """The notes in the order of the text; a note inside a note follows it."""
        written, done = [], 0
        while done < len(self._notes):
            note = self._notes[done]
            done += 1
            number = run(str(note.number), self._inlines.number_look(self._look.language)) + run(" ", self._look)
            written.append(self._led(number, note.blocks, _Spot("note")))
        return "".join(written)

    def _led(self, lead: str, blocks: tuple[Block, ...], spot: _Spot) -> str:
        """Blocks whose first paragraph begins with the runs `lead`."""
        if blocks and isinstance(blocks[0], Paragraph):
            first = self._paragraph(lead + self._runs(blocks[0].inlines), spot)
            return first + self.blocks(blocks[1:], spot)
        return self._paragraph(lead, spot) + self.blocks(blocks, spot)

    def _block(self, block: Block, spot: _Spot) -> str:
        match block:
            case Paragraph():
                return self._paragraph(self._runs(block.inlines), spot)
            case Heading():
                role = f"heading{min(block.level, HEADINGS)}"
                return self._paragraph(self._runs(block.inlines), replace(spot, role=role))
            case ListBlock():
                return self._list(block, spot)
            case Quote():
                return self.blocks(block.blocks, replace(spot, role="quote"))
            case Grid():
                return self._grid(block)
            case Code():
                return self._paragraph(run(block.text.removesuffix("\n"), self._look), replace(spot, role="code"))
            case Rule():
                return self._rule(spot)

    def _runs(self, inlines: tuple[Inline, ...]) -> str:
        return self._inlines.runs(inlines, self._look)

    def _paragraph(self, runs: str, spot: _Spot, more: str = "") -> str:
        return f"<w:p>{self._properties(spot, more)}{runs}</w:p>"

    def _properties(self, spot: _Spot, more: str = "") -> str:
        style = self._session.styles.id(spot.role) or self._session.styles.id("text")
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        indent = text_indent(spot.depth - 1) if spot.depth and "<w:numPr>" not in more else ""
        return f"<w:pPr>{named}{more}{indent}</w:pPr>" if named or more or indent else ""

    def _rule(self, spot: _Spot) -> str:
        styled = self._session.styles.id("rule") is not None
        return self._paragraph("", replace(spot, role="rule"), "" if styled else _LINE)

    def _list(self, block: ListBlock, spot: _Spot) -> str:
        level = min(spot.depth, MAX_LEVEL)
        id = self._session.new_list(level, block.start)
        marker = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{id}"/></w:numPr>'
        inner = _Spot("quote" if spot.role == "quote" else "list", spot.depth + 1)
        return "".join(self._item(item, inner, marker) for item in block.items)

    def _item(self, blocks: tuple[Block, ...], spot: _Spot, marker: str) -> str:
        if blocks and isinstance(blocks[0], Paragraph):
            return self._paragraph(self._runs(blocks[0].inlines), spot, marker) + self.blocks(blocks[1:], spot)
        return self._paragraph("", spot, marker) + self.blocks(blocks, spot)

    def _grid(self, grid: Grid) -> str:
        rows = (grid.header, *grid.rows)
        columns = max(len(row) for row in rows)
        widths = _widths(rows, columns)
        style = self._session.styles.id("grid")
        frame = f'<w:tblStyle w:val="{style}"/>' if style else ""
        borders = "" if style else f"<w:tblBorders>{_FRAME}</w:tblBorders>"
        columns_xml = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        written = [self._row(row, widths, grid.aligns, head=number == 0) for number, row in enumerate(rows)]
        return (
            f'<w:tbl><w:tblPr>{frame}<w:tblW w:w="5000" w:type="pct"/>{borders}<w:tblLook w:firstRow="1"/></w:tblPr>'
            f"<w:tblGrid>{columns_xml}</w:tblGrid>{''.join(written)}</w:tbl>"
        )

    def _row(
        self, row: tuple[tuple[Inline, ...], ...], widths: list[int], aligns: tuple[str | None, ...], *, head: bool
    ) -> str:
        padded = (*row, *((),) * (len(widths) - len(row)))
        cells = []
        for number, (inlines, width) in enumerate(zip(padded, widths, strict=True)):
            align = aligns[number] if number < len(aligns) else None
            cells.append(self._cell(inlines, width, align, head=head))
        header = "<w:tblHeader/>" if head else ""
        return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{''.join(cells)}</w:tr>"

    def _cell(self, inlines: tuple[Inline, ...], width: int, align: str | None, *, head: bool) -> str:
        share = round(5000 * width / _GRID_WIDTH)
        aligned = f'<w:jc w:val="{_ALIGNS[align]}"/>' if align else ""
        paragraph = self._paragraph(self._runs(inlines), _Spot("head" if head else "cell"), aligned)
        return f'<w:tc><w:tcPr><w:tcW w:w="{share}" w:type="pct"/></w:tcPr>{paragraph}</w:tc>'


def _widths(rows: tuple[tuple[tuple[Inline, ...], ...], ...], columns: int) -> list[int]:
    """A width for each column by its longest text, none narrower than a third of an equal share."""
    longest = [1] * columns
    for row in rows:
        for number, inlines in enumerate(row):
            longest[number] = max(longest[number], min(len(inline_text(inlines)), 40))
    floor = max(sum(longest) / columns / 3, 1)
    weights = [max(length, floor) for length in longest]
    widths = [int(_GRID_WIDTH * weight / sum(weights)) for weight in weights]
    widths[-1] += _GRID_WIDTH - sum(widths)
    return widths
