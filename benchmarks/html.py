"""The page of a report against markdown-it's own rendering of its narrative and Jinja's of the same template.

`python -m benchmarks.html [--rounds N]`. The other side escapes every value as Jinja does and marks none; it is handed
parsed narrative, as the page is. It draws no charts and writes no linked data, so both are measured, without and with.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jinja2
from markdown_it import MarkdownIt
from markupsafe import Markup
from mdit_py_plugins.footnote import footnote_plugin

from benchmarks.measure import Sample, calls, ratios
from reportgen.compose.disclosure import compose
from reportgen.document.disclosure import Disclosure, Prose
from reportgen.filters.filter import filters
from reportgen.load.report import load_report
from reportgen.load.workspace import Workspace, find_workspace
from reportgen.readback.expected import expected_of
from reportgen.readback.reader import read_back
from reportgen.render.html.page import PASTE, PageTemplate

ROOT = Path(__file__).resolve().parents[1]
PAGE = "report.html.j2"
EXTRAS = ("chart", "linked_data")
LIMIT = 1.5
"""So many times as long as the other side the page without charts may take."""


def plain_page(workspace: Workspace, disclosure: Disclosure, folder: Path) -> Callable[[], str]:
    """Renders the same template and narrative as a program does that has Jinja and markdown-it alone."""
    markdown = MarkdownIt("commonmark").enable("table").use(footnote_plugin)
    tokens = {
        section.name: (markdown.parse(_text_of(section, folder), environment := {}), environment)
        for section in disclosure.prose()
    }

    def prose(section: Prose | None, level: int = 3) -> Markup:
        del level
        if section is None:
            return Markup("")
        return Markup(markdown.renderer.render(*_with_options(markdown, tokens[section.name])))  # noqa: S704

    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    environment.filters |= filters()
    style = workspace.chain.find("style.css").read_text(encoding="utf-8")
    nothing = dict.fromkeys(EXTRAS, lambda *_, **__: "")
    environment.globals |= {"prose": prose, "stylesheet": lambda: Markup(style), "policy": "", **nothing}  # noqa: S704
    template = environment.from_string(workspace.chain.find(PAGE).read_text(encoding="utf-8"))
    return lambda: template.render(disclosure.context())


def _text_of(section: Prose, folder: Path) -> str:
    name = section.name.partition(".")[0].replace("_", "-")
    text = (folder / f"{name}.md").read_text(encoding="utf-8")
    goal = section.name.partition(".")[2]
    return text.partition(f"## {goal}\n")[2].partition("\n## ")[0] if goal else text


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


def html(rounds: int) -> list[Sample]:
    """The seed's page, CPU seconds of one; the first row is the other side."""
    from tempfile import TemporaryDirectory

    workspace = find_workspace(ROOT)
    (name,) = workspace.reports()[:1]
    loaded = load_report(workspace, name)
    disclosure = compose(name, loaded.assessment, loaded.narrative)
    context = disclosure.context()
    page, paste = (PageTemplate(workspace.chain.find, file, context) for file in (PAGE, PASTE))
    expected = expected_of(loaded.assessment, disclosure)
    files = {"report.html": page.render(context)}
    with TemporaryDirectory() as folder:
        bare = without_extras(workspace, context, Path(folder))
        work: dict[str, Callable[[], object]] = {
            "markdown-it and Jinja": plain_page(workspace, disclosure, ROOT / "content" / name),
            "page without charts": lambda: bare.render(context),
            "page": lambda: page.render(context),
            "paste.html": lambda: paste.render(context),
            "reading the page back": lambda: read_back(files, "build", expected),
        }
        return calls(work, rounds, repeat=20)


def main() -> None:
    """Prints each subject's time and its ratio to the other side."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.html")
    parser.add_argument("--rounds", type=int, default=7)
    samples = html(parser.parse_args().rounds)
    for sample in samples:
        low, middle, high = ratios(sample, samples[0])
        print(f"  {sample.name:24} {sample.median * 1000:8.2f} ms   {middle:6.2f}x  ({low:.2f} to {high:.2f})")


if __name__ == "__main__":
    main()
