"""How a template's values become XML: text escaped, facts marked, everything that is no text refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from jinja2 import Undefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from reportgen.base.messages import N_
from reportgen.document.disclosure import Prose
from reportgen.document.fact import Fact
from reportgen.render.expressions import Environment
from reportgen.render.word.charts.request import chart_mark
from reportgen.render.word.faults import UnprintableError, allowed
from reportgen.render.word.merges import merge_mark
from reportgen.render.word.narrative import PARTS, prose_xml
from reportgen.render.word.session import SESSION, Session
from reportgen.render.word.styles import HEADINGS
from reportgen.render.word.tags import ATTRIBUTE


class _Attribute(str):
    """A text for an attribute: escaped, never marked."""

    __slots__ = ()


def environment() -> Environment:
    """The environment that Word templates are compiled in, with the functions `merge`, `prose` and `chart`."""
    functions: Mapping[str, Callable[..., Any]] = {"merge": merge_mark, "prose": _prose, "chart": chart_mark}
    made = Environment(_finalize, functions)
    made.filters[ATTRIBUTE] = _attribute
    return made


def text_xml(text: str) -> str:
    """`text` for the inside of a `w:t`: line breaks and tabs are marks."""
    return str(escape(allowed(text))).replace("\n", "<rg:br/>").replace("\t", "<rg:tab/>")


def _xml(xml: str) -> Markup:
    """XML made here, of escaped text."""
    return Markup(xml)  # noqa: S704


@pass_context
def _finalize(context: Context, value: Any) -> Any:
    if isinstance(value, Markup):
        return value
    if isinstance(value, _Attribute):
        return escape(str(value))
    if isinstance(value, Fact):
        number = _session(context).number_of(value)
        return _xml(f'<rg:fact n="{number}">{text_xml(value.text)}</rg:fact>')
    return _xml(text_xml(_text(value)))


def _session(context: Context) -> Session:
    return cast(Session, context.resolve(SESSION))


def _text(value: Any) -> str:
    """A value as text. Whole numbers are rows counted by a template; a figure of the form is always a fact."""
    if value is None:
        return ""
    if isinstance(value, str | Undefined | Fact) or type(value) is int:
        return str(value)
    raise UnprintableError(N_("a template prints words and figures, not {kind}"), kind=type(value).__name__)


def _attribute(value: Any) -> _Attribute:
    return _Attribute(_text(value))


@pass_context
def _prose(context: Context, section: Any, part: Any = "all", label: Any = False, level: Any = 1) -> Markup:
    """`prose(section)`: the paragraphs, lists and tables of a section of narrative."""
    if section is None:
        return _xml("")
    if not isinstance(section, Prose):
        raise UnprintableError(N_("prose(…) prints a section of narrative, not {kind}"), kind=type(section).__name__)
    if part not in PARTS:
        raise UnprintableError(N_("prose(…) prints {parts}, not {part}"), parts=", ".join(PARTS), part=part)
    if type(level) is not int or not 1 <= level <= HEADINGS:
        raise UnprintableError(N_("the headings of prose(…) begin at a level from 1 to {most}"), most=HEADINGS)
    written = prose_xml(section, _session(context), part, label=bool(label), level=level)
    return _xml(f"<rg:prose>{written}</rg:prose>" if written else "")
