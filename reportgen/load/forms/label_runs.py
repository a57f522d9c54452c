"""Which cells that follow one another are the labels of one header."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.base.text import squeezed
from reportgen.load.forms.dictionary import dictionary
from reportgen.load.forms.labels import Piece, begins_data, is_label_like, is_own, listed

_SHORT_LABEL = 6


def table_run(pieces: Sequence[Piece], start: int, block: str) -> list[Piece]:
    """The labels of the rows of a header: its first row, and those that its higher cells reach down to."""
    row = pieces[start][0]
    first = [piece for piece in pieces[start:] if piece[0] == row]
    inner = [cell for _, cell in first if not is_own(cell, block)]
    if not all(is_label_like(cell) or listed(cell, block) for cell in inner):
        return []
    depth = max((cell.rows for cell in inner), default=1) if len({cell.rows for cell in inner}) > 1 else 1
    return [piece for piece in pieces[start:] if piece[0] < row + depth]


def text_run(pieces: Sequence[Piece], start: int, block: str) -> list[Piece]:
    """The labels that follow one another; one that nobody listed only between others of its row, or at its end."""
    run: list[Piece] = []
    for place in range(start, len(pieces)):
        number, cell = pieces[place]
        if (
            listed(cell, block)
            or is_own(cell, block)
            or (
                is_label_like(cell)
                and _stays(pieces, place, block, same_row=not run or number == run[-1][0])
                and (run or _leads(pieces, place, block))
            )
        ):
            run.append(pieces[place])
        else:
            break
    return run


def _leads(pieces: Sequence[Piece], place: int, block: str) -> bool:
    """Whether a listed label comes right after this one, in its row."""
    after = pieces[place + 1] if place + 1 < len(pieces) else None
    return after is not None and after[0] == pieces[place][0] and listed(after[1], block) is not None


def _stays(pieces: Sequence[Piece], place: int, block: str, *, same_row: bool) -> bool:
    """Whether an unlisted label is followed by a listed one of its row, or stands at the row's end above data.

    In another row a listed one must be next; or a listed one or the rows below must follow soon, and it, or the label
    between, be near a listed one; or it is short, and the rows below are next.
    """
    number, cell = pieces[place]
    near = dictionary().near_field
    if not same_row:
        after = [other for _, other in pieces[place + 1 : place + 3]]
        if not after or listed(after[0], block):
            return bool(after)
        above = begins_data(after[0])
        last = begins_data(after[-1]) and near(block, after[0].text) is not None
        soon = above or last or any(listed(other, block) for other in after)
        if soon and near(block, cell.text) is not None:
            return True
        is_short = len(squeezed(cell.text)) <= _SHORT_LABEL and is_label_like(cell)
        return is_short and (above or (soon and near(block, after[0].text) is not None))
    rest = [other for row, other in pieces[place + 1 : place + 12] if row == number]
    if any(listed(other, block) for other in rest):
        return all(is_label_like(other) or listed(other, block) for other in rest)
    if not rest and near(block, cell.text) is not None:
        return True
    below = next((other for row, other in pieces[place + 1 : place + 12] if row != number), None)
    return below is not None and begins_data(below) and all(is_label_like(other) for other in rest)
