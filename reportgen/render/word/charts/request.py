"""The function `chart(…)` of templates: rows and the names of their fields become a chart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any, cast

from jinja2 import Undefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from reportgen.base.messages import N_
from reportgen.document.fact import Fact
from reportgen.render.charted import number_of
from reportgen.render.word.charts.chart import KINDS, MAX_POINTS, MAX_SERIES, Chart, Series
from reportgen.render.word.faults import UnprintableError, allowed
from reportgen.render.word.session import SESSION, Session


@pass_context
def chart_mark(
    context: Context, kind: Any, title: Any, rows: Any, category: Any, series: Any, alt: Any = None, names: Any = None
) -> Markup:
    """`chart(kind, title, rows, category, series, alt=…, names=…)`: the mark of a chart; nothing where `rows` is empty.

    `category` and `series` name fields of the rows, or count them from 0; `names` are the names of the series,
    by default what the form's `labels` call the fields. Raises UnprintableError for what no chart can show.
    """
    session = cast(Session, context.resolve(SESSION))
    field, rows = _field_reader(context), _listed(rows)
    if not rows:
        return Markup("")
    wanted = _listed(series)
    values = [[field(row, name) for row in rows] for name in wanted]
    made = Chart(
        _kind(kind),
        _words(title),
        _alternative(alt),
        tuple(_words(field(row, category)) for row in rows),
        tuple(
            Series(name, tuple(map(_figure, ones)))
            for name, ones in zip(_names(context, wanted, names), values, strict=True)
        ),
        _common_unit(values),
        session.part,
    )
    _hold_limits(made)
    return Markup(f'<rg:chart n="{session.number_of_chart(made)}"/>')  # noqa: S704


def _field_reader(context: Context) -> Callable[[Any, Any], Any]:
    def read(row: Any, name: Any) -> Any:
        value = context.environment.getitem(row, name) if isinstance(name, str | int) else None
        if isinstance(value, Undefined) or not isinstance(name, str | int):
            raise UnprintableError(N_("the rows of a chart have no field {field}"), field=str(name))
        return value

    return read


def _listed(value: Any) -> Sequence[Any]:
    if isinstance(value, str | int):
        return (value,)
    if isinstance(value, list | tuple):
        return value
    raise UnprintableError(N_("a chart is made of a list, not of {kind}"), kind=type(value).__name__)


def _kind(kind: Any) -> str:
    if kind not in KINDS:
        raise UnprintableError(N_("there is no chart {kind}; charts: {known}"), kind=str(kind), known=", ".join(KINDS))
    return str(kind)


def _alternative(alt: Any) -> str:
    text = _words(alt).strip()
    if not text:
        raise UnprintableError(N_("a chart needs alt=…, words for who cannot see it"))
    return text


def _names(context: Context, fields: Sequence[Any], names: Any) -> Iterator[str]:
    given = [None] * len(fields) if names is None else _listed(names)
    if len(given) != len(fields):
        raise UnprintableError(N_("a chart of {series} series has {names} names"), series=len(fields), names=len(given))
    labels = context.resolve("labels")
    for field, name in zip(fields, given, strict=True):
        known = None if isinstance(labels, Undefined) else context.environment.getitem(labels, field)
        yield _words(name if name is not None else known if isinstance(known, str | Fact) else field)


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str | Fact | Undefined) or type(value) is int:
        return allowed(str(value))
    raise UnprintableError(N_("a chart prints words and figures, not {kind}"), kind=type(value).__name__)


def _figure(value: Any) -> Decimal | None:
    try:
        return number_of(value)
    except ValueError as error:
        raise UnprintableError(N_("a chart shows figures, not {value}"), value=str(value)) from error


def _common_unit(values: Sequence[Sequence[Any]]) -> str | None:
    units = {one.unit if isinstance(one, Fact) else None for ones in values for one in ones if one is not None}
    return units.pop() if len(units) == 1 else None


def _hold_limits(chart: Chart) -> None:
    if len(chart.categories) > MAX_POINTS or not 1 <= len(chart.series) <= MAX_SERIES:
        raise UnprintableError(
            N_("a chart shows {points} points and {series} series at most"), points=MAX_POINTS, series=MAX_SERIES
        )
    if chart.kind == "pie":
        values = chart.series[0].values
        negative = any(value is not None and value < 0 for value in values)
        if len(chart.series) > 1 or len(values) > MAX_SERIES or negative:
            raise UnprintableError(
                N_("a pie shows one series of {points} figures at most, none below 0"), points=MAX_SERIES
            )
