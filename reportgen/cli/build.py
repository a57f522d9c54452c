"""`reportgen build`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reportgen.base.errors import UsageError
from reportgen.base.finding import Severity
from reportgen.base.messages import N_, plural, tr
from reportgen.cli.command import Command
from reportgen.cli.output import (
    Progress,
    count_words,
    print_finding,
    print_findings,
    print_json,
    say_no_reports,
    workspace_at,
)
from reportgen.cli.terminal import echo, secho

if TYPE_CHECKING:
    from reportgen.batch.outcome import BuildResult, Outcome

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
@click.option(
    "-j", "jobs", type=click.IntRange(1, 1024), metavar="N", help=N_("Processes at work; default: the cores.")
)
@click.option(
    "--executor",
    metavar="local|dask://HOST:PORT",
    default="local",
    help=N_("Who builds: this machine, or the workers of a Dask cluster that share the workspace."),
)
@click.option("--why", is_flag=True, help=N_("Say of each report why it was built or not."))
@click.option("--strict", is_flag=True, help=N_("Exit 1 if there are any findings."))
@click.option("--fail-fast", is_flag=True, help=N_("Stop at the first report that fails."))
@click.option("--json", "as_json", is_flag=True, help=N_("Print the outcome as JSON."))
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - one for each option
    context: click.Context,
    report: tuple[str, ...],
    formats: str,
    public: str | None,
    jobs: int | None,
    executor: str,
    why: bool,
    strict: bool,
    fail_fast: bool,
    as_json: bool,
) -> int:
    """Builds and tells what became of each report."""
    from reportgen import api
    from reportgen.batch.executors import LOCAL
    from reportgen.batch.interruption import Interrupted

    if jobs and executor != LOCAL:
        raise UsageError(N_("-j is for this machine; how many processes of a cluster work is for the cluster to say"))
    workspace = workspace_at(context)
    named = [name.strip() for name in formats.split(",") if name.strip()]
    wanted = api.chosen_formats(workspace, named) if named else ()
    folders = workspace.folders()
    asked = workspace.chosen(report, sorted(folders))
    try:
        result = api.build(
            workspace,
            asked,
            wanted,
            jobs=jobs,
            executor=executor,
            fail_fast=fail_fast,
            public=public,
            progress=Progress(),
            folders=folders,
        )
    except Interrupted as stopped:
        words = N_("{done} of {asked} reports are done; the next build goes on from there.")
        echo(tr(words, done=stopped.done, asked=stopped.asked), err=True)
        raise
    if as_json:
        print_json(result.as_dict())
        return _code(result, strict=strict)
    for outcome in (*result.outcomes, *result.packages):
        _print_outcome(outcome, why=why)
    print_findings(result.about_all)
    if why:
        for name in result.removed:
            echo(tr(N_("{file}: removed, its report is no more or makes it no more"), file=f"build/{name}"))
    for message in result.told:
        echo(str(message))
    for name in () if wanted or not result.number("built") else api.formats_left_out(workspace, asked):
        echo(tr(N_("{name} is not made: make extras in the folder of reportgen installs what it needs"), name=name))
    if result.public is not None:
        echo(tr(N_("{count} public files in {folder}"), count=len(result.public.files), folder=public))
    _print_summary(len(asked), result)
    return _code(result, strict=strict)


def _code(result: BuildResult, *, strict: bool) -> int:
    if result.failed and len(result.failed) == len(result.outcomes):
        return 2
    clash = result.public is not None and any(one.severity is Severity.ERROR for one in result.public.findings)
    failed = bool(result.failed) or any(package.failed for package in result.packages)
    return 1 if failed or clash or (strict and any(result.counts.values())) else 0


def _print_outcome(outcome: Outcome, *, why: bool) -> None:
    """Writes what became of one report; of one that is unchanged only where somebody asks."""
    if outcome.failed:
        _print_failure(outcome)
    elif why or not outcome.unchanged:
        shown = [name for name in outcome.files if name != "internal.json"]
        echo(f"{outcome.report}  {' '.join(shown)}  {count_words(outcome.counts)}")
        for finding in outcome.notices:
            print_finding(finding)
    if why:
        for reason in outcome.why:
            echo(f"    {reason}")


def _print_failure(outcome: Outcome) -> None:
    """Writes why a report was not built; of very many faults the first, and how many there are."""
    secho(tr(N_("{report}: not built"), report=outcome.report), fg="red", err=True)
    for finding in outcome.findings[:MOST_SHOWN]:
        print_finding(finding, err=True)
    if len(outcome.findings) > MOST_SHOWN:
        more = len(outcome.findings) - MOST_SHOWN
        echo("  " + tr(N_("and {count} more"), count=more), err=True)
    if not outcome.findings:
        echo(f"  {outcome.error}", err=True)


def _print_summary(asked: int, result: BuildResult) -> None:
    if not asked and not result.removed:
        say_no_reports()
        return
    built, unchanged = result.number("built"), result.number("unchanged")
    if unchanged or result.failed or result.removed:
        words = N_("built {built}, unchanged {unchanged}, failed {failed}")
        echo(tr(words, built=built, unchanged=unchanged, failed=len(result.failed)))
    if result.removed:
        echo(plural(len(result.removed), N_("{count} file of former reports removed"),
                    N_("{count} files of former reports removed")))  # fmt: skip
    words = N_("{built} of {asked} reports in build/, {findings}, {seconds:.1f} s")
    if result.failed and not any(result.counts.values()):
        words = N_("{built} of {asked} reports in build/, {seconds:.1f} s")
    found = count_words(result.counts)
    echo(tr(words, built=built + unchanged, asked=asked, findings=found, seconds=result.seconds))
    if built:
        echo(tr(N_("`reportgen check` lists the findings; open build/index.html to read the reports.")))
