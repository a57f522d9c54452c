"""The environment of Word templates: its functions, and the filters of the places where a value is no plain text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from reportgen.base.messages import N_
from reportgen.document.disclosure import Prose
from reportgen.render.environment import Environment
from reportgen.render.word.charts.request import chart_mark
from reportgen.render.word.faults import UnprintableError, allowed
from reportgen.render.word.merges import merge_mark
from reportgen.render.word.narrative import prose_xml
from reportgen.render.word.printing import PrintingCode, printed_xml, printer
from reportgen.render.word.rich import kind_of, paragraphs_xml, runs_xml
from reportgen.render.word.section_parts import PARTS
from reportgen.render.word.session import SESSION, Session
from reportgen.render.word.styles import HEADINGS
from reportgen.render.word.tags import AT, ATTRIBUTE, PARAGRAPHS, RUNS
from reportgen.render.word.texts import any_text

_UNFITTED = ("<w:tbl", "<wp:", "rg:")
"""What is in narrative that must be fitted into the place where it stands, or numbered in the finished document."""


class WordEnvironment(Environment):
    """What Word templates are compiled in: every value is printed by the printer of its rendering."""

    code_generator_class = PrintingCode
    printer = staticmethod(printer)


def environment() -> WordEnvironment:
    """The environment that Word templates are compiled in, with the functions `merge`, `prose` and `chart`."""
    functions: Mapping[str, Callable[..., Any]] = {"merge": merge_mark, "prose": _prose, "chart": chart_mark}
    made = WordEnvironment(None, functions)
    made.filters |= {AT: _at, ATTRIBUTE: _attribute, RUNS: _runs, PARAGRAPHS: _paragraphs}
    return made


def _xml(xml: str) -> Markup:
    """XML made here, of escaped text."""
    return Markup(xml)  # noqa: S704


def _at(value: Any, spot: int) -> Any:
    """Stands for a spot; the compiler writes it as an argument."""
    raise NotImplementedError(value, spot)


def _attribute(value: Any) -> Markup:
    """A text for an attribute: escaped, never marked."""
    if kind_of(value) or isinstance(value, Markup):
        raise UnprintableError(N_("a template prints words and figures, not {kind}"), kind=type(value).__name__)
    return escape(allowed(any_text(value)))


@pass_context
def _runs(context: Context, value: Any) -> Markup:
    """A value that stands between runs: the runs of a RichText, or a plain text as a run of its own."""
    kind = kind_of(value)
    if kind == "RichText":
        return _xml(runs_xml(value, _session(context)))
    if kind == "RichTextParagraph":
        raise UnprintableError(N_("a RichTextParagraph is printed by {{{{p … }}}}, with the p"))
    inner = printed_xml(value, _session(context))
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
    return _xml(f"<rg:prose>{written}</rg:prose>" if any(sign in written for sign in _UNFITTED) else written)
