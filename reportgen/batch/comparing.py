"""Two builds of a workspace compared file by file: which reports a change touched, and how their pages moved."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from itertools import zip_longest
from pathlib import Path

from reportgen.base.errors import UsageError
from reportgen.base.files import read_bytes
from reportgen.base.messages import N_, Message
from reportgen.base.words import Passage, passages
from reportgen.batch import reasons
from reportgen.batch.plan import PARTS, lines
from reportgen.batch.sight import NOTHING
from reportgen.batch.state import Record, known_in
from reportgen.document.builds import ADDED, CHANGED, REMOVED, BuildDifference, FileChange, PagePair, ReportChange
from reportgen.document.disclosure import INTERNAL
from reportgen.readback.deep import office, pictures
from reportgen.readback.shown import shown_by

MOST_PICTURED = 12
"""Of so many reports pages are drawn: a page that shows all of a province could not be opened."""
MOST_PAGES = 30
"""So many pages of each are drawn."""
_PDF, _WORD = "report.pdf", "report.docx"
_NO_PICTURES = Message(
    N_("no pictures and no numbers of pages: make extras in the folder of reportgen installs what draws pages")
)
_NO_OFFICE = Message(N_("no pages of Word files: LibreOffice, which breaks them into pages, is not installed"))
_NO_REASONS = Message(N_("one of the builds has no .state.sqlite, so that nobody knows why files were made anew"))
_FIRST = N_("pages are drawn of the first {count} reports of {all}; name reports to see others")
_OFFICE = Message(N_("the pages of Word files are those that LibreOffice breaks them into"))
_UNREAD = N_("{file} cannot be compared word by word: {reason}")


def compare_builds(old: Path, new: Path, asked: Collection[str], *, draw: bool) -> BuildDifference:
    """How the build in `new` differs from that in `old`, of the reports `asked` or below them, else of all.

    `draw` asks for pictures, and for the pages of Word files where no PDF changed. Neither folder is changed.
    Raises UsageError where one of them holds no build.
    """
    before, after = _reports(old), _reports(new)
    names = [name for name in sorted({*before, *after}) if not asked or _is_asked(name, asked)]
    if not names:
        raise UsageError(N_("no report of {names} is in {old} or {new}"), names=", ".join(asked), old=old, new=new)
    notes: list[Message] = []
    known = _Known(old, new)
    found = []
    for name in names:
        files = tuple(_files(old, new, name, before.get(name, ()), after.get(name, ()), notes))
        if files:
            change = CHANGED if name in before and name in after else ADDED if name in after else REMOVED
            found.append(ReportChange(name, change, tuple(known.why(name)) if change == CHANGED else (), files))
    if found and not known.tells:
        notes.append(_NO_REASONS)
    found = _with_pages(old, new, found, notes, draw=draw)
    return BuildDifference(
        old.as_posix(),
        f"{new.name}/",
        tuple(found),
        len(names) - len(found),
        tuple({repr(note): note for note in notes}.values()),
    )


def _reports(build: Path) -> Mapping[str, Collection[str]]:
    """The reports of a build with the names of their files."""
    found: dict[str, Collection[str]] = {}
    for folder, _, names in os.walk(build):
        if INTERNAL in names:
            report = os.path.relpath(folder, build).replace(os.sep, "/")
            found[report] = [name for name in names if not name.startswith(".")]
    if not found:
        raise UsageError(
            N_("{folder} holds no build; keep a copy of build/ before you change a template"), folder=build
        )
    return found


def _is_asked(report: str, asked: Collection[str]) -> bool:
    return any(report == name or report.startswith(f"{name}/") for name in asked)


class _Known:
    """What the states of both builds know."""

    def __init__(self, old: Path, new: Path) -> None:
        (self._before, self._old_facts), (self._after, self._new_facts) = known_in(old), known_in(new)
        self.tells = bool(self._before and self._after)

    def why(self, report: str) -> Iterator[Message]:
        """Why a report was made anew: in what it was made from, both builds differ."""
        if (old := self._before.get(report)) is None or (new := self._after.get(report)) is None:
            return
        parts = [json.loads(facts.get(PARTS + one.basis, "{}")) for facts, one in self._pairs(old, new)]
        if old.basis != new.basis and all(parts):
            yield from reasons.of_parts(*parts)
        if old.related != new.related:
            yield reasons.OTHER_RELATED
        before, after = _digests(old), _digests(new)
        names = list(dict.fromkeys([*before, *after]))
        yield from reasons.of_inputs(
            names, [before.get(name, NOTHING) for name in names], [after.get(name, NOTHING) for name in names]
        )

    def _pairs(self, old: Record, new: Record) -> tuple[tuple[Mapping[str, str], Record], ...]:
        return (self._old_facts, old), (self._new_facts, new)


def _digests(record: Record) -> Mapping[str, str]:
    return dict(zip(lines(record.inputs), lines(record.input_digests), strict=True))


def _files(
    old: Path, new: Path, report: str, before: Collection[str], after: Collection[str], notes: list[Message]
) -> Iterator[FileChange]:
    for name in sorted({*before, *after}):
        had, has = (_bytes(build / report / name) for build in (old, new))
        if had == has:
            continue
        change = ADDED if had is None else REMOVED if has is None else CHANGED
        yield FileChange(name, change, _words(name, had, has, notes))


def _words(name: str, had: bytes | None, has: bytes | None, notes: list[Message]) -> tuple[Passage, ...]:
    """The words in which two files differ, each change once; none of what is never published."""
    if had is None or has is None or name == INTERNAL:
        return ()
    try:
        old, new = shown_by(name, had), shown_by(name, has)
    except (ValueError, ImportError) as error:
        notes.append(Message(_UNREAD, {"file": name, "reason": str(error)}))
        return ()
    return tuple(dict.fromkeys(passages(old, new))) if old is not None and new is not None else ()


def _bytes(file: Path) -> bytes | None:
    try:
        return read_bytes(file, limit=file.stat().st_size, links=False)
    except (OSError, UsageError):
        return None


def _with_pages(
    old: Path, new: Path, changed: list[ReportChange], notes: list[Message], *, draw: bool
) -> list[ReportChange]:
    """The reports with numbers of pages, and pictures of the first of them."""
    paged = [one.report for one in changed if any(file.name in (_PDF, _WORD) for file in one.files)]
    if not paged:
        return changed
    if not pictures.can_draw():
        notes.append(_NO_PICTURES)
        return changed
    drawn = set(paged[:MOST_PICTURED]) if draw else set()
    if draw and len(paged) > MOST_PICTURED:
        notes.append(Message(_FIRST, {"count": MOST_PICTURED, "all": len(paged)}))
    printed = _Printed(old, new, [one for one in changed if one.report in drawn])
    notes += printed.notes
    looked_at = set(paged)
    return [_paged(one, printed, draw=one.report in drawn) if one.report in looked_at else one for one in changed]


class _Printed:
    """The PDF of reports in both builds; of `reports` that changed in Word alone, what LibreOffice makes of that."""

    def __init__(self, old: Path, new: Path, reports: list[ReportChange]) -> None:
        self._builds = (old, new)
        self.notes: list[Message] = []
        without = [one.report for one in reports if self.name_of(one) == _WORD]
        words = {f"{build}\t{name}": _bytes(build / name / _WORD) for name in without for build in self._builds}
        there = {key: data for key, data in words.items() if data is not None}
        self._made = office.as_prints(there) if there else {}
        if there:
            self.notes.append(_OFFICE if office.office() else _NO_OFFICE)

    def name_of(self, report: ReportChange) -> str:
        """The file whose pages are looked at."""
        return _PDF if any(file.name == _PDF for file in report.files) else _WORD

    def of(self, report: str, name: str) -> tuple[bytes | None, bytes | None]:
        """The PDF of the file before and after."""
        if name == _PDF:
            return _bytes(self._builds[0] / report / _PDF), _bytes(self._builds[1] / report / _PDF)
        before, after = (self._made.get(f"{build}\t{report}") for build in self._builds)
        return before, after


def _paged(report: ReportChange, printed: _Printed, *, draw: bool) -> ReportChange:
    name = printed.name_of(report)
    old, new = printed.of(report.report, name)
    with suppress(ValueError):
        counts = [None if data is None else pictures.number_of_pages(data) for data in (old, new)]
        drawn = [pictures.pages_of(data, MOST_PAGES) if data is not None and draw else [] for data in (old, new)]
        pairs = tuple(
            PagePair(number, before, after)
            for number, (before, after) in enumerate(zip_longest(*drawn), start=1)
            if before != after
        )
        files = tuple(
            FileChange(file.name, file.change, file.passages, counts[0], counts[1], pairs)
            if file.name == name
            else file
            for file in report.files
        )
        return ReportChange(report.report, report.change, report.why, files)
    return report
