"""Calls of `merge` and `chart` that can be seen to be wrong before there is any data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import nodes

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.location import Location
from reportgen.base.messages import N_, Message
from reportgen.render.environment import Environment
from reportgen.render.expressions import Place
from reportgen.render.word.charts.chart import KINDS

MERGE_OUTSIDE_TABLE = Fault(
    "TPL170",
    "merge_outside_table",
    Severity.ERROR,
    N_("merge(…) stands outside a table"),
    N_("write it into the cells that become one"),
)
CHART_WITHOUT_ALT = Fault(
    "TPL171",
    "chart_without_alternative_text",
    Severity.ERROR,
    N_("a chart needs alt=…, words for who cannot see it"),
    N_("say in a sentence what the chart shows"),
)
WRONG_CHART = Fault(
    "TPL172",
    "wrong_chart",
    Severity.ERROR,
    N_("this is no chart: {problem}"),
    N_('write {{{{p chart("column", "…", funds, "label", ("initial", "executed"), alt="…") }}}}'),
)
MISPLACED_CHART = Fault(
    "TPL173",
    "misplaced_chart",
    Severity.ERROR,
    N_("a chart may not stand in {place}"),
    N_("put it into the text or into a cell of a table"),
)

_NEEDED = ("kind", "title", "rows", "category", "series")
_TAKEN = (*_NEEDED, "alt", "names")
_ROOT = re.compile(r"<w:(\w+)")
_CELL, _BOX = re.compile(r"<w:tc[ >]|(</w:tc>)"), re.compile(r"<w:txbxContent[ >]|(</w:txbxContent>)")


def faults_of_calls(source: str, environment: Environment, place: Place) -> Iterator[Finding]:
    """Every call of `merge` and `chart` in the source of a part, which can be parsed, that no data can make right."""
    lines = source.split("\n")
    for call in environment.parse(source).find_all(nodes.Call):
        name = call.node.name if isinstance(call.node, nodes.Name) else ""
        before = "\n".join(lines[: call.lineno - 1])
        if name == "merge" and not _is_inside(_CELL, before):
            yield MERGE_OUTSIDE_TABLE.at(place(call.lineno))
        elif name == "chart":
            yield from _chart_faults(call, before, place(call.lineno))


def _is_inside(pattern: re.Pattern[str], before: str) -> bool:
    """Whether what `pattern` opens and closes is open after `before`."""
    return sum(-1 if found.group(1) else 1 for found in pattern.finditer(before)) > 0


def _chart_faults(call: nodes.Call, before: str, where: Location) -> Iterator[Finding]:
    if where_not := _misplaced(before):
        yield MISPLACED_CHART.at(where, place=where_not)
    given = dict(zip(_TAKEN, call.args, strict=False)) | {one.key: one.value for one in call.kwargs}
    if problem := _problem(call, given):
        yield WRONG_CHART.at(where, problem=problem)
    alt = given.get("alt", nodes.Const(None))
    if isinstance(alt, nodes.Const) and not str(alt.value or "").strip():
        yield CHART_WITHOUT_ALT.at(where)


def _misplaced(before: str) -> Message | None:
    root = _ROOT.search(before)
    if root is None or root.group(1) != "document":
        return Message(N_("a header, a footer or a note"))
    return Message(N_("a text box")) if _is_inside(_BOX, before) else None


def _problem(call: nodes.Call, given: dict[str, nodes.Expr]) -> Message | None:
    kind = given.get("kind")
    if isinstance(kind, nodes.Const) and kind.value not in KINDS:
        return Message(
            N_("there is no chart {kind}; charts: {known}"), {"kind": str(kind.value), "known": ", ".join(KINDS)}
        )
    if missing := [name for name in _NEEDED if name not in given]:
        return Message(N_("it lacks {names}"), {"names": ", ".join(missing)})
    unknown = [name for name in given if name not in _TAKEN]
    if unknown or len(call.args) > len(_TAKEN):
        return Message(N_("it takes {names}"), {"names": ", ".join(_TAKEN)})
    return None
