"""The colours of charts: each stands out on white by 4.5 to 1 at least; what repeats one is hatched or dashed."""

from __future__ import annotations

PALETTE = ("1F4E79", "B45309", "2E7D32", "7030A0", "9C1C4B", "404040")
"""The colours of series, or of the slices of a pie, in turn."""

INK = "262626"
"""The colour of all words."""

LINES = "595959"
"""The colour of axes."""

GRID = "D9D9D9"
"""The colour of grid lines, which say nothing that the axis does not say."""

_MARKERS = ("circle", "square", "triangle", "diamond", "x", "plus")


def fill(number: int) -> str:
    """The fill of the bar or slice `number`, from 0."""
    colour = _rgb(PALETTE[number % len(PALETTE)])
    if number < len(PALETTE):
        return f"<a:solidFill>{colour}</a:solidFill>"
    return f'<a:pattFill prst="wdUpDiag"><a:fgClr>{colour}</a:fgClr><a:bgClr>{_rgb("FFFFFF")}</a:bgClr></a:pattFill>'


def bar(number: int) -> str:
    """How the bars of the series `number` look."""
    return f"<c:spPr>{fill(number)}</c:spPr>"


def slice_of_pie(number: int) -> str:
    """How the slice `number` looks: its fill, and a white edge that parts it from its neighbours."""
    return f"<c:spPr>{fill(number)}{line('FFFFFF', 9_525)}</c:spPr>"


def stroke(number: int) -> str:
    """How the line `number` looks, and the marks on it."""
    colour = PALETTE[number % len(PALETTE)]
    dash = '<a:prstDash val="sysDash"/>' if number >= len(PALETTE) else ""
    symbol = _MARKERS[number % len(_MARKERS)]
    edge = f"<c:spPr><a:solidFill>{_rgb(colour)}</a:solidFill>{line(colour, 9_525)}</c:spPr>"
    marker = f'<c:marker><c:symbol val="{symbol}"/><c:size val="7"/>{edge}</c:marker>'
    return f"<c:spPr>{line(colour, 28_575, dash)}</c:spPr>{marker}"


def line(colour: str, width: int, dash: str = "") -> str:
    """A line of `colour`, as wide as `width` English Metric Units."""
    return f'<a:ln w="{width}"><a:solidFill>{_rgb(colour)}</a:solidFill>{dash}</a:ln>'


def _rgb(colour: str) -> str:
    return f'<a:srgbClr val="{colour}"/>'
