"""Publishes a version: everything is checked, built and read back, then frozen as a whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reportgen.base.clock import today
from reportgen.base.errors import ContentError, UsageError
from reportgen.base.files import read_bytes
from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.run import unwaived_errors
from reportgen.compose.disclosure import compose
from reportgen.document.signoff import Signoff
from reportgen.load.related import Related
from reportgen.load.report import Report, load_report
from reportgen.load.signoff import faults_of_days
from reportgen.load.workspace import Workspace
from reportgen.model.form import STATED_CODES
from reportgen.pipeline import findings_of
from reportgen.readback.leaks import signs_in
from reportgen.release.canonical import digest
from reportgen.release.compare import compare
from reportgen.release.elsewhere import name_of, others_of
from reportgen.release.freezing import Done, Prepared, freeze
from reportgen.release.ledger import ATTACHMENT, PUBLICATION, Entry
from reportgen.release.snapshot import take
from reportgen.release.store import Store
from reportgen.release.verify import UNLISTED, verify

NOT_CHOSEN = Fault(
    "PUB003",
    "stated_value_not_chosen",
    Severity.ERROR,
    N_("{fact} is stated as {stated}, computed as {computed}, and nobody has chosen which is published"),
    N_("write a waiver with `print: stated` or `print: computed` and a reason, or take the line out of `stated`"),
)
MOST_SCAN_BYTES = 64 * 1024 * 1024

SignoffSource = Callable[[], Signoff]
"""Gives the sign-off; asked only when everything else allows to publish."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was published, for these findings."""

    findings: tuple[Finding, ...]


def publish(workspace: Workspace, report: str, signoff: SignoffSource) -> Done | Refused:
    """Freezes version 1 of `report`; where it says what the published version says, nothing is done.

    Raises UsageError where a version is published that says something else, ContentError where the content, a template
    or what was published before cannot be read or was changed.
    """
    store = Store.of(workspace, report)
    prepared = _prepare(workspace, store)
    published = _published_already(store, prepared)
    if published is not None:
        return published
    if prepared.findings:
        return Refused(prepared.findings)
    signed = signoff()
    refuse_days(workspace, report, signed)
    with store.locked():
        prepared = _prepare(workspace, store)
        return _published_already(store, prepared) or freeze(
            workspace, store, prepared, Entry(0, PUBLICATION, 1, ""), signed
        )


def _published_already(store: Store, prepared: Prepared) -> Done | None:
    latest = store.latest()
    if latest is None:
        return None
    if compare(store.snapshot(latest.version), prepared.snapshot).is_empty:
        return Done(latest, store.folder / str(latest.version), is_new=False)
    raise UsageError(
        N_("{report} is published as version {version} and says something else now; `reportgen diff {report}` shows "
           "what, `reportgen correct {report} --reason TEXT` publishes it with a notice"),
        report=store.report, version=latest.version,
    )  # fmt: skip


def correct(
    workspace: Workspace, report: str, reason: str, kind: str, signoff: SignoffSource, *, blackline: bool = False
) -> Done | Refused:
    """Publishes the next version of `report` with a notice of what it changes; `kind` is correction or revision.

    With `blackline` the version holds the tracked changes too, for inside use. Raises UsageError where nothing was
    published yet, nothing changed since, or the changes cannot be tracked; ContentError as `publish`.
    """
    refuse_reason(reason)
    store = Store.of(workspace, report)
    prepared = _prepare(workspace, store)
    _refuse_idle(store, prepared)
    if prepared.findings:
        return Refused(prepared.findings)
    signed = signoff()
    refuse_days(workspace, report, signed)
    with store.locked():
        prepared = _prepare(workspace, store)
        latest = _refuse_idle(store, prepared)
        entry = Entry(0, kind, latest.version + 1, "", reason=reason.strip())
        return freeze(workspace, store, prepared, entry, signed, blackline=blackline)


def refuse_reason(reason: str) -> None:
    """Raises UsageError where there is no reason to print, or signs in it that no published document may show."""
    if not reason.strip():
        raise UsageError(N_("a correction needs a reason: what was wrong, in words for the public"))
    if signs := signs_in(reason):
        raise UsageError(N_("--reason is printed as it is and may not hold “{sign}”; write it in words"), sign=signs[0])


def refuse_days(workspace: Workspace, report: str, signed: Signoff) -> None:
    """Raises ContentError where the days of a sign-off do not fit the report, what is published of it, or today."""
    filed = load_report(workspace, report).assessment.evaluation.form.filed
    latest = Store.of(workspace, report).latest()
    corrected = None if latest is None else (latest.version, date.fromisoformat(latest.date or ""))
    found = list(faults_of_days(signed, today(), None if filed is None else filed.value, corrected))
    if found:
        raise ContentError(found)


def state_of(workspace: Workspace, report: str) -> tuple[str, tuple[Finding, ...]]:
    """Whether a report is `unpublished`, `unchanged` since or `changed`, and what forbids to publish a changed one.

    Raises ContentError where what was published was changed, or the content cannot be read.
    """
    store = Store.of(workspace, report)
    latest = store.latest()
    if latest is None:
        return "unpublished", ()
    prepared = _prepare(workspace, store)
    if compare(store.snapshot(latest.version), prepared.snapshot).is_empty:
        return "unchanged", ()
    return "changed", prepared.findings


def _refuse_idle(store: Store, prepared: Prepared) -> Entry:
    """The line of the published version, which the content must differ from."""
    latest = store.latest()
    if latest is None:
        raise UsageError(
            N_("{report} is not published yet: until then a correction is just an edit and a build, without a notice"),
            report=store.report,
        )
    if compare(store.snapshot(latest.version), prepared.snapshot).is_empty:
        raise UsageError(
            N_("{report} says what version {version} says; there is nothing to correct"),
            report=store.report,
            version=latest.version,
        )
    return latest


def attach(workspace: Workspace, report: str, paper: Path) -> Done:
    """Files the scan of the sealed paper with the version that is published now; the same scan twice does nothing.

    Raises UsageError where nothing is published or `paper` is no PDF.
    """
    data = read_bytes(paper, limit=MOST_SCAN_BYTES)
    if not data.startswith(b"%PDF-"):
        raise UsageError(N_("{file} is no PDF; scan the sealed paper to PDF"), file=paper)
    store = Store.of(workspace, report)
    latest = store.latest()
    if latest is None:
        raise UsageError(N_("{report} is not published yet; a scan is filed with a version"), report=report)
    with store.locked():
        _refuse_tampered(store)
        for entry in store.entries():
            if (entry.kind, entry.version, entry.sha256) == (ATTACHMENT, latest.version, digest(data)):
                return Done(entry, store.folder, (str(entry.file),), is_new=False)
        name = f"{latest.version}-{digest(data)[:12]}.pdf"
        entry = store.attach(Entry(0, ATTACHMENT, latest.version, ""), name, data)
        return Done(entry, store.folder, (str(entry.file),))


def _prepare(workspace: Workspace, store: Store) -> Prepared:
    """The report as it would be published now, and everything that forbids it."""
    _refuse_tampered(store)
    related = Related(workspace)
    loaded = load_report(workspace, store.report)
    found = [*workspace.layer_findings([store.report]), *findings_of(loaded, related)]
    stops = [*unwaived_errors(found), *_not_chosen(loaded)]
    disclosure = compose(store.report, loaded.assessment, loaded.narrative)
    names = [name_of(one) for one in others_of(related, store.report)]
    warnings = tuple(one for one in found if one.severity is Severity.WARNING and not one.waived)
    return Prepared(loaded, take(disclosure, loaded.assessment), disclosure, tuple(stops), tuple(names), warnings)


def _refuse_tampered(store: Store) -> None:
    """What was published must be whole; only what an interrupted publication left may lie beside it."""
    found = [finding for finding in verify(store) if finding.code != UNLISTED.code]
    if found:
        raise ContentError(found)


def _not_chosen(report: Report) -> list[Finding]:
    evaluation = report.assessment.evaluation
    chosen = {
        (waiver.fact, waiver.value)
        for waiver in evaluation.waivers
        if waiver.code in STATED_CODES and waiver.print is not None
    }
    return [
        NOT_CHOSEN.at(
            figure.stated.where, fact=figure.id, stated=figure.stated.text, computed=figure.computed_text
        ).of_report(report.id)
        for figure in report.assessment.figures.values()
        if figure.stated is not None and (figure.id, figure.stated.text) not in chosen
    ]
