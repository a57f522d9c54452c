"""One overview of what was corrected in many reports for one reason, made of their ledgers and frozen facts alone."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from reportgen.base.files import write_files
from reportgen.document.notice import Changes, NoticeRow, Overview, OverviewReport, OverviewRow
from reportgen.load.workspace import Workspace
from reportgen.model.values import printed_day
from reportgen.release.canonical import canonical, digest
from reportgen.release.compare import compare
from reportgen.release.difference import Difference
from reportgen.release.freezing import frozen_name
from reportgen.release.ledger import Entry, versions_of
from reportgen.release.notice import OVERALL, WORDS, changes_of, notice_title
from reportgen.release.snapshot import Snapshot
from reportgen.release.store import PUBLIC, Store
from reportgen.render.notice import render_overview
from reportgen.render.official import safe_name

_NAME = "{words}一览-{day}-{mark}"
_MARK = 8
"""So many digits of a hash keep overviews of one day and other reasons apart."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """What corrections have in common that belong together: `date` is the day of approval as the ledger has it."""

    kind: str
    reason: str
    date: str


@dataclass(frozen=True, slots=True)
class _Corrected:
    entry: Entry
    store: Store
    old: Snapshot
    new: Snapshot

    @property
    def difference(self) -> Difference:
        return compare(self.old, self.new)


def write_overview(workspace: Workspace, folder: str, reports: Sequence[str], occasion: Occasion) -> tuple[Path, ...]:
    """Writes the overview as Word and page to the folder of `folder` below `build/`; none where no report has a part.

    The same ledgers give the same bytes, so that it can be made anew at any time.
    """
    found = [one for report in reports for one in _corrected(workspace, report, occasion)]
    if not found:
        return ()
    target = workspace.outputs_of(folder)
    overview = _overview(found, occasion, target)
    mark = digest(canonical([occasion.kind, occasion.reason]))[:_MARK]
    name = _NAME.format(words=WORDS[occasion.kind], day=occasion.date, mark=mark)
    made = render_overview(workspace.chain.find, overview)
    files = {target / f"{name}{ending}": data for ending, data in made.items()}
    write_files(files)
    return tuple(files)


def _corrected(workspace: Workspace, report: str, occasion: Occasion) -> Iterator[_Corrected]:
    store = Store.of(workspace, report)
    versions = list(versions_of(store.entries()))
    for before, entry in pairwise(versions):
        if Occasion(entry.kind, entry.reason or "", entry.date or "") == occasion:
            yield _Corrected(entry, store, store.snapshot(before.version), store.snapshot(entry.version))


def _overview(found: Sequence[_Corrected], occasion: Occasion, target: Path) -> Overview:
    words = WORDS[occasion.kind]
    changes = [changes_of(one.difference, one.old, one.new) for one in found]
    return Overview(
        language="zh-CN",
        title=f"{words}一览",
        kind=occasion.kind,
        reason=occasion.reason,
        date=printed_day(date.fromisoformat(occasion.date)),
        common=tuple(_common(changes)),
        reports=tuple(_report(one, number, target) for number, one in enumerate(found, start=1)),
        rows=tuple(
            OverviewRow(str(number), _who(one.new), row)
            for number, (one, own) in enumerate(zip(found, changes, strict=True), start=1)
            for row in _places(own)
        ),
    )


def _common(changes: Sequence[Changes]) -> Iterator[str]:
    """The places that every report corrected, in the order of the form."""
    places = [{_place(row): None for row in _places(own)} for own in changes]
    for place in places[0] if len(places) > 1 else ():
        if all(place in other for other in places):
            yield place


def _place(row: NoticeRow) -> str:
    return "、".join(part for part in (row.table, row.row, row.column) if part)


def _places(changes: Changes) -> Iterator[NoticeRow]:
    yield from changes.corrected
    yield from changes.passages
    for sentence in changes.arranged:
        yield NoticeRow("行的增删和调整", "", "", None, sentence)


def _report(one: _Corrected, number: int, target: Path) -> OverviewReport:
    title = safe_name(notice_title(one.entry.kind, frozen_name(one.new)))
    folder = one.store.folder / str(one.entry.version) / PUBLIC
    page = folder / f"{title}.html"
    return OverviewReport(
        number=str(number),
        name=_who(one.new),
        version=str(one.entry.version),
        code=one.entry.code or "",
        effect="".join(_effects(one.difference, one.new)),
        notice=title,
        address=Path(os.path.relpath(page, target)).as_posix(),
    )


def _who(new: Snapshot) -> str:
    """The department, and the project where the report is of one."""
    names = (new.facts.get(f"form.{name}") for name in ("department", "project"))
    return "　".join(fact.text for fact in names if fact is not None)


def _effects(difference: Difference, new: Snapshot) -> Iterator[str]:
    """What became of the total and the grade."""
    changed = {change.id: change for change in difference.facts}
    for id, what in OVERALL:
        if id in changed:
            yield f"{what}由{changed[id].old or '（空）'}变为{changed[id].new or '（空）'}。"
        elif id in new.facts:
            yield f"{what}不变（{new.facts[id].text}）。"
