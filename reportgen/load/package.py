"""Reads a package.yaml, and says which folders are packages and which reports each of them binds."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterable

from reportgen.base.errors import ContentError, ReportgenError
from reportgen.base.files import inside, read_bytes
from reportgen.base.finding import Fault, Severity
from reportgen.base.location import Location
from reportgen.base.messages import N_
from reportgen.document.package import PACKAGE_FILE, Declaration, Target
from reportgen.load.faults import unreadable
from reportgen.load.fields import ChoiceField, Faults, ListField, RecordField, TextField
from reportgen.load.nodes import parse_yaml
from reportgen.load.workspace import Workspace
from reportgen.model.values import Text

NO_PART = Fault(
    "PKG001",
    "unknown_part",
    Severity.ERROR,
    N_("there is no report {part} in this folder"),
    N_("did you mean {suggestion}?"),
)
EMPTY = Fault(
    "PKG002",
    "empty_package",
    Severity.ERROR,
    N_("this package has no report: there is none in its folder or below it"),
    N_("put it into a folder of reports, or delete it"),
)
NO_PLACE = Fault(
    "PKG003",
    "place_not_named",
    Severity.ERROR,
    N_("`into` must name a heading or a bookmark of the file, one of both"),
)

_YES, _NO = "yes", "no"
_SWITCH = ChoiceField((_YES, _NO, "true", "false"))


def _declaration(
    *,
    schema: str | None = None,
    title: str | None = None,
    parts: tuple[Text, ...] = (),
    contents: str | None = None,
    summary: str | None = None,
    into: Target | None = None,
) -> Declaration:
    del schema
    named = tuple((part.text.strip(), part.where) for part in parts)
    return Declaration(title, named, contents not in (_NO, "false"), summary not in (_NO, "false"), into)


PACKAGE = RecordField(
    _declaration,
    {
        "schema": ChoiceField(("1",)),
        "title": TextField(plain=True, filled=True),
        "parts": ListField(TextField(filled=True)),
        "contents": _SWITCH,
        "summary": _SWITCH,
        "into": RecordField(
            Target,
            {
                "file": TextField(plain=True, filled=True),
                "heading": TextField(plain=True, filled=True),
                "bookmark": TextField(plain=True, filled=True),
            },
            required=("file",),
        ),
    },
    required=("schema",),
    placed=False,
)


def find_packages(workspace: Workspace, reports: Collection[str], names: Callable[[str], Collection[str]]) -> list[str]:
    """The ids of all packages, sorted: folders of reports, or above them, that hold a package.yaml.

    `names` gives the names in the folder of a report, so that only the folders above are looked at on disk.
    """
    found = {report for report in reports if PACKAGE_FILE in names(report)}
    above = set(reports)
    while above := {folder.rpartition("/")[0] for folder in above if "/" in folder}:
        asked = (folder for folder in above if folder not in reports)
        found |= {folder for folder in asked if (workspace.content / folder / PACKAGE_FILE).is_file()}
    return sorted(found)


def read_declaration(workspace: Workspace, package: str) -> tuple[Declaration, bytes]:
    """What the package.yaml of a folder says, and its bytes. Raises ContentError with every fault of it."""
    file, noted = f"content/{package}/{PACKAGE_FILE}", Faults()
    try:
        data = read_bytes(workspace.folder_of(package) / PACKAGE_FILE, links=False)
    except ContentError:
        raise
    except ReportgenError as error:
        raise ContentError([unreadable(Location.of_file(file), error)]) from error
    made = PACKAGE.read(parse_yaml(data, file, noted.findings), file, noted)
    if isinstance(made, Declaration) and made.into and (made.into.heading is None) == (made.into.bookmark is None):
        noted.add(NO_PLACE, made.into.where)
    if noted.findings:
        raise ContentError(noted.findings)
    assert isinstance(made, Declaration)
    return made, data


def read_target(workspace: Workspace, package: str, target: Target) -> bytes:
    """The bureau's own file, which lies in the folder of the package or below it; it is never changed.

    Raises ContentError where it cannot be read.
    """
    folder = workspace.folder_of(package)
    try:
        return read_bytes(inside(folder, folder / target.file), links=False)
    except ReportgenError as error:
        raise ContentError([unreadable(target.where, error, target.file)]) from error


def parts_of(package: str, declaration: Declaration, known: Iterable[str]) -> list[str]:
    """The reports that a package binds, in order, of those `known`.

    Without `parts`, the report of the folder itself and then all below it that are evaluations, by their paths. `*`
    stands for characters of one folder's name. Raises ContentError where a part is no report, or none is left.
    """
    inner = {_inner(package, report): report for report in sorted(known) if f"{report}/".startswith(f"{package}/")}
    noted, found = Faults(), []
    file = Location.of_file(f"content/{package}/{PACKAGE_FILE}")
    for name, where in declaration.parts:
        fitting = [path for path in inner if _fits(name, path)]
        if not fitting:
            near = difflib.get_close_matches(name, inner, n=1, cutoff=0) or ["?"]
            noted.add(NO_PART, where, part=name, suggestion=near[0])
        found += fitting
    if not declaration.parts:
        found = [path for path in inner if path.rpartition("/")[2] not in _NOT_OF_ITSELF]
    if not found and not noted.findings:
        noted.add(EMPTY, file)
    if noted.findings:
        raise ContentError(noted.findings)
    return [inner[path] for path in dict.fromkeys(found)]


_NOT_OF_ITSELF = frozenset({"targets", "monitoring"})
"""The earlier forms of a year, which are bound only where they are named."""


def _inner(package: str, report: str) -> str:
    return report.removeprefix(package).lstrip("/") or "."


def _fits(name: str, path: str) -> bool:
    pattern = name.replace("\\", "/").removeprefix("./").strip("/") or "."
    return re.fullmatch("[^/]*".join(map(re.escape, pattern.split("*"))), path) is not None
