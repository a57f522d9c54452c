"""Which reports have to be built, and why: those of which something that was read or made is not as it was noted."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from reportgen.base.messages import Message
from reportgen.batch import reasons
from reportgen.batch.basis import Bases, Reader
from reportgen.batch.sight import digest, looks, noted
from reportgen.batch.state import Record, State
from reportgen.document.narrative import SECTION_FILES
from reportgen.load.evaluation import FILE_NAME
from reportgen.load.families import family_of, related_to, year_before
from reportgen.load.workspace import Workspace

OWN_FILES = (FILE_NAME, *SECTION_FILES.values())
"""The files that a report is read from, there or not; pictures come beside them."""
PARTS = "parts of "
"""How the names of the facts begin that hold the parts of a basis."""


class Step(NamedTuple):
    """One report of a plan: why it is built, or nothing where it is as it should be."""

    report: str
    why: tuple[Message, ...]


class Planner:
    """Compares reports with what the state knows of them.

    `folders` are all reports of the workspace with the names in their folders, `known` these reports, sorted; `began`
    is when the build began by the clock of the file system.
    """

    def __init__(
        self,
        workspace: Workspace,
        state: State,
        bases: Bases,
        folders: Mapping[str, frozenset[str]],
        known: Sequence[str],
        began: int,
    ) -> None:
        self._workspace, self._state, self._bases, self._began = workspace, state, bases, began
        self._folders = folders
        self._content, self._build = f"{workspace.content}/", f"{workspace.build}/"
        self._sorted = known
        self._reasons: dict[str, tuple[Message, ...]] = {}
        self.refreshed: list[Record] = []

    def step(self, report: str, known: Record | None, formats: tuple[str, ...]) -> Step:
        """Whether `report` has to be built in `formats`, and why."""
        if known is None or not known.basis:
            why = reasons.NOT_FINISHED if known is not None and not known.basis else reasons.NEW
            return Step(report, self._shared((why,)))
        related = self.related(report, known.kind)
        basis = self._bases.of(formats, self._readers(report, known.profiles))
        inputs, outputs = f"{self._content}{report}/", f"{self._build}{report}/"
        if (
            basis == known.basis
            and related == known.related
            and not self._state.was_cut_off
            and looks(inputs, self._places(known)) == known.input_looks
            and looks(outputs, lines(known.outputs)) == known.output_looks
        ):
            return Step(report, ())
        return Step(report, self._shared(self._why(known, basis, related)))

    def _shared(self, why: tuple[Message, ...]) -> tuple[Message, ...]:
        """One object for all reports that are built for the same reasons."""
        return self._reasons.setdefault(repr(why), why)

    def related(self, report: str, kind: str) -> str:
        """What else decides how a report is read: the reports it is compared with, and stray files beside it.

        `kind` is that of its form.
        """
        family = family_of(report, kind, self._is_report)
        others = related_to(report, self._folders, family, self._members(family))
        strays = _strays(self._folders[report])
        return "\n".join([*(f"/{other}" for other in others), *strays]) if others or strays else ""

    def around(self, reports: Iterable[str]) -> Iterator[str]:
        """All that `reports` may be compared with, whatever kind of form each of them is."""
        families, found = set(), []
        for report in reports:
            families.add(family_of(report, "project", self._is_report))
            found.append(year_before(report))
        found += [member for family in families for member in self._members(family)]
        return (one for one in found if one in self._folders)

    def _is_report(self, id: str) -> bool:
        return FILE_NAME in self._folders.get(id, ())

    def _members(self, family: str) -> Sequence[str]:
        """The reports of a family: that of its own folder, and those below it, which come one after another."""
        first = bisect_left(self._sorted, f"{family}/")
        if first == len(self._sorted) or not self._sorted[first].startswith(f"{family}/"):
            return (family,)
        return [family, *self._sorted[first : bisect_left(self._sorted, f"{family}0")]]  # 0 comes after the slash

    def _readers(self, report: str, profiles: str) -> tuple[Reader, ...]:
        return readers(self._workspace, report, profiles)

    def _places(self, known: Record) -> Sequence[str]:
        return places(known.report, known.inputs)

    def _why(self, known: Record, basis: str, related: str) -> tuple[Message, ...]:
        """The reasons, after a look into the files; where there is none, how the files look is noted anew."""
        inputs, outputs = f"{self._content}{known.report}/", f"{self._build}{known.report}/"
        found: list[Message] = []
        if basis != known.basis:
            before = json.loads(self._state.fact(PARTS + known.basis) or "{}")
            found += reasons.of_parts(before, self._bases.parts(basis)) if before else [reasons.NEW]
        if related != known.related:
            before_related, now_related = set(known.related.splitlines()), set(related.splitlines())
            strays = any(not name.startswith("/") for name in before_related ^ now_related)
            others = any(name.startswith("/") for name in before_related ^ now_related)
            found += [reasons.OTHER_STRAYS] * strays + [reasons.OTHER_RELATED] * others
        input_looks = noted(inputs, self._places(known), self._began)
        now = [digest(inputs + name) for name in self._places(known)]
        found += reasons.of_inputs(lines(known.inputs), lines(known.input_digests), now)
        output_looks = noted(outputs, lines(known.outputs), self._began, settled=True)
        made = [digest(outputs + name) for name in lines(known.outputs)]
        cut_off = self._state.was_cut_off
        found += reasons.of_outputs(lines(known.outputs), lines(known.output_digests), made, cut_off=cut_off)
        if not found:
            self.refreshed.append(known._replace(input_looks=input_looks, output_looks=output_looks))
        return tuple(found)

    def keep_parts(self, used: set[str]) -> None:
        """Keeps the parts of the bases that were `used`, so that a later build can say what changed of them."""
        facts = {PARTS + basis: json.dumps(dict(self._bases.parts(basis)), ensure_ascii=False) for basis in used}
        self._state.keep_facts({name: text for name, text in facts.items() if self._state.fact(name) != text})


@lru_cache(maxsize=4096)
def _strays(names: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(name for name in names if name.endswith(".md") and name not in OWN_FILES))


def readers(workspace: Workspace, report: str, profiles: str) -> tuple[Reader, ...]:
    """How a report and those it is compared with are read, by the `profiles` that a Record tells."""
    return _readers(tuple((workspace.layers_of(id or report), ids) for id, ids in _profiles(profiles)))


@lru_cache(maxsize=4096)
def _profiles(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((id, ids) for id, _, ids in (line.partition("\t") for line in text.split("\n")))


@lru_cache(maxsize=4096)
def _readers(read: tuple[tuple[tuple[str, ...], str], ...]) -> tuple[Reader, ...]:
    return tuple(dict.fromkeys(Reader(layers, tuple(ids.split())) for layers, ids in read))


@lru_cache(maxsize=4096)
def lines(text: str) -> tuple[str, ...]:
    """The lines of a text of a Record."""
    return tuple(text.split("\n")) if text else ()


def places(report: str, names: str) -> Sequence[str]:
    """The inputs of a Record as paths below the folder of `report`."""
    if "/" not in names:
        return lines(names)
    up = "/".join([".."] * (report.count("/") + 1))
    return [f"{up}{name}" if name.startswith("/") else name for name in lines(names)]


def is_all_read(record: Record) -> bool:
    """Whether all that a report is compared with was read for it."""
    read = {id for id, _ in _profiles(record.profiles)}
    return all(name[1:] in read for name in lines(record.related) if name.startswith("/"))
