"""Narrative as paragraphs and tables, in the styles of the template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reportgen.base.messages import N_
from reportgen.document.blocks import (
    Block,
    Code,
    Grid,
    Heading,
    Inline,
    ListBlock,
    Note,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Words,
    inline_text,
)
from reportgen.document.disclosure import Prose
from reportgen.render.headings import HeadingLevels
from reportgen.render.word.faults import UnprintableError
from reportgen.render.word.footnotes import number_xml
from reportgen.render.word.inlines import InlineWriter, Look, run
from reportgen.render.word.numbering import MAX_LEVEL
from reportgen.render.word.section_parts import parts_of
from reportgen.render.word.session import Session
from reportgen.render.word.styles import HEADINGS, LISTED

_ALIGNS = {"left": "left", "center": "center", "right": "right"}
_GRID_WIDTH = 8_000
_QUOTE_STEP = 420
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_FRAME = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in _SIDES)
_LOOK = ('<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
         'w:noVBand="1"/>')  # fmt: skip
_ORDER = ("pStyle", "keepNext", "numPr", "pBdr", "spacing", "ind", "jc", "outlineLvl")
_NATURAL = '<w:spacing w:line="240" w:lineRule="auto"/>'
"""Lines as high as what stands in them: a picture in lines of a fixed height would be cut off."""


_NOTHING: Mapping[str, str] = {}


def prose_xml(section: Prose, session: Session, part: str, *, label: bool, level: int = 1) -> str:
    """The blocks of `section`; `label` puts its label before them. It never ends in a table.

    `part` is one of the PARTS of a section; `opening` and `closing` together print what `all` prints. Headings begin at
    `level`, below a label that is set as a heading itself, and leave none out.
    """
    blocks = parts_of(section.blocks)
    is_labelled = label and bool(blocks[part]) and (part != "closing" or not blocks["opening"])
    below = level + (1 if label and not session.styles.setting("label").own else 0)
    notes = session.notes_of(section, anew=part != "closing")
    writer = _BlockWriter(session, Look(section.language), notes, below)
    return writer.labelled(section.label if is_labelled else "", blocks[part])


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a block stands: the role of its paragraphs, and how many lists and quotations it is inside.

    `left` is how far its text is from the margin because of the lists; None where their style alone decides.
    """

    role: str
    depth: int = 0
    quotes: int = 0
    left: int | None = None


class _BlockWriter:
    """Writes blocks; `notes` are the places of the section's notes in the document by number.

    Without `notes` it writes a note itself, which can hold no other.
    """

    def __init__(self, session: Session, look: Look, notes: dict[int, int] | None, level: int = 1) -> None:
        self._session, self._look, self._notes = session, look, notes
        self._headings = HeadingLevels(level, HEADINGS)
        self._inlines = InlineWriter(session, self._note)

    def labelled(self, label: str, blocks: tuple[Block, ...]) -> str:
        """`label`, where it is not empty, as a paragraph of its own; then the blocks."""
        led = self._paragraph((Words(label),), _Spot("label")) if label else ""
        return led + self.blocks(blocks, _Spot("text"))

    def blocks(self, blocks: tuple[Block, ...], spot: _Spot) -> str:
        """The blocks one after another, never two tables next to each other and never a table at the end."""
        written = []
        for number, block in enumerate(blocks):
            written.append(self._block(block, spot))
            if isinstance(block, Grid) and not isinstance(next(iter(blocks[number + 1 :]), None), Paragraph):
                written.append(self._paragraph((), spot))
        return "".join(written)

    def note(self, blocks: tuple[Block, ...]) -> str:
        """The blocks of a note, its number before them."""
        spot = _Spot("note")
        lead = number_xml(self._inlines.number_look(self._look.language).xml) + run(" ", self._look)
        first = blocks[0] if blocks and isinstance(blocks[0], Paragraph) else None
        led = self._paragraph(first.inlines if first else (), spot, lead=lead)
        return led + self.blocks(blocks[1:] if first else blocks, spot)

    def _note(self, note: Note) -> int:
        session, frame = self._session, self._session.frame
        if self._notes is None or session.part != frame.body:
            raise UnprintableError(N_("Word has footnotes only in the text of the document, not in a header or a note"))
        if note.number not in self._notes:
            place = self._notes[note.number] = len(session.notes)
            session.notes.append("")
            session.part = frame.notes
            session.notes[place] = _BlockWriter(session, Look(self._look.language), None).note(note.blocks)
            session.part = frame.body
        return self._notes[note.number]

    def _block(self, block: Block, spot: _Spot) -> str:
        match block:
            case Paragraph():
                return self._paragraph(block.inlines, _shown(block, spot))
            case Heading():
                return self._paragraph(block.inlines, replace(spot, role=f"heading{self._headings.next(block.level)}"))
            case ListBlock():
                return self._list(block, spot)
            case Quote():
                return self.blocks(block.blocks, replace(spot, role="quote", quotes=spot.quotes + 1))
            case Grid():
                return self._grid(block, spot)
            case Code():
                return self._paragraph((Words(block.text.removesuffix("\n")),), replace(spot, role="code"))
            case Rule():
                return self._paragraph((), replace(spot, role="rule"))

    def _paragraph(
        self, inlines: tuple[Inline, ...], spot: _Spot, more: Mapping[str, str] = _NOTHING, lead: str = ""
    ) -> str:
        setting = self._session.styles.setting(spot.role)
        look = replace(self._look, spans=self._look.spans | setting.spans)
        runs = self._inlines.runs(inlines, look)
        properties = {**setting.properties, **_indented(spot), **more}
        if setting.style:
            properties["pStyle"] = f'<w:pStyle w:val="{setting.style}"/>'
        if "<w:drawing>" in runs:
            properties["spacing"] = _NATURAL
        ordered = "".join(properties[name] for name in _ORDER if name in properties)
        return f"<w:p><w:pPr>{ordered}</w:pPr>{lead}{runs}</w:p>" if ordered else f"<w:p>{lead}{runs}</w:p>"

    def _list(self, block: ListBlock, spot: _Spot) -> str:
        level = min(spot.depth, MAX_LEVEL)
        id = self._session.new_list(level, block.start)
        definition = self._session.list_definition(block.start)
        indent = definition.indent(spot.depth)
        marker = {"numPr": f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{id}"/></w:numPr>'}
        if indent is not None:
            marker["ind"] = _ind(indent[0] + _QUOTE_STEP * spot.quotes, _QUOTE_STEP * spot.quotes, indent[1])
        inner = _Spot("quote" if spot.quotes else "list", spot.depth + 1, spot.quotes, indent[0] if indent else None)
        role = definition.role if definition.role == "official" else f"{definition.role}{min(spot.depth + 1, LISTED)}"
        led = replace(inner, role=inner.role if spot.quotes else role)
        if definition.role == "official" and not spot.quotes:
            inner = replace(inner, role="text")
        return "".join(self._item(item, led, inner, marker) for item in block.items)

    def _item(self, blocks: tuple[Block, ...], led: _Spot, inner: _Spot, marker: Mapping[str, str]) -> str:
        first = blocks[0] if blocks and isinstance(blocks[0], Paragraph) else None
        head = self._paragraph(first.inlines if first else (), led, marker)
        return head + self.blocks(blocks[1:] if first else blocks, inner)

    def _grid(self, grid: Grid, spot: _Spot) -> str:
        rows = (grid.header, *grid.rows)
        columns = max(len(row) for row in rows)
        widths = _widths(rows, columns)
        style = self._session.styles.id("grid")
        frame = f'<w:tblStyle w:val="{style}"/>' if style else ""
        borders = "" if style else f"<w:tblBorders>{_FRAME}</w:tblBorders>"
        columns_xml = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        right = _QUOTE_STEP * spot.quotes
        left = (spot.left or 0) + right
        indent = f'<w:tblInd w:w="{left}" w:type="dxa"/>' if left else ""
        written = [self._row(row, widths, grid.aligns, head=number == 0) for number, row in enumerate(rows)]
        return (
            f'<w:tbl rg:right="{right}"><w:tblPr>{frame}<w:tblW w:w="5000" w:type="pct"/>{indent}{borders}{_LOOK}'
            f"</w:tblPr><w:tblGrid>{columns_xml}</w:tblGrid>{''.join(written)}</w:tbl>"
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
        aligned = {"jc": f'<w:jc w:val="{_ALIGNS[align]}"/>'} if align else _NOTHING
        paragraph = self._paragraph(inlines, _Spot("head" if head else "cell"), aligned)
        return f'<w:tc><w:tcPr><w:tcW w:w="{share}" w:type="pct"/></w:tcPr>{paragraph}</w:tc>'


def _shown(paragraph: Paragraph, spot: _Spot) -> _Spot:
    """Where a paragraph stands: one that holds nothing but pictures, outside lists and quotations, is a picture."""
    shown = paragraph.inlines and all(isinstance(inline, Picture) for inline in paragraph.inlines)
    return replace(spot, role="picture") if shown and spot.role == "text" else spot


def _indented(spot: _Spot) -> dict[str, str]:
    """The indent that lists and quotations give; that of one quotation alone is the affair of its style."""
    if (not spot.quotes and spot.left is None) or spot == _Spot("quote", quotes=1):
        return {}
    right = _QUOTE_STEP * spot.quotes
    return {"ind": _ind((spot.left or 0) + right, right, 0)}


def _ind(left: int, right: int, hanging: int) -> str:
    first = f'w:hanging="{hanging}"' if hanging else 'w:firstLine="0"'
    ended = f' w:rightChars="0" w:right="{right}"' if right else ""
    return f'<w:ind w:leftChars="0" w:left="{left}"{ended} w:firstLineChars="0" {first}/>'


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
