"""`reportgen correct`."""

from __future__ import annotations

import click

from reportgen.base.messages import N_
from reportgen.cli.command import Command
from reportgen.cli.output import Progress, workspace_at
from reportgen.cli.releases import reports_of, signoff_from, tell, tell_all


@click.command(
    "correct",
    cls=Command,
    help=N_(
        "Publish the next version of a published REPORT, with a notice of what changed; of a folder, of each report "
        "that changed, with one overview. Before publication a correction is just an edit and a build."
    ),
)
@click.argument("report")
@click.option("--reason", metavar="TEXT", required=True, help=N_("What was wrong, in words for the public."))
@click.option(
    "--kind",
    type=click.Choice(["correction", "revision"]),
    default="correction",
    help=N_("An error that is put right, or figures that were brought up to date."),
)
@click.option("--signoff", metavar="FILE", help=N_("YAML: prepared, reviewed, confidentiality, approved."))
@click.option("--blackline", is_flag=True, help=N_("Track the changes of the Word file too, for inside use."))
@click.pass_context
def command(context: click.Context, report: str, reason: str, kind: str, signoff: str | None, blackline: bool) -> int:
    """Corrects what is published."""
    from reportgen import api

    workspace = workspace_at(context)
    found = reports_of(workspace, report)
    if found == [report.removeprefix("content/").strip("/")]:
        return tell(
            api.correct(workspace, found[0], reason, signoff_from(signoff), kind, blackline=blackline), found[0]
        )
    folder = report.removeprefix("content/").strip("/")
    made = api.correct_all(
        workspace, folder, reason, signoff_from(signoff), kind, blackline=blackline, progress=Progress()
    )
    return tell_all(workspace, made, folder)
