"""HTML templates: opened, checked and compiled once, rendered many times."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import jinja2
import jinja2.nodes
from jinja2.compiler import Frame
from jinja2.runtime import Context
from markupsafe import Markup

from reportgen.base.errors import ReportgenError, TemplateError
from reportgen.base.files import read_bytes
from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.base.messages import N_, tr
from reportgen.document.disclosure import Prose
from reportgen.document.fact import Fact
from reportgen.render.bounded import BoundedCode
from reportgen.render.environment import Environment
from reportgen.render.expressions import SYNTAX, faults_of
from reportgen.render.html import faults
from reportgen.render.html.blocks import prose_markup
from reportgen.render.html.charts import chart
from reportgen.render.html.contexts import ADDRESS, PLAIN, fit_to_places
from reportgen.render.html.faults import PrintError
from reportgen.render.html.linked_data import linked_data
from reportgen.render.html.markup import address, escaped, fact_element, plain, printed
from reportgen.render.html.paste import KEPT, bare, bare_prose
from reportgen.render.html.regions import Source, laid_in, lines_of
from reportgen.render.html.scripts import digests_of, script
from reportgen.render.html.style import StyleSheet, style_faults
from reportgen.render.nearest import meant
from reportgen.render.output import NO_PIECES, Pieces, TemplateFinder

PASTE = "paste.html.j2"
STYLE_FILE, MORE_STYLE = "style.css", "style.extra.css"
BLOCKS, BLOCK_ENDING = "blocks/", ".html.j2"
_AT_ONCE = 4096
"""So many texts of a template are joined to one piece of a page."""
POLICY = "policy"
"""The name under which a template finds the content security policy of its page."""


class PageTemplate:
    """A checked and compiled page. Templates may call the functions of `_environment`."""

    def __init__(self, finder: TemplateFinder, name: str, names: Iterable[str], pieces: Pieces = NO_PIECES) -> None:
        """Opens the template `name` and `style.css`; `names` are the names that `render` will be given.

        `pieces` are blocks that replace regions of the template, and style sheets that follow its own. Of the template
        `paste.html.j2` only elements are allowed that an editor of web sites keeps.
        Raises TemplateError with every fault of all of them.
        """
        bare = name == PASTE
        sheets = [finder(STYLE_FILE), *pieces.get(MORE_STYLE, ())]
        styles = {_told(file): _text_of(file) for file in sheets}
        self._sheet = StyleSheet("\n".join(styles.values()))
        environment = _environment(self._sheet, bare=bare)
        found = [fault for file, style in styles.items() for fault in style_faults(style, file)]
        self._source, wrong = _assembled(_source_of(finder(name)), pieces, environment)
        found += wrong or faults_of(self._source.text, environment, {POLICY, *names}, self._source.place)
        if wrong or any(finding.code == SYNTAX.code for finding in found):
            raise TemplateError(found)
        tree = environment.parse(self._source.text)
        found += fit_to_places(tree, self._source.place, KEPT if bare else None)
        if found:
            raise TemplateError(found)
        self._policy = self._sheet.policy(digests_of(tree))
        self._template = self._compiled(tree, environment)

    def render(self, context: Mapping[str, Any]) -> bytes:
        """The page in UTF-8. Raises TemplateError with the line of the template that could not be printed."""
        return b"".join(self.pieces(context))

    def pieces(self, context: Mapping[str, Any]) -> Iterator[bytes]:
        """The page as `render` gives it, in pieces, so that of a very long one only a part is held."""
        try:
            texts = self._template.generate({**context, POLICY: self._policy})
            while some := list(islice(texts, _AT_ONCE)):
                yield "".join(some).encode()
        except (jinja2.TemplateError, ReportgenError, ArithmeticError, LookupError, TypeError, ValueError) as error:
            reason = error.message if isinstance(error, ReportgenError) else str(error)
            place = self._source.place(_line_of(error, self._source.told))
            raise TemplateError([faults.PRINTING.at(place, reason=reason)]) from error

    def _compiled(self, tree: jinja2.nodes.Template, environment: Environment) -> jinja2.Template:
        environment.filters |= {PLAIN: plain, ADDRESS: address}
        code = environment.compile(tree, filename=self._source.told)
        return jinja2.Template.from_code(environment, code, environment.globals)


def _assembled(base: Source, pieces: Pieces, environment: Environment) -> tuple[Source, list[Finding]]:
    """The template with its blocks laid in, and every fault of marks and blocks."""
    blocks = {
        piece.removeprefix(BLOCKS).removesuffix(BLOCK_ENDING): _source_of(files[-1])
        for piece, files in pieces.items()
        if piece.startswith(BLOCKS) and piece.endswith(BLOCK_ENDING)
    }
    source, found = laid_in(base, blocks)
    return source, [*found, *(fault for block in blocks.values() for fault in _faults_of_block(block, environment))]


def _source_of(file: Path) -> Source:
    told = _told(file)
    return Source(lines_of(_text_of(file), told), told)


def _faults_of_block(block: Source, environment: Environment) -> list[Finding]:
    """What a block leaves open: it must begin and end between tags by itself."""
    found = [fault for fault in faults_of(block.text, environment, (), block.place) if fault.code == SYNTAX.code]
    return found or fit_to_places(environment.parse(block.text), block.place)


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


def _text_of(path: Path) -> str:
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Location.of_file(_told(path))
        raise TemplateError([faults.UNREADABLE.at(place, reason=error.reason)]) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _told(path: Path) -> str:
    """A template's path as told to people: `templates/<layer>/<name>`, or a block's."""
    return "/".join(path.parts[-4 if path.parent.name == BLOCKS.strip("/") else -3 :])


def _line_of(error: BaseException, file: str) -> int | None:
    lines = [line for frame, line in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename == file]
    return lines[-1] if lines else None
