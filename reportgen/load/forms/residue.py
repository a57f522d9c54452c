"""Takes HTML left over by an export out of cells: the tags go, every other character stays."""

from __future__ import annotations

import html
import re

from reportgen.load.tables.grid import Cell

_TAG = re.compile(r"</?(?:p|br|div|span|font|b|strong|i|em|u)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_PARAGRAPH = re.compile(r"</p>\s*<p(?:\s[^<>]*)?>|<br\s*/?>|</div>\s*<div(?:\s[^<>]*)?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:nbsp|amp|lt|gt|quot|#\d{1,6}|#x[0-9a-fA-F]{1,5});")


def residue_in(text: str) -> int:
    """How many left-over tags and entities `text` holds."""
    return len(_TAG.findall(text)) + len(_ENTITY.findall(text))


def without_residue(text: str) -> str:
    """`text` without left-over tags; a paragraph's end becomes a line break and an entity its character."""
    broken = _PARAGRAPH.sub("\n", text)
    plain = _ENTITY.sub(lambda match: html.unescape(match.group()), _TAG.sub("", broken))
    return plain.replace("\xa0", " ").strip()


def clean(cell: Cell) -> Cell:
    """The cell without residue, at the same place."""
    return Cell(without_residue(cell.text), cell.column, cell.where) if residue_in(cell.text) else cell
