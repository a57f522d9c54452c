"""What fails only with values: told with the tag, its place and what may have been meant."""

from __future__ import annotations

import decimal
from collections.abc import Mapping
from types import TracebackType
from typing import Any

from reportgen.base.errors import ReportgenError
from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.filters.filter import FilterError
from reportgen.render.bounds import LimitError, OperandError
from reportgen.render.environment import MissingError
from reportgen.render.nearest import meant
from reportgen.render.word.faults import CANNOT_RENDER, UnprintableError
from reportgen.render.word.session import SESSION
from reportgen.render.word.tags import Tagged

UNDEFINED = Fault(
    "TPL110",
    "undefined_value",
    Severity.ERROR,
    N_("{tag}: there is no {missing}"),
    N_("did you mean {suggestion}?"),
)
DIVISION_BY_ZERO = Fault(
    "TPL111",
    "division_by_zero",
    Severity.ERROR,
    N_("{tag} divides by zero"),
    N_("write {{% if … %}} around it"),
)
WRONG_TYPE = Fault(
    "TPL112",
    "wrong_type",
    Severity.ERROR,
    N_("{tag} cannot be computed from this value: {problem}"),
    N_("look at the value in the data"),
)
LIMIT = Fault(
    "TPL113",
    "limit_reached",
    Severity.ERROR,
    N_("{tag} asks for too much: {problem}"),
    N_("the limits are listed in docs/templates.md"),
)
UNPRINTABLE = Fault(
    "TPL114",
    "unprintable_value",
    Severity.ERROR,
    N_("{tag} cannot be printed: {problem}"),
    N_("look at the value in the data"),
)
TOO_COMPLEX = Fault(
    "TPL115",
    "too_complex",
    Severity.ERROR,
    N_("the tags cannot be compiled: {problem}"),
    N_("nest loops and conditions less deeply"),
)


def failure_of(error: Exception, source: Tagged, context: Mapping[str, Any]) -> Finding:
    """The finding for an error that rendering the part `source` with `context` raised."""
    line = _line(error.__traceback__)
    where, tag = source.place(line), source.tag(line)
    if isinstance(error, MissingError):
        names = {name: None for name in context if name != SESSION}
        owner = names if error.owner is None else error.owner
        return UNDEFINED.at(where, tag=tag, missing=error.name, suggestion=meant(error.name, owner))
    return _fault_of(error).at(where, tag=tag, problem=_problem(error))


def _fault_of(error: Exception) -> Fault:
    match error:
        case LimitError() | RecursionError():
            return LIMIT
        case UnprintableError():
            return UNPRINTABLE
        case ZeroDivisionError():
            return DIVISION_BY_ZERO
        case FilterError() | OperandError() | TypeError() | ValueError() | LookupError() | ArithmeticError():
            return WRONG_TYPE
        case _:
            return CANNOT_RENDER


def _problem(error: Exception) -> Any:
    if isinstance(error, ReportgenError):
        return error.message
    return type(error).__name__ if isinstance(error, decimal.DecimalException) else str(error)


def _line(traceback: TracebackType | None) -> int:
    """The line of the template that Jinja puts into the traceback of an error."""
    line = 0
    while traceback is not None:
        if "__jinja_exception__" in traceback.tb_frame.f_globals:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line
