"""`reportgen build`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.base.messages import N_, tr
from reportgen.cli.command import Command
from reportgen.cli.output import (
    Progress,
    counted,
    print_finding,
    print_findings,
    print_json,
    say_no_reports,
    workspace_at,
)

if TYPE_CHECKING:
    from reportgen.batch.build import Outcome

MOST_SHOWN = 20
"""So many faults of one report are written out."""


@click.command(
    "build",
    cls=Command,
    help=N_("Build reports into build/ as Word, HTML, PDF and data, every figure read back. Without REPORT, all."),
)
@click.argument("report", nargs=-1)
@click.option("--format", "formats", metavar="LIST", default="", help=N_("Formats, with commas: docx,html,pdf,data."))
@click.option(
    "--public",
    type=click.Path(file_okay=False),
    metavar="DIR",
    help=N_("Also put what may be published into DIR, under official names, with one zip a department."),
)
@click.option("--strict", is_flag=True, help=N_("Exit 1 if there are any findings."))
@click.option("--fail-fast", is_flag=True, help=N_("Stop at the first report that fails."))
@click.option("--json", "as_json", is_flag=True, help=N_("Print the outcome as JSON."))
@click.pass_context
def command(
    context: click.Context,
    report: tuple[str, ...],
    formats: str,
    public: str | None,
    strict: bool,
    fail_fast: bool,
    as_json: bool,
) -> int:
    """Builds and tells what became of each report."""
    from reportgen import api
    from reportgen.base.finding import Severity
    from reportgen.batch.build import build

    workspace = workspace_at(context)
    named = [name.strip() for name in formats.split(",") if name.strip()]
    wanted = api.chosen_formats(workspace, named) if named else ()
    asked = api.reports(workspace, report)
    folder = Path(public) if public is not None else None
    result = build(workspace, asked, wanted, fail_fast=fail_fast, public=folder, progress=Progress())
    if as_json:
        print_json(result.as_dict())
    else:
        for outcome in result.outcomes:
            if outcome.failed:
                _print_failure(outcome)
            else:
                shown = [name for name in outcome.files if name != "internal.json"]
                click.echo(f"{outcome.report}  {' '.join(shown)}  {counted(outcome.findings)}")
                for finding in outcome.notices:
                    print_finding(finding)
        print_findings([*result.layers, *result.public.findings])
        for message in result.told:
            click.echo(str(message))
        for name in () if wanted else api.formats_left_out(workspace, asked):
            click.echo(tr(N_("{name} is not made: pip install 'reportgen[{name}]' installs what it needs"), name=name))
        if public is not None:
            click.echo(tr(N_("{count} public files in {folder}"), count=len(result.public.files), folder=public))
        _print_summary(len(asked), len(result.outcomes) - len(result.failed), counted(result.findings), result.seconds)
    if result.failed and len(result.failed) == len(result.outcomes):
        return 2
    clash = any(finding.severity is Severity.ERROR for finding in result.public.findings)
    return 1 if result.failed or clash or (strict and result.findings) else 0


def _print_failure(outcome: Outcome) -> None:
    """Writes why a report was not built; of very many faults the first, and how many there are."""
    click.secho(tr(N_("{report}: not built"), report=outcome.report), fg="red", err=True)
    for finding in outcome.findings[:MOST_SHOWN]:
        print_finding(finding, err=True)
    if len(outcome.findings) > MOST_SHOWN:
        more = len(outcome.findings) - MOST_SHOWN
        click.echo("  " + tr(N_("and {count} more"), count=more), err=True)
    if not outcome.findings:
        click.echo(f"  {outcome.error}", err=True)


def _print_summary(asked: int, built: int, findings: str, seconds: float) -> None:
    if not asked:
        say_no_reports()
        return
    click.echo(
        tr(
            N_("{built} of {asked} reports in build/, {findings}, {seconds:.1f} s"),
            built=built,
            asked=asked,
            findings=findings,
            seconds=seconds,
        )
    )
    if built:
        click.echo(tr(N_("`reportgen check` lists the findings; open build/index.html to read the reports.")))
