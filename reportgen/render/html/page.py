"""HTML templates: opened, checked and compiled once, rendered many times."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

import jinja2
import jinja2.nodes
from jinja2.compiler import Frame
from jinja2.runtime import Context
from markupsafe import Markup

from reportgen.base.errors import ReportgenError, TemplateError
from reportgen.base.messages import N_, tr
from reportgen.document.disclosure import Prose
from reportgen.document.fact import Fact
from reportgen.filters.filter import has_own_filters
from reportgen.render.bounded import BoundedCode
from reportgen.render.cache import kept
from reportgen.render.code import Code
from reportgen.render.environment import Environment
from reportgen.render.html import faults
from reportgen.render.html.blocks import prose_markup
from reportgen.render.html.charts import chart
from reportgen.render.html.faults import PrintError
from reportgen.render.html.linked_data import linked_data
from reportgen.render.html.markup import FITTING, escaped, fact_element, printed
from reportgen.render.html.paste import KEPT, bare, bare_prose
from reportgen.render.html.regions import laid_in
from reportgen.render.html.scripts import script
from reportgen.render.html.sources import Sources
from reportgen.render.html.style import StyleSheet
from reportgen.render.nearest import meant
from reportgen.render.output import NO_PIECES, Pieces, TemplateFinder

PASTE = "paste.html.j2"
_AT_ONCE = 4096
"""So many texts of a template are joined to one piece of a page."""
POLICY = "policy"
"""The name under which a template finds the content security policy of its page."""


@dataclass(frozen=True, slots=True)
class CompiledPage:
    """What the templates of a page were compiled to, and its content security policy."""

    policy: str
    code: Code


class PageTemplate:
    """A checked and compiled page. Templates may call the functions of `_environment`."""

    def __init__(self, finder: TemplateFinder, name: str, names: Iterable[str], pieces: Pieces = NO_PIECES) -> None:
        """Opens the template `name` and `style.css`; `names` are the names that `render` will be given.

        `pieces` are blocks that replace regions of the template, and style sheets that follow its own. Of the template
        `paste.html.j2` only elements are allowed that an editor of web sites keeps. What was opened before is taken
        from the cache. Raises TemplateError with every fault of all files.
        """
        sources = Sources.read(finder, name, pieces)
        self._source, _ = laid_in(sources.template, sources.blocks)
        self._compiled = _compiled(sources, frozenset(names), bare=name == PASTE)

    def render(self, context: Mapping[str, Any]) -> bytes:
        """The page in UTF-8. Raises TemplateError with the line of the template that could not be printed."""
        return b"".join(self.pieces(context))

    def pieces(self, context: Mapping[str, Any]) -> Iterator[bytes]:
        """The page as `render` gives it, in pieces, so that of a very long one only a part is held."""
        try:
            texts = self._compiled.code.pieces({**context, POLICY: self._compiled.policy})
            while some := list(islice(texts, _AT_ONCE)):
                yield "".join(some).encode()
        except (jinja2.TemplateError, ReportgenError, ArithmeticError, LookupError, TypeError, ValueError) as error:
            reason = error.message if isinstance(error, ReportgenError) else str(error)
            place = self._source.place(_line_of(error, self._source.told))
            raise TemplateError([faults.PRINTING.at(place, reason=reason)]) from error


def _compiled(sources: Sources, names: frozenset[str], *, bare: bool) -> CompiledPage:
    environment = _environment(StyleSheet(sources.style), bare=bare)
    known = sorted(environment.filters)

    def compiled() -> CompiledPage:
        from reportgen.render.html.compiling import compiled_page

        return compiled_page(sources, names, environment, KEPT if bare else None)

    if has_own_filters():
        return compiled()
    made = kept(("page", bare, sorted(names), known, *sources.texts()), b"", environment, compiled, CompiledPage)
    environment.filters |= FITTING
    return made


def _environment(sheet: StyleSheet, *, bare: bool) -> Environment:
    def stylesheet() -> Markup:
        """What stands inside `<style>`: the style sheet of the page."""
        return Markup(sheet.text)  # noqa: S704 - style_faults has seen that it cannot end its element

    functions: dict[str, Callable[..., Any]] = {
        "prose": _bare_prose if bare else _prose,
        "script": script,
        "stylesheet": stylesheet,
    }
    if not bare:
        functions |= {"chart": chart, "linked_data": linked_data}
    environment = Environment(_bare if bare else _printed, functions)
    environment.undefined = _Missing
    environment.code_generator_class = _PageCode
    environment.trim_blocks = environment.lstrip_blocks = True
    return environment


class _PageCode(BoundedCode):
    """Prints what `finalize` gives as it stands: on a page that is escaped, whatever it is."""

    def _output_child_pre(self, node: jinja2.nodes.Expr, frame: Frame, finalize: Any) -> None:
        del node, frame
        self.write(finalize.src)

    def _output_child_post(self, node: jinja2.nodes.Expr, frame: Frame, finalize: Any) -> None:
        del node, frame, finalize
        self.write(")")


class _Missing(jinja2.StrictUndefined):
    """A field that is not there; its message names the one that may have been meant."""

    @property
    def _undefined_message(self) -> str:
        owner, name = self._undefined_obj, str(self._undefined_name)
        return tr(N_("there is no {name}; did you mean {suggestion}?"), name=name, suggestion=meant(name, owner))


@jinja2.pass_context
def _printed(context: Context, value: Any) -> Any:
    """`printed`; asking for the context keeps it from being called for constants, before there is a line to blame."""
    del context
    kind = type(value)
    return escaped(value) if kind is str else fact_element(value) if kind is Fact else printed(value)


@jinja2.pass_context
def _bare(context: Context, value: Any) -> Any:
    """`printed` without any mark, each line of a value in a paragraph of its own where it has several."""
    del context
    return bare(value)


@jinja2.pass_context
def _prose(context: Context, section: Prose | None, level: int = 3) -> Markup:
    """A section of narrative, its headings from `level` down: `prose(section, 3)`."""
    return prose_markup(_section(section), context["language"], level)


@jinja2.pass_context
def _bare_prose(context: Context, section: Prose | None) -> Markup:
    del context
    return bare_prose(_section(section))


def _section(section: Prose | None) -> Prose | None:
    if section is not None and not isinstance(section, Prose):
        raise PrintError(N_("{type} is no section of narrative"), type=type(section).__name__)
    return section


def _line_of(error: BaseException, file: str) -> int | None:
    lines = [line for frame, line in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename == file]
    return lines[-1] if lines else None
