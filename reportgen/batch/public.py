"""What may be published, under its official name: a folder for each department, and one archive of it."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.base.errors import UsageError
from reportgen.base.files import read_bytes, write_files
from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.location import Location
from reportgen.base.messages import N_
from reportgen.batch.outcome import Outcome
from reportgen.batch.public_packages import SEVERAL, PublicPackage, public_packages
from reportgen.document.disclosure import INTERNAL
from reportgen.document.listing import IndexEntry, PackageEntry
from reportgen.load.workspace import Workspace
from reportgen.render.official import folded, linked, official_name, public_name, safe_name
from reportgen.render.word.packing import pack

SAME_NAME = Fault(
    "PUB001",
    "same_official_name",
    Severity.ERROR,
    N_("{reports} would all be published as {name}; none of them is"),
    N_("one department, year and project has one report; correct the department or the year of the others"),
)
LEFT_OVER = Fault(
    "PUB002",
    "left_over_public_file",
    Severity.WARNING,
    N_("{count} files here are not of this build: {names}"),
    N_("delete them if they are of an earlier build, or publish into an empty folder"),
)
WITH_ERRORS = Fault(
    "PUB005",
    "errors_made_public",
    Severity.WARNING,
    N_("{count} reports here have errors that nobody waived: {reports}"),
    N_("correct them, or waive them with a reason, before anything is published; `publish` refuses such reports"),
)

MOST_NAMED = 5


@dataclass(slots=True)
class Public:
    """What was written below a folder: names relative to it, and what was found on the way."""

    files: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def refuse_folder(workspace: Workspace, folder: Path) -> None:
    """Raises UsageError for a folder that holds, or lies in, what the workspace itself is made of."""
    real = folder.resolve()
    for own in (workspace.build, workspace.content, workspace.root / "templates"):
        kept = own.resolve()
        if real == kept or kept in real.parents or real in kept.parents:
            raise UsageError(
                N_("{folder} is no place for public files: {own} is part of the workspace; name a folder of its own"),
                folder=folder,
                own=own.relative_to(workspace.root).as_posix(),
            )


@dataclass(frozen=True)
class PackagesBuilt:
    """What became of packages, and what the list says of them."""

    outcomes: Sequence[Outcome] = ()
    entries: Mapping[str, PackageEntry] = field(default_factory=dict)


def write_public(
    workspace: Workspace,
    outcomes: Iterable[Outcome],
    entries: Mapping[str, IndexEntry],
    folder: Path,
    packages: PackagesBuilt = PackagesBuilt(),
) -> Public:
    """Writes the public files of what was built below `folder`, all of a department together or none of them.

    `entries` are what the list says of reports. A package is put out where every report that it binds is: with its
    department, or beside the departments where it binds reports of several.

    Reports whose names would be the same are left out and told. What else lies there is told and left alone, and
    reports with errors that nobody waived are told: a build is for reading, and no version of a report.
    """
    done = Public()
    by_name: dict[str, list[tuple[str, Outcome]]] = defaultdict(list)
    for outcome in outcomes:
        if not outcome.failed and outcome.report in entries:
            name = _name_of(entries[outcome.report])
            by_name[folded(name)].append((name, outcome))
    departments: dict[str, dict[str, Outcome]] = defaultdict(dict)
    for same in by_name.values():
        name, outcome = same[0]
        if len(same) > 1:
            reports = "、".join(sorted(one.report for _, one in same))
            done.findings.append(SAME_NAME.at(Location.of_file(folder.as_posix()), reports=reports, name=name))
        else:
            departments[safe_name(entries[outcome.report].department)][name] = outcome
    named = {department: [(name, one.report) for name, one in own.items()] for department, own in departments.items()}
    bound, left_out = public_packages(packages.outcomes, packages.entries, named, folder)
    done.findings += left_out
    for department, own in sorted(departments.items()):
        _write_department(workspace, folder, own, [one for one in bound if one.folder == department], department, done)
    for one in (one for one in bound if one.folder == SEVERAL):
        files = dict(one.files(workspace))
        write_files({folder / name: data for name, data in files.items()})
        done.files += files
    done.findings += [*_with_errors(folder, departments.values()), *_left_over(folder, done.files)]
    return done


def _write_department(
    workspace: Workspace,
    folder: Path,
    reports: Mapping[str, Outcome],
    packages: Iterable[PublicPackage],
    department: str,
    done: Public,
) -> None:
    files: dict[str, bytes] = {}
    for name, outcome in sorted(reports.items()):
        files |= _public_files(workspace, name, outcome)
    for package in packages:
        files |= package.files(workspace)
    archive = f"{department}.zip"
    written = {f"{department}/{name}": data for name, data in files.items()}
    write_files({folder / name: data for name, data in {**written, archive: pack(files)}.items()})
    done.files += [*written, archive]


def _with_errors(folder: Path, departments: Iterable[Mapping[str, Outcome]]) -> Iterator[Finding]:
    reports = sorted(one.report for own in departments for one in own.values() if one.counts[Severity.ERROR.value])
    if reports:
        place = Location.of_file(folder.as_posix())
        yield WITH_ERRORS.at(place, count=len(reports), reports=_named(reports))


def _left_over(folder: Path, written: Iterable[str]) -> Iterator[Finding]:
    """What lies below `folder` and is not `written`, told once for each folder in it."""
    own = {unicodedata.normalize("NFC", name) for name in written}
    others: dict[Path, list[str]] = defaultdict(list)
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if not path.is_dir() and unicodedata.normalize("NFC", name.as_posix()) not in own:
            top = folder / name.parts[0] if len(name.parts) > 1 else folder
            others[top].append(path.relative_to(top).as_posix())
    for place, names in sorted(others.items()):
        yield LEFT_OVER.at(Location.of_file(place.as_posix()), count=len(names), names=_named(names))


def _named(names: Sequence[str]) -> str:
    return "、".join(names[:MOST_NAMED]) + ("…" if len(names) > MOST_NAMED else "")


def _public_files(workspace: Workspace, name: str, outcome: Outcome) -> Iterator[tuple[str, bytes]]:
    names = {file: public_name(name, file) for file in outcome.files if file != INTERNAL}
    for file, new in names.items():
        data = read_bytes(workspace.build / outcome.report / file)
        yield new, linked(data, names) if file.endswith(".html") else data


def _name_of(entry: IndexEntry) -> str:
    return official_name(entry.department, entry.year, entry.project, entry.title)
