"""`reportgen correct`."""

from __future__ import annotations

import click

from reportgen.base.messages import N_
from reportgen.cli.command import Command
from reportgen.cli.output import workspace_at
from reportgen.cli.releases import one_report, signoff_from, tell


@click.command(
    "correct",
    cls=Command,
    help=N_(
        "Publish the next version of a published REPORT, with a notice of what changed. Before publication a "
        "correction is just an edit and a build."
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
@click.pass_context
def command(context: click.Context, report: str, reason: str, kind: str, signoff: str | None) -> int:
    """Corrects what is published."""
    from reportgen import api

    workspace = workspace_at(context)
    name = one_report(workspace, report)
    return tell(api.correct(workspace, name, reason, signoff_from(signoff), kind), name)
