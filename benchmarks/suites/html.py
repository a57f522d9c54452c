"""The page of a report against markdown-it's own rendering of its narrative and Jinja's of the same template.

The other side escapes every value as Jinja does and marks none; it is handed
parsed narrative, as the page is. It draws no charts and writes no linked data, so both are measured, without and with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import jinja2
from markdown_it import MarkdownIt
from markupsafe import Markup
from mdit_py_plugins.footnote import footnote_plugin

from benchmarks.measure import call, interleaved, ratios
from benchmarks.suites import Options
from benchmarks.table import Figure, Table, costs, figures
from reportgen.compose.disclosure import compose
from reportgen.document.disclosure import Disclosure, Prose
from reportgen.filters.filter import filters
from reportgen.load.report import load_report
from reportgen.load.workspace import Workspace, find_workspace
from reportgen.readback.expected import expected_of
from reportgen.readback.reader import read_back
from reportgen.render.html.page import PASTE, PageTemplate

ROOT = Path(__file__).resolve().parents[2]
PAGE = "report.html.j2"
EXTRAS = ("chart", "linked_data")
LIMIT = 1.5
"""So many times as long as the other side the page without charts may take."""


def plain_page(workspace: Workspace, disclosure: Disclosure, folder: Path) -> Callable[[], str]:
    """Renders the same template and narrative as a program does that has Jinja and markdown-it alone."""
    markdown = MarkdownIt("commonmark").enable("table").use(footnote_plugin)
    tokens = {section.name: _parsed(markdown, _text_of(section, folder)) for section in disclosure.prose()}

    def prose(section: Prose | None, level: int = 3) -> Markup:
        del level
        if section is None:
            return Markup("")
        return Markup(markdown.renderer.render(*_with_options(markdown, tokens[section.name])))  # noqa: S704

    made: Any = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    made.filters |= filters()
    style = workspace.chain.find("style.css").read_text(encoding="utf-8")
    nothing = dict.fromkeys(EXTRAS, lambda *_, **__: "")
    made.globals |= {"prose": prose, "stylesheet": lambda: Markup(style), "policy": "", **nothing}  # noqa: S704
    template = made.from_string(workspace.chain.find(PAGE).read_text(encoding="utf-8"))
    return lambda: template.render(disclosure.context())


def _text_of(section: Prose, folder: Path) -> str:
    name = section.name.partition(".")[0].replace("_", "-")
    text = (folder / f"{name}.md").read_text(encoding="utf-8")
    goal = section.name.partition(".")[2]
    return text.partition(f"## {goal}\n")[2].partition("\n## ")[0] if goal else text


def _parsed(markdown: MarkdownIt, text: str) -> tuple[Any, dict[str, Any]]:
    environment: dict[str, Any] = {}
    return markdown.parse(text, environment), environment


def _with_options(markdown: MarkdownIt, parsed: tuple[Any, Any]) -> tuple[Any, Any, Any]:
    tokens, environment = parsed
    return tokens, markdown.options, environment


def without_extras(workspace: Workspace, names: Mapping[str, Any], folder: Path) -> PageTemplate:
    """The page's template with its charts and linked data taken out."""
    lines = workspace.chain.find(PAGE).read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not any(f"{{{{ {name}(" in line for name in EXTRAS)]
    assert len(lines) - len(kept) == len(("scale", "bar", "points", "linked data"))
    (folder / PAGE).write_text("\n".join(kept), encoding="utf-8")
    return PageTemplate(lambda name: folder / name if name == PAGE else workspace.chain.find(name), PAGE, names)


def html(options: Options) -> Iterator[Table]:
    """The seed's page; the first row is the other side."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        work = {name: call(function, 2 if options.quick else 20) for name, function in _subjects(Path(folder)).items()}
        measured = interleaved(work, options.rounds)
    yield costs("The page of the seed's report", measured)
    base, bare, whole, *_ = measured
    yield figures(
        "the page",
        [
            Figure("the page without charts, cost of markdown-it and Jinja", ratios(bare, base)[1], LIMIT),
            Figure("the page with charts and linked data, cost of them without", ratios(whole, base)[1], LIMIT),
        ],
    )


def _subjects(folder: Path) -> dict[str, Callable[[], object]]:
    workspace = find_workspace(ROOT)
    (name,) = workspace.reports()[:1]
    loaded = load_report(workspace, name)
    disclosure = compose(name, loaded.assessment, loaded.narrative)
    context = disclosure.context()
    page, paste = (PageTemplate(workspace.chain.find, file, context) for file in (PAGE, PASTE))
    expected = expected_of(loaded.assessment, disclosure)
    files = {"report.html": page.render(context)}
    bare = without_extras(workspace, context, folder)
    return {
        "markdown-it and Jinja": plain_page(workspace, disclosure, ROOT / "content" / name),
        "page without charts": lambda: bare.render(context),
        "page": lambda: page.render(context),
        "paste.html": lambda: paste.render(context),
        "reading the page back": lambda: read_back(files, "build", expected),
    }
