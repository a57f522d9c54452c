"""What `publish` and `correct` share: one report, the sign-off, and what became of it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from reportgen.base.errors import UsageError
from reportgen.base.messages import N_, tr
from reportgen.cli.output import counted, print_findings
from reportgen.cli.terminal import echo
from reportgen.load.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.document.signoff import Signoff
    from reportgen.release.freezing import Done
    from reportgen.release.many import Corrected
    from reportgen.release.publish import Refused

QUESTIONS = (N_("Prepared by"), N_("Reviewed by"), N_("Confidentiality checked by"), N_("Approved by"))
"""What is asked on a terminal, in the order of the steps of a sign-off."""
SHOWN = 3
"""So many reports of a folder are named where one is to be chosen."""


def reports_of(workspace: Workspace, asked: str) -> list[str]:
    """The report that `asked` names, alone though others lie below it; else the reports of the folder `asked`."""
    found = workspace.reports([asked])
    own = [report for report in found if report == asked.removeprefix("content/").strip("/")]
    return own or found


def one_report(workspace: Workspace, asked: str) -> str:
    """The one report that `asked` names. Raises UsageError for a folder of several."""
    found = reports_of(workspace, asked)
    if len(found) > 1:
        shown = "、".join(found[:SHOWN]) + (" …" if len(found) > SHOWN else "")
        raise UsageError(
            N_("{name} is a folder of {count} reports, and one is wanted; name it: {reports}"),
            name=asked, count=len(found), reports=shown,
        )  # fmt: skip
    return found[0]


def signoff_from(file: str | None) -> Callable[[], Signoff]:
    """Where the sign-off comes from: a file, which is read at once, else the person at the terminal."""
    if file is not None:
        from reportgen.api import read_signoff

        signoff = read_signoff(file)
        return lambda: signoff
    return _asked


def _asked() -> Signoff:
    """What the person at the terminal says. Raises UsageError where there is none."""
    if not sys.stdin.isatty():
        raise UsageError(
            N_("who signed this version off? On a terminal you are asked; elsewhere say it with --signoff FILE")
        )
    from reportgen.base.clock import today
    from reportgen.document.signoff import Step
    from reportgen.load.signoff import day_of, signoff_of

    def day(text: str) -> Any:
        try:
            return day_of(text)
        except ValueError as error:
            raise click.BadParameter(tr(N_("write a date as 2025-03-01"))) from error

    def step(question: str) -> Step:
        name = click.prompt(tr(question))
        return Step(name, click.prompt(tr(N_("Date")), default=today().isoformat(), value_proc=day))

    return signoff_of(*map(step, QUESTIONS))


def tell(done: Done | Refused, report: str) -> int:
    """Prints what became of a version; the exit code."""
    from reportgen.release.publish import Refused

    if isinstance(done, Refused):
        print_findings(done.findings)
        echo(tr(N_("{report} was not published: {counts}"), report=report, counts=counted(done.findings)))
        return 1
    entry = done.entry
    if not done.is_new:
        echo(tr(N_("{report} is published as version {version}; nothing was done"),
                      report=report, version=entry.version))  # fmt: skip
        return 0
    _tell_version(done, report)
    echo(tr(N_("its files, {count} of them, are in {folder}"),
                  count=len(done.files), folder=f"content/{report}/releases/{entry.version}/public"))  # fmt: skip
    if done.tracked is not None:
        echo(tr(N_("the tracked changes, not to be published, are in {file}"),
                      file=f"content/{report}/releases/{entry.version}/{done.tracked}"))  # fmt: skip
    if done.warnings:
        words = N_("published with {counts}; `reportgen check {report}` lists them")
        echo(tr(words, counts=counted(done.warnings), report=report))
    echo(tr(N_("the last hash of the ledger is {hash}; keep it outside of this folder"), hash=entry.hash))
    return 0


def tell_all(workspace: Workspace, made: Corrected | Refused, folder: str) -> int:
    """Prints what became of the reports of a folder; the exit code."""
    from reportgen.release.publish import Refused

    if isinstance(made, Refused):
        print_findings(made.findings)
        echo(tr(N_("no report below {folder} was corrected: {counts}"),
                      folder=folder, counts=counted(made.findings)))  # fmt: skip
        return 1
    for report, done in made.done:
        _tell_version(done, report)
        echo(f"    {done.entry.hash}" + (f"  {counted(done.warnings)}" if done.warnings else ""))
    words = N_("{done} corrected, {unchanged} unchanged, {unpublished} not published yet")
    counts = {"done": made.done, "unchanged": made.unchanged, "unpublished": made.unpublished}
    echo(tr(words, **{name: len(some) for name, some in counts.items()}))
    for file in made.overview:
        echo(tr(N_("the overview is {file}"), file=file.relative_to(workspace.root).as_posix()))
    if made.done:
        echo(tr(N_("the hashes are the last ones of the ledgers; keep them outside of this folder")))
    return 0


def _tell_version(done: Done, report: str) -> None:
    words = N_("{report}: version {version} is published, check code {code}")
    echo(tr(words, report=report, version=done.entry.version, code=done.entry.code))
