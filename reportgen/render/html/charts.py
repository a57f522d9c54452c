"""The function `chart(…)` of pages: figures drawn in SVG beside the words and figures that they show.

Every name and every figure of a chart stands on the page as text, in a list, and is marked like any other; the drawing
says nothing that the text does not, and is hidden from who listens to the page. Bars are drawn in hundredths of the
width there is, so that the text keeps its size on a phone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from jinja2 import Undefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from reportgen.base.messages import N_
from reportgen.document.fact import Fact
from reportgen.render.charted import number_of
from reportgen.render.html.faults import PrintError
from reportgen.render.html.markup import as_markup, escaped, fact_attributes, plain, printed

KINDS = ("bar", "points", "scale")
MAX_ROWS, MAX_SERIES = 2_000, 3
_HUNDRED = Decimal(100)
_COLOURS = ("#6b7076", "#12518f", "#9d1a1a")
_TRACK = "#dedbd5"
_BANDS = ("#e9e6e0", "#d5d1c9")


@pass_context
def chart(  # noqa: PLR0913 - what a tag may say
    context: Context,
    kind: Any,
    title: Any,
    rows: Any,
    category: Any,
    series: Any,
    alt: Any = None,
    *,
    names: Any = None,
    within: Any = None,
    at: Any = None,
) -> Markup:
    """A chart of `rows`: `chart(kind, title, rows, category, series, alt=…)`; nothing where there are no rows.

    `bar` draws a bar for each of `series` (three at most) on one scale; `points` draws the first of two series as a
    part of the second; `scale` draws ranges between two series, one after another, and a mark where the figure `at`
    stands. `category` and `series` name fields of the rows. `names` are what the series are called, by default what
    `labels` calls the fields. `within` names the field that holds the rows of a group, which has a `label`.
    A bar below zero is not drawn; its figure is printed. Raises PrintError for what no chart can show.
    """
    drawing = _Drawing(context, [str(name) for name in _listed(series)], category)
    rows = _listed(rows)
    groups = [(None, rows)]
    if within is not None:
        groups = [(drawing.field(one, "label"), _listed(drawing.field(one, str(within)))) for one in rows]
    count = sum(len(members) for _, members in groups)
    if kind not in KINDS:
        raise PrintError(N_("there is no chart {kind}; charts: {known}"), kind=str(kind), known=", ".join(KINDS))
    if not plain(alt).strip():
        raise PrintError(N_("a chart needs alt=…, words for who cannot see it"))
    if count > MAX_ROWS or not 1 <= len(drawing.series) <= MAX_SERIES:
        raise PrintError(N_("a chart shows {points} points and {series} series at most"), points=MAX_ROWS, series=3)
    if kind != "bar" and len(drawing.series) != len(("from", "to")):
        raise PrintError(N_("a chart {kind} has two series"), kind=kind)
    if count == 0 or (kind == "scale" and at is None):
        return as_markup("")
    if kind == "scale":
        body = drawing.scale(rows, at)
    else:
        body = drawing.bars(groups, _names(context, drawing.series, names), kind == "points")
    caption = f"<figcaption><strong>{printed(title)}</strong> <span>{printed(alt)}</span></figcaption>"
    return as_markup(f'<figure class="chart chart-{kind}">\n{caption}\n{body}</figure>')


class _Drawing:
    """What one chart draws: rows of which `category` names the field of the name, `series` those of the figures."""

    def __init__(self, context: Context, series: Sequence[str], category: Any) -> None:
        self.series = series
        self._category = str(category)
        self._get: Callable[[Any, str], Any] = context.environment.getattr
        blank = context.resolve("blank")
        self._blank = "" if isinstance(blank, Undefined) else blank

    def field(self, row: Any, name: str) -> Any:
        value = self._get(row, name)
        if isinstance(value, Undefined):
            raise PrintError(N_("the rows of a chart have no field {field}"), field=name)
        return value

    def bars(self, groups: Sequence[tuple[Any, Sequence[Any]]], names: Sequence[str], parts: bool) -> str:
        """One list of bars, or for each group its own; the longest bar of the chart is as long as there is room."""
        members = [row for _, rows in groups for row in rows]
        longest = max((value for row in members for value in self._values(row)), default=Decimal(0))
        if parts:
            made = [(label, [self._part(row, longest) for row in rows]) for label, rows in groups]
        else:
            made = [
                (self.field(row, self._category), list(self._series_of(row, names, longest)))
                for _, rows in groups
                for row in rows
            ]
        lists = (
            f"<li>{'' if label is None else f'<span>{printed(label)}</span>'}\n<ul>\n{''.join(bars)}</ul></li>\n"
            for label, bars in made
        )
        return f'<ul class="bars">\n{"".join(lists)}</ul>\n'

    def _values(self, row: Any) -> Iterator[Decimal]:
        return (value for name in self.series if (value := _number(self.field(row, name))) is not None)

    def _series_of(self, row: Any, names: Sequence[str], longest: Decimal) -> Iterator[str]:
        for name, series, colour in zip(names, self.series, _COLOURS, strict=False):
            value = self.field(row, series)
            yield _bar(printed(name), _rectangle(_number(value), longest, colour), self._figure(value))

    def _part(self, row: Any, longest: Decimal) -> str:
        reached, possible = (self.field(row, name) for name in self.series)
        drawn = _rectangle(_number(possible), longest, _TRACK) + _rectangle(_number(reached), longest, _COLOURS[-1])
        figure = f"{self._figure(reached)} / {self._figure(possible)}"
        return _bar(printed(self.field(row, self._category)), drawn, figure)

    def _figure(self, value: Any) -> str:
        return printed(self._blank if value is None else value)

    def scale(self, rows: Sequence[Any], at: Any) -> str:
        """Ranges side by side from the lowest to the highest, their names in them and their ends below."""
        ends = [(_known(self.field(row, self.series[0])), _known(self.field(row, self.series[1]))) for row in rows]
        start, whole = ends[0][0], ends[-1][1] - ends[0][0]

        def across(value: Decimal) -> Decimal:
            return value - start if whole > 0 else Decimal(0)

        drawn, listed = [], []
        for number, (row, (lower, upper)) in enumerate(zip(rows, ends, strict=True)):
            name = printed(self.field(row, self._category))
            low, high = (escaped(plain(self.field(row, one))) for one in self.series)
            x, width = _share(across(lower), whole), _share(upper - lower, whole)
            middle = _share(across(lower + (upper - lower) / 2), whole)
            anchor = "start" if number == 0 else "middle"
            drawn.append(
                f'<rect x="{x}%" y="26" width="{width}%" height="26" fill="{_BANDS[number % 2]}"/>'
                f'<text x="{middle}%" y="44" text-anchor="middle">{name}</text>'
                f'<text x="{x}%" y="68" class="tick" text-anchor="{anchor}">{low}</text>'
            )
            listed.append(f"<li>{name} {low}–{high}</li>")
        drawn.append(f'<text x="100%" y="68" class="tick" text-anchor="end">{high}</text>')
        drawn.append(_mark(at, _share(across(_known(at)), whole)))
        return (
            f'<svg class="scale" width="100%" height="74" aria-hidden="true" focusable="false">{"".join(drawn)}</svg>\n'
            f'<ul class="unseen">{"".join(listed)}</ul>\n'
        )


def _bar(name: str, drawn: str, figure: str) -> str:
    drawing = f'<svg width="100%" height="12" aria-hidden="true" focusable="false">{drawn}</svg>'
    return f"<li><span>{name}</span> {drawing} <b>{figure}</b></li>\n"


def _rectangle(value: Decimal | None, longest: Decimal, colour: str) -> str:
    if value is None or value <= 0:
        return ""
    return f'<rect width="{_share(value, longest)}%" height="12" fill="{colour}"/>'


def _mark(at: Any, x: Decimal) -> str:
    """The figure `at` above the scale, and a triangle that points from it to its place."""
    anchor = "start" if x < 10 else "end" if x > 90 else "middle"
    marked = fact_attributes(at) if isinstance(at, Fact) else ""
    return (
        f'<svg x="{x}%" overflow="visible"><path d="M0 26l-6-9h12z" fill="{_COLOURS[-1]}"/></svg>'
        f'<text x="{x}%" y="13" class="at" text-anchor="{anchor}"{marked}>{escaped(plain(at))}</text>'
    )


def _share(value: Decimal, whole: Decimal) -> Decimal:
    """`value` of `whole` in hundredths, held between 0 and 100."""
    if whole <= 0:
        return Decimal(0)
    return min(max(value / whole * _HUNDRED, Decimal(0)), _HUNDRED).quantize(Decimal("0.01"))


def _listed(value: Any) -> Sequence[Any]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list | tuple):
        return value
    raise PrintError(N_("a chart is made of a list, not of {kind}"), kind=type(value).__name__)


def _number(value: Any) -> Decimal | None:
    try:
        return number_of(value)
    except ValueError as error:
        raise PrintError(N_("a chart shows figures, not {value}"), value=str(value)) from error


def _known(value: Any) -> Decimal:
    number = _number(value)
    if number is None:
        raise PrintError(N_("a chart shows figures, not {value}"), value=plain(value))
    return number


def _names(context: Context, fields: Sequence[str], names: Any) -> list[str]:
    given = [None] * len(fields) if names is None else _listed(names)
    if len(given) != len(fields):
        raise PrintError(N_("a chart of {series} series has {names} names"), series=len(fields), names=len(given))
    labels = context.resolve("labels")
    known = {} if isinstance(labels, Undefined) else labels
    return [plain(known.get(field, field) if name is None else name) for field, name in zip(fields, given, strict=True)]
