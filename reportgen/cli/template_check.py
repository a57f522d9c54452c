"""`reportgen template check`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.base.errors import ReportgenError, TemplateError
from reportgen.base.finding import Finding, Severity
from reportgen.base.messages import N_, tr
from reportgen.cli.command import Command
from reportgen.cli.output import counted, print_findings, print_json
from reportgen.cli.template import workspace_if_any
from reportgen.cli.terminal import echo


@click.command("check", cls=Command, help=N_("Find every fault of Word and HTML templates, each with its place."))
@click.argument("file", nargs=-1, required=True)
@click.option("--data", metavar="JSON", help=N_("Check against the names in this file, and render once."))
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", help=N_("Text or JSON."))
@click.option("--annotate", is_flag=True, help=N_("Write <name>.checked.docx with a comment at each finding."))
@click.pass_context
def command(context: click.Context, file: tuple[str, ...], data: str | None, shape: str, annotate: bool) -> int:
    """Checks every file, tells all that was found, and which of them could not be opened."""
    from reportgen import api
    from reportgen.cli.check import as_document

    folder = Path(context.find_root().obj)
    values = None if data is None else api.template_data(folder / data)
    workspace = workspace_if_any(context)
    findings: list[Finding] = []
    copies: list[Path] = []
    unread = False
    for name in file:
        try:
            found = api.check_template(folder / name, values, workspace)
            copy = api.annotate_template(folder / name, found) if annotate else None
            copies += [] if copy is None else [copy]
        except TemplateError as error:
            found, unread = list(error.findings), True
        except ReportgenError as error:
            echo(tr(N_("reportgen: {problem}"), problem=str(error)), err=True)
            found, unread = [], True
        findings += found
    if shape == "json":
        print_json(as_document(findings))
    else:
        _print(findings, copies, unread=unread)
    faults = [one for one in findings if one.severity is not Severity.INFO]
    return 2 if unread else 1 if faults else 0


def _print(findings: list[Finding], copies: list[Path], *, unread: bool) -> None:
    print_findings(findings)
    if findings or not unread:
        echo(counted(findings))
    for copy in copies:
        echo(tr(N_("{file} has a comment at each finding."), file=copy.as_posix()))
