"""Which packages are put out for publication: those of which every report is, under titles of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from reportgen.base.files import read_bytes
from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.location import Location
from reportgen.base.messages import N_
from reportgen.batch.outcome import Outcome
from reportgen.document.listing import PackageEntry
from reportgen.document.package import INSERTED
from reportgen.load.workspace import Workspace
from reportgen.render.official import folded, safe_name

LEFT_OUT = Fault(
    "PUB006",
    "package_left_out",
    Severity.WARNING,
    N_("the package {package} is left out: of its reports these are not put out here: {reports}"),
    N_("build with all its reports, or take them out of its package.yaml"),
)
SAME_TITLE = Fault(
    "PUB007",
    "same_package_title",
    Severity.ERROR,
    N_("the package {package} is left out: another file here would be called {name} too"),
    N_("give it another `title` in its package.yaml"),
)
SEVERAL = ""
"""The folder of a package that binds reports of several departments: that of all of them."""
_INSERTED = "（插入决算公开）"


@dataclass(frozen=True, slots=True)
class PublicPackage:
    """A package, what it is called in public, and the folder of its department below that of all."""

    outcome: Outcome
    name: str
    folder: str

    def files(self, workspace: Workspace) -> Iterator[tuple[str, bytes]]:
        """Its files by their public names."""
        for file in self.outcome.files:
            name = f"{self.name}{_INSERTED if file == INSERTED else ''}{PurePosixPath(file).suffix}"
            yield name, read_bytes(workspace.build / self.outcome.report / file)


def public_packages(
    outcomes: Iterable[Outcome],
    entries: Mapping[str, PackageEntry],
    departments: Mapping[str, Collection[tuple[str, str]]],
    folder: Path,
) -> tuple[list[PublicPackage], list[Finding]]:
    """The packages that are put out below `folder`, and why others are not.

    `entries` are what the list says of packages; `departments` the public name of each report that is put out, and the
    report, by the folder of its department. A package that failed has been told of.
    """
    place = Location.of_file(folder.as_posix())
    folder_of = {report: own for own, reports in departments.items() for _, report in reports}
    taken = {(own, folded(name)) for own, reports in departments.items() for name, _ in reports}
    found: list[Finding] = []
    by_name: dict[tuple[str, str], list[PublicPackage]] = defaultdict(list)
    for outcome in outcomes:
        entry = entries.get(outcome.report)
        if outcome.failed or entry is None:
            continue
        missing = [report for report in entry.reports if report not in folder_of]
        if missing:
            found.append(LEFT_OUT.at(place, package=outcome.report, reports="、".join(missing)))
            continue
        own = {folder_of[report] for report in entry.reports}
        one = PublicPackage(outcome, safe_name(entry.title), own.pop() if len(own) == 1 else SEVERAL)
        by_name[one.folder, folded(one.name)].append(one)
    clear = [same[0] for key, same in by_name.items() if len(same) == 1 and key not in taken]
    clashing = [one for same in by_name.values() for one in same if one not in clear]
    found += [SAME_TITLE.at(place, package=one.outcome.report, name=one.name) for one in clashing]
    return clear, found
