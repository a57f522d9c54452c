"""How a template's values become XML: text escaped, facts marked, everything that is no text refused."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, cast

from jinja2 import Undefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from reportgen.base.messages import N_
from reportgen.document.disclosure import Prose
from reportgen.document.fact import Fact
from reportgen.render.bounds import budget_of, plain_decimal
from reportgen.render.environment import Environment
from reportgen.render.word.charts.request import chart_mark
from reportgen.render.word.faults import UnprintableError, allowed
from reportgen.render.word.inline_images import image_xml
from reportgen.render.word.merges import merge_mark
from reportgen.render.word.narrative import PARTS, prose_xml
from reportgen.render.word.rich import kind_of, listing_xml, marked, paragraphs_xml, runs_xml
from reportgen.render.word.session import SESSION, Session
from reportgen.render.word.styles import HEADINGS
from reportgen.render.word.tags import ATTRIBUTE, PARAGRAPHS, RUNS


class _Attribute(str):
    """A text for an attribute: escaped, never marked."""

    __slots__ = ()


def environment() -> Environment:
    """The environment that Word templates are compiled in, with the functions `merge`, `prose` and `chart`."""
    functions: Mapping[str, Callable[..., Any]] = {"merge": merge_mark, "prose": _prose, "chart": chart_mark}
    made = Environment(_finalize, functions)
    made.filters |= {ATTRIBUTE: _attribute, RUNS: _runs, PARAGRAPHS: _paragraphs}
    return made


def text_xml(text: str) -> str:
    """`text` for the inside of a `w:t`: line breaks and tabs are marks."""
    return str(escape(allowed(text))).replace("\n", "<rg:br/>").replace("\t", "<rg:tab/>")


def _xml(xml: str) -> Markup:
    """XML made here, of escaped text."""
    return Markup(xml)  # noqa: S704


def any_text_xml(text: str) -> str:
    """`text` for the inside of a `w:t` where facts are not marked: all breaks of docxtpl are marks."""
    held = "".join(one for one in text if one not in "\a\f") if "\a" in text or "\f" in text else text
    allowed(held)
    plain = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    return marked(str(escape(plain)))


@pass_context
def _finalize(context: Context, value: Any) -> Any:
    printed = _printed(context, value)
    budget_of(context).print(len(printed))
    return printed


def _printed(context: Context, value: Any) -> Markup:
    if isinstance(value, Markup):
        return value
    if isinstance(value, _Attribute):
        return escape(str(value))
    session = _session(context)
    if isinstance(value, Fact) and session.marks_facts:
        number = session.number_of(value)
        return _xml(f'<rg:fact n="{number}">{text_xml(value.text)}</rg:fact>')
    if kind := kind_of(value):
        return _rich(value, kind, session)
    if session.marks_facts:
        return _xml(text_xml(_text(value)))
    return _xml(any_text_xml(_any_text(value)))


def _rich(value: Any, kind: str, session: Session) -> Markup:
    if kind == "Listing":
        return _xml(listing_xml(value))
    if kind == "InlineImage":
        return _xml(image_xml(value, session))
    if kind == "RichText":
        raise UnprintableError(N_("a RichText is printed by {{{{r … }}}}, with the r"))
    if kind == "RichTextParagraph":
        raise UnprintableError(N_("a RichTextParagraph is printed by {{{{p … }}}}, with the p"))
    raise UnprintableError(
        N_("docxtpl's {kind} cannot be printed here; put its text into the template or data"), kind=kind
    )


@pass_context
def _runs(context: Context, value: Any) -> Markup:
    """A value that stands between runs: the runs of a RichText, or a plain text as a run of its own."""
    kind = kind_of(value)
    if kind == "RichText":
        return _xml(runs_xml(value, _session(context)))
    if kind == "RichTextParagraph":
        raise UnprintableError(N_("a RichTextParagraph is printed by {{{{p … }}}}, with the p"))
    inner = _printed(context, value)
    return _xml(f'<w:r><w:t xml:space="preserve">{inner}</w:t></w:r>' if inner else "")


@pass_context
def _paragraphs(context: Context, value: Any) -> Markup:
    """A value that stands between paragraphs: those of a RichTextParagraph, else a paragraph of its own."""
    kind = kind_of(value)
    if kind == "RichTextParagraph":
        return _xml(paragraphs_xml(value, _session(context)))
    if isinstance(value, Markup):
        return value
    runs = _runs(context, value)
    return _xml(f"<w:p>{runs}</w:p>" if runs else "")


def _session(context: Context) -> Session:
    return cast(Session, context.resolve(SESSION))


def _text(value: Any) -> str:
    """A value as text. Whole numbers are rows counted by a template; a figure of the form is always a fact."""
    if value is None:
        return ""
    if isinstance(value, str | Undefined | Fact) or type(value) is int:
        return str(value)
    raise UnprintableError(N_("a template prints words and figures, not {kind}"), kind=type(value).__name__)


def _any_text(value: Any) -> str:
    """A value of any data as text: numbers in plain decimal, None as nothing."""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, Decimal):
        return plain_decimal(value)
    if isinstance(value, float) and math.isfinite(value):
        return str(value)
    return _text(value)


def _attribute(value: Any) -> _Attribute:
    if kind_of(value) or isinstance(value, Markup):
        raise UnprintableError(N_("a template prints words and figures, not {kind}"), kind=type(value).__name__)
    return _Attribute(allowed(_any_text(value)))


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
