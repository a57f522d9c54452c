"""`reportgen verify`."""

from __future__ import annotations

import click

from reportgen.base.messages import N_, plural
from reportgen.cli.command import Command
from reportgen.cli.output import print_findings, print_json, say_no_reports, workspace_at


@click.command("verify", cls=Command, help=N_("Read built files back: does each print what the evaluation says?"))
@click.argument("report", nargs=-1)
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", help=N_("Text or JSON."))
@click.pass_context
def command(context: click.Context, report: tuple[str, ...], shape: str) -> int:
    """Verifies and lists the differences."""
    from reportgen import api
    from reportgen.cli.check import as_document

    workspace = workspace_at(context)
    asked = api.reports(workspace, report)
    differences = api.verify(workspace, asked)
    if shape == "json":
        print_json(as_document(differences))
    elif not asked:
        say_no_reports()
    elif differences:
        print_findings(differences)
        click.echo(plural(len(differences), N_("{count} difference"), N_("{count} differences")))
    else:
        click.echo(
            plural(
                len(asked),
                N_("{count} report verified: every figure in every file is the evaluation's."),
                N_("{count} reports verified: every figure in every file is the evaluation's."),
            )
        )
    return 1 if differences else 0
