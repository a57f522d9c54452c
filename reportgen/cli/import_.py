"""`reportgen import`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.base.errors import ContentError, ReportgenError, UsageError
from reportgen.base.messages import N_, tr
from reportgen.cli.command import Command
from reportgen.cli.output import Progress, count_words, print_finding, print_findings, print_json, workspace_at
from reportgen.cli.terminal import echo, secho
from reportgen.load.workspace import Workspace

if TYPE_CHECKING:
    from reportgen.batch.importing import Choices, FileOutcome, Imported, State

MOST_CHANGES = 40
"""So many changed facts of one report are written out."""


@click.command(
    "import",
    cls=Command,
    help=N_(
        "Read filled forms into content: files, or folders with all that is in them. What was repaired or inferred is "
        "told; nothing of the source is lost."
    ),
)
@click.argument("file", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--into", metavar="DIR", help=N_("The report's folder below content/."))
@click.option("--profile", metavar="ID", help=N_("The profile the form follows."))
@click.option("--print", "only_print", is_flag=True, help=N_("Print what was read as JSON and write nothing."))
@click.option("--update", is_flag=True, help=N_("Write changes into content that is there; edits by hand stay."))
@click.option(
    "--complete-names",
    metavar="FROM",
    help=N_("Complete cut names of indicators from a form, or a report, that has them whole."),
)
@click.option("--strict", is_flag=True, help=N_("Exit 1 if there are any findings."))
@click.pass_context
def command(
    context: click.Context,
    file: tuple[Path, ...],
    into: str | None,
    profile: str | None,
    only_print: bool,
    update: bool,
    complete_names: str | None,
    strict: bool,
) -> int:
    """Imports each file; one that fails never stops the rest."""
    from reportgen import api

    started = Path(context.find_root().obj)
    files = api.files_to_import(started / name for name in file)
    if into is not None and len(files) > 1:
        raise UsageError(N_("--into takes one file"))
    workspace = _workspace_if_any(context) if only_print else workspace_at(context)
    choices = api.import_choices(
        workspace, profile=profile, into=into, update=update, complete_names=complete_names, started=started
    )
    return _print(files, choices) if workspace is None or only_print else _import(workspace, files, choices, strict)


def _print(files: Sequence[Path], choices: Choices) -> int:
    from reportgen import api

    forms = []
    failed = False
    for file in files:
        try:
            forms += [form.as_dict() for form in api.forms_in(file, choices)]
        except ReportgenError as error:
            failed = True
            _tell(error, file)
    if forms:
        print_json(forms[0] if len(files) == len(forms) == 1 else forms)
    return (1 if forms else 2) if failed else 0


def _workspace_if_any(context: click.Context) -> Workspace | None:
    try:
        return workspace_at(context)
    except UsageError:
        return None


def _import(workspace: Workspace, files: Sequence[Path], choices: Choices, strict: bool) -> int:
    from reportgen import api
    from reportgen.batch.importing import State

    progress, found, states = Progress(), Counter[str](), Counter[State]()
    refused = failed = 0
    for place, outcome in enumerate(api.import_files(workspace, files, choices), start=1):
        progress(place, len(files), outcome.file.name)
        _tell_outcome(outcome)
        states.update(form.state for form in outcome.forms)
        found.update(finding.severity.value for form in outcome.forms for finding in form.findings)
        refused += bool(outcome.errors)
        failed += outcome.failed
    _summarise(len(files), refused, states)
    if found:
        echo(count_words(found))
    if refused == len(files) and not states:
        return 2
    return 1 if failed or (strict and found) else 0


def _tell_outcome(outcome: FileOutcome) -> None:
    from reportgen.batch.importing import State

    for form in outcome.forms:
        words = {
            State.NEW: "{file} -> content/{report}/",
            State.SAME: N_("{file}: content/{report}/ is there already and says the same"),
            State.DIFFERS: N_("{file}: content/{report}/ is there already; --update would change:"),
            State.UPDATED: N_("{file} -> content/{report}/, changed:"),
        }
        echo(tr(words[form.state], file=outcome.file.name, report=form.report))
        _tell_changes(form)
        print_findings(form.findings)
    for error in outcome.errors:
        _tell(error, outcome.file)


def _tell_changes(form: Imported) -> None:
    for change in form.changes[:MOST_CHANGES]:
        before, after = (text if text is not None else "—" for text in (change.before, change.after))
        echo(f"  {change.path}: {before} -> {after}")
    if len(form.changes) > MOST_CHANGES:
        echo("  " + tr(N_("and {count} more"), count=len(form.changes) - MOST_CHANGES))


def _summarise(files: int, refused: int, states: Counter[State]) -> None:
    from reportgen.batch.importing import State

    words = {
        State.NEW: N_("imported {count}"),
        State.UPDATED: N_("updated {count}"),
        State.SAME: N_("already there {count}"),
        State.DIFFERS: N_("different and not touched {count}"),
    }
    parts = [tr(N_("files {count}"), count=files)]
    parts += [tr(words[state], count=states[state]) for state in words if states[state]]
    if refused:
        parts.append(tr(N_("refused {count}"), count=refused))
    echo(tr(N_(", ")).join(parts))


def _tell(error: ReportgenError, file: Path) -> None:
    secho(tr(N_("{file}: not imported"), file=file.name), fg="red", err=True)
    if isinstance(error, ContentError):
        for finding in error.findings:
            print_finding(finding, err=True)
    else:
        echo(f"  {error}", err=True)
