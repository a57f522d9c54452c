"""Corrects every changed report of a folder for one reason, and makes one overview of all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.base.errors import ContentError, ReportgenError, UsageError
from reportgen.base.finding import Finding
from reportgen.base.messages import N_
from reportgen.document.signoff import Signoff
from reportgen.load.workspace import Workspace
from reportgen.release.freezing import Done
from reportgen.release.overview import Occasion, write_overview
from reportgen.release.publish import Refused, SignoffSource, correct, refuse_days, refuse_reason, state_of

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Corrected:
    """What became of a folder: the reports that were corrected, those that were not for each reason, the overview.

    `unchanged` say what is published; `unpublished` need no correction but an edit and a build.
    """

    done: tuple[tuple[str, Done], ...]
    unchanged: tuple[str, ...]
    unpublished: tuple[str, ...]
    overview: tuple[Path, ...]


def correct_all(
    workspace: Workspace,
    folder: str,
    reason: str,
    kind: str,
    signoff: SignoffSource,
    *,
    blackline: bool = False,
    progress: Progress | None = None,
) -> Corrected | Refused:
    """Corrects each report below `folder` that says something else than what is published of it.

    All are checked first: where one may not be published, none is. One that was corrected for the same reason with the
    same approval before, as by a call that was interrupted, is in the overview too. Raises UsageError where nothing is
    to be corrected and nothing was.
    """
    refuse_reason(reason)
    reports = workspace.reports([folder])
    states = _states(workspace, reports)
    if isinstance(states, Refused):
        return states
    pending = [report for report in reports if states[report] == "changed"]
    signed = signoff()
    if signed.number is not None:
        raise UsageError(
            N_("an index number belongs to one report; take `number` out of the sign-off to correct {count} of them"),
            count=len(reports),
        )

    for report in pending:
        refuse_days(workspace, report, signed)

    def one(report: str) -> Done | Refused:
        return correct(workspace, report, reason, kind, lambda: signed, blackline=blackline)

    done = _done(pending, one, progress)
    if isinstance(done, Refused):
        return done
    overview = write_overview(workspace, folder, reports, _occasion(kind, reason, signed))
    if not overview:
        raise UsageError(N_("no published report below {folder} has changed; there is nothing to correct"),
                         folder=folder)  # fmt: skip
    of = {state: tuple(one for one in reports if states[one] == state) for state in ("unchanged", "unpublished")}
    return Corrected(tuple(done), of["unchanged"], of["unpublished"], overview)


def _states(workspace: Workspace, reports: Sequence[str]) -> dict[str, str] | Refused:
    """For each report whether it is unpublished, unchanged or changed; or everything that forbids the changed ones."""
    states: dict[str, str] = {}
    found: list[Finding] = []
    for report in reports:
        try:
            states[report], own = state_of(workspace, report)
        except ContentError as error:
            own = tuple(finding.of_report(report) for finding in error.findings)
        found += own
    return Refused(tuple(found)) if found else states


def _done(
    reports: Sequence[str], one: Callable[[str], Done | Refused], progress: Progress | None
) -> list[tuple[str, Done]] | Refused:
    done: list[tuple[str, Done]] = []
    for report in reports:
        try:
            made = one(report)
        except ReportgenError as error:
            if not done:
                raise
            raise UsageError(
                N_("{problem}\n{done} of {all} reports were corrected before; put this right and run the same command "
                   "again for the others and the overview"),
                problem=str(error), done=len(done), all=len(reports),
            ) from error  # fmt: skip
        if isinstance(made, Refused):
            return made
        done.append((report, made))
        if progress is not None:
            progress(len(done), len(reports), report)
    return done


def _occasion(kind: str, reason: str, signed: Signoff) -> Occasion:
    return Occasion(kind, reason.strip(), signed.approved.date.isoformat())
