"""`reportgen publish`."""

from __future__ import annotations

import click

from reportgen.base.messages import N_, tr
from reportgen.cli.command import Command
from reportgen.cli.output import workspace_at
from reportgen.cli.releases import one_report, signoff_from, tell
from reportgen.cli.terminal import echo


@click.command(
    "publish",
    cls=Command,
    help=N_("Freeze version 1 of REPORT: checked, signed off, every file under its official name, with a ledger."),
)
@click.argument("report")
@click.option("--signoff", metavar="FILE", help=N_("YAML: prepared, reviewed, confidentiality, approved."))
@click.option("--attach", metavar="PDF", help=N_("File the scan of the sealed paper with the published version."))
@click.pass_context
def command(context: click.Context, report: str, signoff: str | None, attach: str | None) -> int:
    """Publishes, or files a scan with what is published."""
    from reportgen import api

    workspace = workspace_at(context)
    name = one_report(workspace, report)
    if attach is None or not api.log(workspace, name):
        code = tell(api.publish(workspace, name, signoff_from(signoff)), name)
        if code or attach is None:
            return code
    done = api.attach(workspace, name, attach)
    words = (
        N_("{file} is filed with version {version}")
        if done.is_new
        else N_("{file} is filed with version {version} already; nothing was done")
    )
    echo(tr(words, file=f"releases/{done.entry.file}", version=done.entry.version))
    return 0
