"""`reportgen check`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.base.finding import Finding, Severity
from reportgen.base.messages import N_, plural, tr
from reportgen.cli.command import Command
from reportgen.cli.output import Progress, say_no_reports, workspace_at
from reportgen.cli.terminal import echo
from reportgen.load.workspace import Workspace

if TYPE_CHECKING:
    from reportgen.document.review import Review

OF_READING = "LOD"
"""Errors with such a code keep a report from being read at all."""
FORMATS = ("text", "json", "sarif", "html")


@click.command("check", cls=Command, help=N_("Find what is wrong with reports, before anybody else does."))
@click.argument("report", nargs=-1)
@click.option(
    "--format",
    "shape",
    type=click.Choice(FORMATS),
    default="text",
    help=N_("Text, JSON, SARIF, or a page to send to departments."),
)
@click.option("-o", "output", metavar="FILE", help=N_("Write to FILE instead."))
@click.option("--strict", is_flag=True, help=N_("Exit 1 if there are any findings that nobody waived."))
@click.option(
    "--mark", "folder", metavar="DIR", help=N_("Write the imported forms to DIR, the cells with findings marked.")
)
@click.pass_context
def command(
    context: click.Context, report: tuple[str, ...], shape: str, output: str | None, strict: bool, folder: str | None
) -> int:
    """Checks and lists the findings."""
    from reportgen import api

    workspace = workspace_at(context)
    asked = api.reports(workspace, report)
    if shape == "text" and output is None and not asked:
        say_no_reports()
        return 0
    lines = [] if folder is None else list(_mark(workspace, asked, folder))
    review = api.review(workspace, asked, Progress(), printed=shape == "html")
    if shape == "text" and output is None:
        _print_listing(review)
    else:
        _write(_WRITERS[shape](workspace, review), output)
    for line in lines:
        echo(line, err=True)
    errors = [one for one in review.findings if one.severity is Severity.ERROR and not one.waived]
    if len(asked) == 1 and any(finding.code.startswith(OF_READING) for finding in errors):
        return 2
    return 1 if errors or (strict and any(not one.waived for one in review.findings)) else 0


def as_document(findings: list[Finding]) -> dict[str, Any]:
    """The JSON of findings: a list of them, and counts by severity."""
    from reportgen.pipeline import summary_of

    return {"findings": [finding.as_dict() for finding in findings], "summary": summary_of(findings)}


def _print_listing(review: Review) -> None:
    from reportgen.cli.columns import terminal_width
    from reportgen.cli.listing import listing

    for line in listing(review, terminal_width()):
        echo(line)
    if review.findings:
        echo(tr(N_("`reportgen explain CODE` tells more about a finding.")))


def _text(workspace: Workspace, review: Review) -> bytes:
    from reportgen.cli.listing import listing

    del workspace
    return ("\n".join(map(click.unstyle, listing(review, None))) + "\n").encode("utf-8")


def _json(workspace: Workspace, review: Review) -> bytes:
    del workspace
    return (json.dumps(as_document(review.findings), ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _sarif(workspace: Workspace, review: Review) -> bytes:
    from reportgen import api

    del workspace
    return api.sarif(review)


def _html(workspace: Workspace, review: Review) -> bytes:
    from reportgen import api

    return api.findings_page(workspace, review)


_WRITERS: dict[str, Callable[[Workspace, Review], bytes]] = {
    "text": _text,
    "json": _json,
    "sarif": _sarif,
    "html": _html,
}


def _write(data: bytes, output: str | None) -> None:
    from reportgen.base.files import write_bytes

    if output is None or output == "-":
        click.echo(data.decode("utf-8"), nl=False)
    else:
        write_bytes(Path(output), data, make_folders=False)


def _mark(workspace: Workspace, asked: list[str], folder: str) -> Iterator[str]:
    """Writes the marked forms, and says what became of each: on the error stream, for the other may be a document."""
    from reportgen import api

    for one in api.mark(workspace, asked, folder):
        if one.file is None:
            told = tr(N_("{report}: no imported form that could be marked"), report=one.report)
        else:
            marked = plural(one.marked, N_("{count} finding marked"), N_("{count} findings marked"))
            told = tr(N_("{file}: {marked}"), file=one.file, marked=marked)
            if one.left:
                left = plural(one.left, N_("{count} stands at no cell"), N_("{count} stand at no cell"))
                told += tr(N_(", ")) + left
        yield told
