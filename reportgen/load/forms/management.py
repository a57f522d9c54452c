"""Reads the block on the management of funds (资金管理情况), which transfer payments print: it goes to the note."""

from __future__ import annotations

from reportgen.load.forms import faults
from reportgen.load.forms.blocks import Blocks
from reportgen.load.forms.dictionary import dictionary
from reportgen.load.forms.ledger import Ledger


def read_management(blocks: Blocks, ledger: Ledger) -> None:
    """Keeps the block for the note, one line a row, and tells it once."""
    for row in blocks.management:
        ledger.keep(cell for cell in row.cells if not dictionary().is_blank(cell.text))
        ledger.use(*row.cells)
    if blocks.management:
        ledger.tell(faults.MANAGEMENT_KEPT.at(blocks.management[0].where))
