"""`reportgen import`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.base.errors import ContentError, ReportgenError, UsageError
from reportgen.base.finding import Finding
from reportgen.base.messages import N_, tr
from reportgen.cli.command import Command
from reportgen.cli.output import counted, print_finding, print_findings, print_json, workspace_at
from reportgen.load.workspace import Workspace


@click.command(
    "import",
    cls=Command,
    help=N_("Read filled forms into content. What was repaired or inferred is told; nothing of the source is lost."),
)
@click.argument("file", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--into", metavar="DIR", help=N_("The report's folder below content/."))
@click.option("--profile", metavar="ID", help=N_("The profile the form follows."))
@click.option("--print", "only_print", is_flag=True, help=N_("Print what was read as JSON and write nothing."))
@click.pass_context
def command(
    context: click.Context, file: tuple[Path, ...], into: str | None, profile: str | None, only_print: bool
) -> int:
    """Imports each file; one that fails never stops the rest."""
    if into is not None and len(file) > 1:
        raise UsageError(N_("--into takes one file"))
    started = Path(context.find_root().obj)
    files = [name if name.is_absolute() else started / name for name in file]
    if only_print:
        return _print(context, files, profile)
    return _import(workspace_at(context), files, into, profile)


def _print(context: click.Context, files: list[Path], profile: str | None) -> int:
    from reportgen.batch.importing import profile_for, read_printed

    workspace = _workspace_if_any(context)
    forms = []
    failed = False
    for file in files:
        try:
            forms.append(read_printed(file, profile_for(profile, workspace)).as_dict())
        except ReportgenError as error:
            failed = True
            _tell(error, file)
    if forms:
        print_json(forms[0] if len(files) == 1 else forms)
    return (1 if forms else 2) if failed else 0


def _workspace_if_any(context: click.Context) -> Workspace | None:
    try:
        return workspace_at(context)
    except UsageError:
        return None


def _import(workspace: Workspace, files: list[Path], into: str | None, profile: str | None) -> int:
    from reportgen.batch.importing import import_form, profile_for

    chosen = profile_for(profile, workspace)
    findings: list[Finding] = []
    done = 0
    for file in files:
        try:
            imported = import_form(workspace, file, chosen, into)
        except ReportgenError as error:
            _tell(error, file)
            continue
        done += 1
        findings += imported.findings
        click.echo(f"{file.name} -> content/{imported.report}/")
        print_findings(imported.findings)
    click.echo(tr(N_("{done} of {count} forms imported"), done=done, count=len(files)))
    if findings:
        click.echo(counted(findings))
    return 0 if done == len(files) else 1 if done else 2


def _tell(error: ReportgenError, file: Path) -> None:
    click.secho(tr(N_("{file}: not imported"), file=file.name), fg="red", err=True)
    if isinstance(error, ContentError):
        for finding in error.findings:
            print_finding(finding, err=True)
    else:
        click.echo(f"  {error}", err=True)
