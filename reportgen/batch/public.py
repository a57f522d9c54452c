"""What may be published, under its official name: a folder for each department, and one archive of it."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from reportgen.base.errors import UsageError
from reportgen.base.files import read_bytes, write_files
from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.location import Location
from reportgen.base.messages import N_
from reportgen.batch.outcome import Outcome, unpacked
from reportgen.document.disclosure import INTERNAL
from reportgen.document.listing import IndexEntry
from reportgen.load.workspace import Workspace
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

PARTS = {
    "funds.csv": "资金",
    "indicators.csv": "指标",
    "goals.csv": "目标",
    "dictionary.csv": "数据字典",
    "paste.html": "粘贴用",
}
"""What the name of a file says besides the report's, where the report has several of its kind."""
LONGEST = 180
"""So many bytes of a name, without its ending; file systems take 255."""
MOST_NAMED = 5
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_HREF = re.compile(rb'(?<=\bhref=")[\w.-]+(?=")')


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


def write_public(workspace: Workspace, outcomes: Iterable[Outcome], folder: Path) -> Public:
    """Writes the public files of what was built below `folder`, all of a department together or none of them.

    Reports whose names would be the same are left out and told. What else lies there is told and left alone.
    """
    done = Public()
    by_name: dict[str, list[tuple[str, Outcome]]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.entry is not None:
            name = official_name(unpacked(outcome.entry))
            by_name[_folded(name)].append((name, outcome))
    departments: dict[str, dict[str, Outcome]] = defaultdict(dict)
    for same in by_name.values():
        name, outcome = same[0]
        if len(same) > 1:
            reports = "、".join(sorted(one.report for _, one in same))
            done.findings.append(SAME_NAME.at(Location.of_file(folder.as_posix()), reports=reports, name=name))
        elif outcome.entry is not None:
            departments[safe_name(unpacked(outcome.entry).department)][name] = outcome
    for department, own in sorted(departments.items()):
        _write_department(workspace, folder, department, own, done)
    return done


def _write_department(
    workspace: Workspace, folder: Path, department: str, reports: Mapping[str, Outcome], done: Public
) -> None:
    files: dict[str, bytes] = {}
    for name, outcome in sorted(reports.items()):
        files |= _public_files(workspace, name, outcome)
    archive = f"{department}.zip"
    written = {f"{department}/{name}": data for name, data in files.items()}
    write_files({folder / name: data for name, data in {**written, archive: pack(files)}.items()})
    done.files += [*written, archive]
    others = sorted(entry.name for entry in (folder / department).iterdir() if entry.name not in files)
    if others:
        named = "、".join(others[:MOST_NAMED]) + ("…" if len(others) > MOST_NAMED else "")
        place = Location.of_file((folder / department).as_posix())
        done.findings.append(LEFT_OVER.at(place, count=len(others), names=named))


def _public_files(workspace: Workspace, name: str, outcome: Outcome) -> Iterator[tuple[str, bytes]]:
    names = {file: public_name(name, file) for file in outcome.files if file != INTERNAL}
    for file, new in names.items():
        data = read_bytes(workspace.build / outcome.report / file)
        yield new, _linked(data, names) if file.endswith(".html") else data


def _linked(page: bytes, names: Mapping[str, str]) -> bytes:
    """A page whose links to the other files of its report lead to them under their new names."""
    addresses = {old.encode(): quote(new).encode() for old, new in names.items()}
    return _HREF.sub(lambda match: addresses.get(match[0], match[0]), page)


def official_name(entry: IndexEntry) -> str:
    """What a report is called in public: department, year, project if it is one, and title."""
    about = f"{entry.department}{entry.year}年度"
    if entry.project:
        return safe_name(f"{about}{entry.project}", LONGEST - len(entry.title.encode())) + safe_name(entry.title)
    return safe_name(about + entry.title)


def public_name(official: str, file: str) -> str:
    """The public name of a file of a report."""
    path = PurePosixPath(file)
    if path.stem == "report":
        return official + path.suffix
    return f"{official}（{PARTS.get(file, path.stem)}）{path.suffix}"


def safe_name(text: str, longest: int = LONGEST) -> str:
    """`text` as the name of a file on every system: no sign that one of them refuses, no more than `longest` bytes."""
    name = _UNSAFE.sub("_", unicodedata.normalize("NFC", text)).strip(" .")
    while len(name.encode()) > longest:
        name = name[:-1]
    return name.rstrip(" .") or "_"


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())
