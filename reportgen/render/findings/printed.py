"""A form that came as text or on paper, as a workbook of its printed rows, so that its cells can be marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import escape

from reportgen.base.text import is_cjk
from reportgen.render.findings.sheet import address
from reportgen.render.word.one_sheet import one_sheet, spelled

WIDTH = 16
"""The width of every column, in digits; a longer text covers the empty cells on its right and is wrapped."""
HIGH, HIGHEST = 15, 405
"""The height of a line, and of the highest row that Excel shows, in points."""
_FITTED = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
_PAPER = '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'


def printed_workbook(rows: Sequence[Sequence[tuple[int, str]]]) -> bytes:
    """A workbook of one sheet; each row is pairs of a column, from 0, and the text that is printed there.

    Every text is kept as a text, to the character, a number too.
    """
    widest = max((column for row in rows for column, _ in row), default=0) + 1
    columns = f'<cols><col min="1" max="{widest}" width="{WIDTH}" customWidth="1"/></cols>'
    numbered = list(enumerate((sorted(row) for row in rows), start=1))
    data = "".join(_row(number, row, widest) for number, row in numbered)
    areas = [area for number, row in numbered for area in _covered(number, row, widest)]
    merged = f'<mergeCells count="{len(areas)}">{"".join(areas)}</mergeCells>' if areas else ""
    return one_sheet(f"{_FITTED}{columns}<sheetData>{data}</sheetData>{merged}{_PAPER}", _styles())


def _spans(cells: Sequence[tuple[int, str]], widest: int) -> Iterator[tuple[int, str, int]]:
    """Each cell with how many columns it may cover, up to the next cell; a short text takes its own alone."""
    ends = [*(column for column, _ in cells[1:]), widest]
    for (column, text), end in zip(cells, ends, strict=False):
        yield column, text, max(end - column, 1) if _wide(text) > WIDTH else 1


def _covered(number: int, cells: Sequence[tuple[int, str]], widest: int) -> Iterator[str]:
    for column, _, span in _spans(cells, widest):
        if span > 1:
            yield f'<mergeCell ref="{address(number, column + 1)}:{address(number, column + span)}"/>'


def _wide(text: str) -> int:
    return sum(2 if is_cjk(character) else 1 for character in text)


def _row(number: int, cells: Sequence[tuple[int, str]], widest: int) -> str:
    lines = [-(-_wide(text) // (span * WIDTH - 2)) + text.count("\n") for _, text, span in _spans(cells, widest)]
    height = min(max(lines, default=1) * HIGH + 3, HIGHEST)
    texts = "".join(
        f'<c r="{address(number, column + 1)}" s="1" t="inlineStr"><is><t xml:space="preserve">'
        f"{escape(spelled(text))}</t></is></c>"
        for column, text in cells
    )
    return f'<row r="{number}" ht="{height}" customHeight="1">{texts}</row>'


def _styles() -> str:
    sides = "".join(
        f'<{side} style="thin"><color indexed="22"/></{side}>' for side in ("left", "right", "top", "bottom")
    )
    plain = 'numFmtId="0" fontId="0" fillId="0"'
    return (
        '<fonts count="1"><font><sz val="10.5"/><name val="宋体"/><charset val="134"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>'
        f"<border>{sides}<diagonal/></border></borders>"
        f'<cellStyleXfs count="1"><xf {plain} borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="2"><xf {plain} borderId="0" xfId="0"/>'
        f'<xf {plain} borderId="1" xfId="0" applyBorder="1" applyAlignment="1">'
        '<alignment vertical="top" wrapText="1"/></xf></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    )
