"""Makes the files of a version and freezes them: as a whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from reportgen.base.errors import ContentError
from reportgen.base.finding import Finding
from reportgen.document.disclosure import INTERNAL, Correction, Disclosure
from reportgen.document.notice import Review
from reportgen.document.signoff import STEPS, Signoff
from reportgen.load.report import Report
from reportgen.load.workspace import Workspace
from reportgen.model.values import printed_day
from reportgen.pipeline import Pipeline
from reportgen.release import tracking
from reportgen.release.canonical import check_code, readable
from reportgen.release.compare import compare
from reportgen.release.ledger import Entry, head_of
from reportgen.release.notice import Published, notice_of
from reportgen.release.profiles import profile_yaml
from reportgen.release.snapshot import Snapshot
from reportgen.release.store import FACTS, INPUTS, PROFILE, PUBLIC, Store
from reportgen.release.store import INTERNAL as INTERNAL_FOLDER
from reportgen.render.notice import render_notice, render_review
from reportgen.render.official import linked, official_name, public_name, safe_name

REVIEW = "保密审查单.docx"
SIGNOFF = "signoff.json"
WORD = "report.docx"


@dataclass(frozen=True, slots=True)
class Done:
    """A version that is published: the line of the ledger and the public files; `is_new` if it was now.

    `tracked` is the file of the tracked changes in the version, where they were asked for. `warnings` are those that
    checks still gave and nobody waived.
    """

    entry: Entry
    folder: Path
    files: tuple[str, ...] = ()
    is_new: bool = True
    tracked: str | None = None
    warnings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A report as it would be published now: `findings` forbid it, `others` are reports to be compared with it.

    `warnings` are other findings that nobody waived.
    """

    report: Report
    snapshot: Snapshot
    disclosure: Disclosure
    findings: tuple[Finding, ...]
    others: tuple[str, ...]
    warnings: tuple[Finding, ...] = ()


def official_name_of(disclosure: Disclosure) -> str:
    """The official name of a report."""
    form = disclosure.form
    project = None if form.project is None else form.project.text
    return official_name(form.department.text, form.year.text, project, form.title)


def frozen_name(snapshot: Snapshot) -> str:
    """The official name of a report when its facts were frozen."""
    department, year, project = (snapshot.facts.get(f"form.{name}") for name in ("department", "year", "project"))
    assert department is not None
    assert year is not None
    title = snapshot.labels.get("title", "")
    return official_name(department.text, year.text, None if project is None else project.text, title)


def freeze(
    workspace: Workspace,
    store: Store,
    prepared: Prepared,
    entry: Entry,
    signed: Signoff,
    *,
    blackline: bool = False,
) -> Done:
    """Builds, reads back and freezes the version that `entry` tells of; with `blackline`, tracked changes too.

    Raises ContentError where a file is wrong, UsageError where the changes cannot be tracked; then nothing is frozen.
    """
    snapshot = replace(prepared.snapshot, version=entry.version)
    facts = snapshot.as_bytes()
    before = store.latest()
    entry = replace(
        entry,
        code=check_code(facts),
        by=signed.approved.name,
        date=signed.approved.date.isoformat(),
        address=signed.address,
        number=signed.number,
    )
    correction = None if before is None else _banner(entry, signed, before)
    public = _public(workspace, prepared, entry, correction)
    name = official_name_of(prepared.disclosure)
    if before is not None:
        public |= _notice(workspace, store, before, snapshot, entry, signed, prepared, tuple(public))
    files = {
        FACTS: facts,
        PROFILE: profile_yaml(prepared.report.assessment.evaluation.profile),
        **{f"{INPUTS}/{file}": data for file, data in prepared.report.inputs.items()},
        **{f"{PUBLIC}/{file}": data for file, data in public.items()},
        **_internal(workspace, name, entry, signed, prepared, tuple(public)),
    }
    changes = f"{INTERNAL_FOLDER}/{tracking.FILE}" if before is not None and blackline else None
    if before is not None and changes is not None:
        files[changes] = _tracked(store, before, public, name, signed)
    done = store.freeze(entry, files)
    folder = store.folder / str(entry.version)
    return Done(done, folder, tuple(sorted(public)), tracked=changes, warnings=prepared.warnings)


def _banner(entry: Entry, signed: Signoff, before: Entry) -> Correction:
    return Correction(entry.kind, signed.approved.day, entry.reason or "", str(before.version))


def _public(workspace: Workspace, prepared: Prepared, entry: Entry, correction: Correction | None) -> dict[str, bytes]:
    """The documents of the version under their official names. Raises ContentError where one is not read back."""

    def marked(disclosure: Disclosure) -> Disclosure:
        return replace(disclosure, version=str(entry.version), code=entry.code, correction=correction)

    built = Pipeline(workspace).build(prepared.report.id, prepared.report, marked)
    if built.differences:
        raise ContentError(built.differences)
    official = official_name_of(built.disclosure)
    names = {file: public_name(official, file) for file in built.files if file != INTERNAL}
    return {
        new: linked(built.files[file], names) if file.endswith(".html") else built.files[file]
        for file, new in names.items()
    }


def _notice(
    workspace: Workspace,
    store: Store,
    before: Entry,
    snapshot: Snapshot,
    entry: Entry,
    signed: Signoff,
    prepared: Prepared,
    files: Sequence[str],
) -> Mapping[str, bytes]:
    old = store.snapshot(before.version)
    contact = prepared.report.assessment.figures.get("form.contact")
    made = Published(
        name=official_name_of(prepared.disclosure),
        old_entry=before,
        old_day=printed_day(date.fromisoformat(before.date or "")),
        version=entry.version,
        code=entry.code or "",
        kind=entry.kind,
        reason=entry.reason or "",
        signoff=signed,
        contact=None if contact is None else contact.text,
        files=tuple(files),
        others=prepared.others,
        head=head_of(store.entries()),
    )
    notice = notice_of(compare(old, snapshot), old, snapshot, made)
    chain = workspace.chain_of(prepared.report.id)
    formats = workspace.formats_of(prepared.report.id) or Pipeline(workspace).formats_of(prepared.report.id)
    return {
        f"{safe_name(notice.title)}{ending}": data
        for ending, data in render_notice(chain.find, notice, formats).items()
    }


def _tracked(store: Store, before: Entry, public: Mapping[str, bytes], name: str, signed: Signoff) -> bytes:
    """The tracked changes from the version before, in the name of who prepared this one."""
    old = store.file(before.version, f"{PUBLIC}/{public_name(frozen_name(store.snapshot(before.version)), WORD)}")
    new = public.get(public_name(name, WORD))
    return tracking.tracked(store.report, old, new, signed.prepared.name, signed.prepared.date)


def _internal(
    workspace: Workspace, name: str, entry: Entry, signed: Signoff, prepared: Prepared, files: tuple[str, ...]
) -> dict[str, bytes]:
    """What is kept with the version and never published: who signed, and the form of the confidentiality review."""
    steps = {step: getattr(signed, step) for step in STEPS}
    written = {step: {"name": one.name, "date": one.date.isoformat()} for step, one in steps.items()}
    department = prepared.disclosure.form.department.text
    review = Review(name, department, str(entry.version), entry.code or "", entry.reason or "", files, steps)
    return {
        f"{INTERNAL_FOLDER}/{SIGNOFF}": readable({**written, "address": signed.address, "number": signed.number}),
        f"{INTERNAL_FOLDER}/{REVIEW}": render_review(workspace.chain_of(prepared.report.id).find, review),
    }
