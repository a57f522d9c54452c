"""Builds the packages of a workspace of which something that they bind is other than it was noted, after their reports.

What is known of packages is kept under names of their own in the state, beside that of reports.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from reportgen.base.errors import ContentError, ReportgenError, TemplateError
from reportgen.base.files import write_files
from reportgen.base.messages import N_, Message, tr
from reportgen.batch import reasons
from reportgen.batch.basis import LAYER, PROGRAM
from reportgen.batch.index import NOT_LISTED, line_of_package
from reportgen.batch.leftovers import Leftovers
from reportgen.batch.outcome import Outcome, counts_of, failure
from reportgen.batch.sight import digest, digest_of, looks, noted
from reportgen.batch.state import Record, State
from reportgen.document.package import FORMATS, PACKAGE_FILE, Declaration, Package
from reportgen.load.layers import MORE_STYLE, PACKAGES, STYLE
from reportgen.load.package import find_packages, parts_of, read_declaration
from reportgen.load.workspace import Workspace

if TYPE_CHECKING:
    from reportgen.packaging import BuiltPackage

_LIST, _ONE = "packages", "package "
_TARGET, _OFFICE, _FORMATS, _REPORT = "into:", "office", "formats", "report:"
_UNSURE = "-"
"""What stands for a report of which nobody knows what it would be built from now."""
OFFICE_CHANGED = Message(N_("LibreOffice or the fonts of this machine changed"))


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a package: the digests of all that it was made of, and of its files; how these look.

    `line` is its line of the list; one that could not be built has none.
    """

    parts: Mapping[str, str] = field(default_factory=dict)
    outputs: Mapping[str, str] = field(default_factory=dict)
    looks: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    line: str = NOT_LISTED

    def packed(self) -> str:
        """As text for the state."""
        held = [dict(self.parts), dict(self.outputs), self.looks, dict(self.counts), self.line]
        return json.dumps(held, ensure_ascii=False)

    @classmethod
    def unpacked(cls, text: str | None) -> Known | None:
        """What `packed` made; None for nothing."""
        return None if text is None else cls(*json.loads(text))


@dataclass(frozen=True, slots=True)
class _Stale:
    id: str
    parts: Mapping[str, str]
    why: tuple[Message, ...]


class Packages:
    """The packages of one workspace in one build; `began` is when that began, `program` tells one program from another.

    `folders` are all reports with the names in their folders, `formats` those asked for by name, and `formats_of` says
    which a folder is built in.
    """

    def __init__(
        self,
        workspace: Workspace,
        state: State,
        folders: Mapping[str, frozenset[str]],
        began: int,
        program: str,
        formats: tuple[str, ...],
        formats_of: Callable[[str], tuple[str, ...]],
    ) -> None:
        self._workspace, self._state, self._folders = workspace, state, folders
        self._began, self._program, self._formats, self._of = began, program, formats, formats_of

    def build(self, reports: Sequence[str], leftovers: Leftovers) -> list[Outcome]:
        """Builds what changed of the packages that bind one of `reports`; files of former packages are removed."""
        there = find_packages(self._workspace, self._folders, self._folders.__getitem__)
        self._forget(there, leftovers)
        if not there:
            return []
        outcomes: list[Outcome] = []
        stale: list[_Stale] = []
        asked = set(reports)
        for package in there:
            try:
                found = self._step(package, asked)
            except ReportgenError as error:
                outcomes.append(self._failed(package, error))
                continue
            if isinstance(found, Outcome):
                outcomes.append(found)
            elif found is not None:
                stale.append(found)
        outcomes += self._built(stale, leftovers)
        return sorted(outcomes, key=lambda outcome: outcome.report)

    def lines(self) -> Iterator[tuple[str, str | None]]:
        """Every package there is, in order, with its line of the list; None for one that nothing is known of."""
        for package in json.loads(self._state.fact(_LIST) or "[]"):
            known = self._known(package)
            yield package, None if known is None else known.line

    def _forget(self, there: Sequence[str], leftovers: Leftovers) -> None:
        """Removes the files of packages that are no more."""
        text = self._state.fact(_LIST)
        for package in json.loads(text) if text else []:
            known = self._known(package)
            if package not in there and known is not None and self._workspace.content.is_dir():
                leftovers.of_report(package, known.outputs)
        if text or there:
            self._state.keep_facts({_LIST: json.dumps(list(there), ensure_ascii=False)})

    def _known(self, package: str) -> Known | None:
        return Known.unpacked(self._state.fact(_ONE + package))

    def _step(self, package: str, asked: AbstractSet[str]) -> Outcome | _Stale | None:
        """What became of a package that is as it should be, or why it must be built; None where nobody asked for it."""
        declaration, data = read_declaration(self._workspace, package)
        bound = parts_of(package, declaration, sorted(self._folders))
        if asked.isdisjoint(bound):
            return None
        records = [record for _, record in self._state.records(bound) if record is not None]
        if len(records) < len(bound):
            return None
        parts = dict(self._parts(package, declaration, data, records))
        known = self._known(package)
        why = self._why(package, known, parts)
        if not why and known is not None:
            return Outcome(package, tuple(known.outputs), known.counts, why=(reasons.UNCHANGED,), unchanged=True)
        return _Stale(package, parts, why)

    def _parts(
        self, package: str, declaration: Declaration, data: bytes, bound: Sequence[Record]
    ) -> Iterator[tuple[str, str]]:
        """The digests of all that a package is made of, by name."""
        yield PROGRAM, self._program
        yield _FORMATS, ",".join(self._formats_of(package))
        yield PACKAGE_FILE, digest_of(data)
        if declaration.into is not None:
            name = declaration.into.file
            yield f"{_TARGET}{name}", digest(self._workspace.folder_of(package) / name)
        if declaration.contents and "docx" in self._formats_of(package):
            yield _OFFICE, self._office
        chain = self._workspace.chain_of(package)
        for layer in reversed(chain.layers):
            for name in (*PACKAGES, STYLE, MORE_STYLE):
                if name in layer.files:
                    yield f"{LAYER}{layer.name}/{name}", digest(layer.files[name])
        for place, record in enumerate(bound, start=1):
            yield f"{_REPORT}{record.report}", f"{place} {_content_of(record)}" if record.basis else _UNSURE

    @cached_property
    def _office(self) -> str:
        """What decides how Word files are laid out here: the program that does it, and the fonts."""
        from reportgen.readback.deep.office import COMMANDS
        from reportgen.render.pdf.surroundings import fonts_on_disk

        found = next((path for name in COMMANDS if (path := shutil.which(name))), None)
        if found is None:
            return "none"
        seen = os.stat(os.path.realpath(found))  # noqa: PTH116
        return f"{seen.st_size} {seen.st_mtime_ns} {fonts_on_disk()}"

    def _formats_of(self, package: str) -> tuple[str, ...]:
        return tuple(name for name in self._of(package) if name in FORMATS)

    def _why(self, package: str, known: Known | None, parts: Mapping[str, str]) -> tuple[Message, ...]:
        if known is None:
            return (reasons.NEW,)
        if not known.parts or _UNSURE in parts.values():
            return (reasons.NOT_FINISHED,)
        changed = [name for name in {**known.parts, **parts} if known.parts.get(name) != parts.get(name)]
        found = [_reason(name, name in known.parts, name in parts) for name in changed]
        folder = f"{self._workspace.build}/{package}/"
        if self._state.was_cut_off or looks(folder, known.outputs).hex() != known.looks:
            now = [digest(folder + name) for name in known.outputs]
            cut_off = self._state.was_cut_off
            found += reasons.of_outputs(tuple(known.outputs), tuple(known.outputs.values()), now, cut_off=cut_off)
        return tuple(found)

    def _built(self, stale: Sequence[_Stale], leftovers: Leftovers) -> Iterator[Outcome]:
        if not stale:
            return
        from reportgen.packaging import AT_ONCE, Packager
        from reportgen.pipeline import Pipeline

        packager = Packager(Pipeline(self._workspace, self._formats), sorted(self._folders))
        for first in range(0, len(stale), AT_ONCE):
            some = []
            for step in stale[first : first + AT_ONCE]:
                try:
                    some.append((step, packager.draft(step.id)))
                except Exception as error:
                    yield self._failed(step.id, error, step.why)
            packager.lay_out([draft for _, draft in some])
            for step, draft in some:
                try:
                    built = packager.build(draft)
                    if built.differences:
                        raise ContentError(built.differences)
                    yield self._written(step, draft.ingredients.package, built, leftovers)
                except Exception as error:
                    yield self._failed(step.id, error, step.why)

    def _written(self, step: _Stale, package: Package, built: BuiltPackage, leftovers: Leftovers) -> Outcome:
        folder, before = self._workspace.outputs_of(step.id), self._known(step.id)
        files, counts = built.files, counts_of(built.notices)
        write_files({folder / name: data for name, data in files.items()}, settled=True)
        outputs = {name: digest_of(data) for name, data in files.items()}
        if before is not None and not self._formats:
            leftovers.of_report(step.id, {name: one for name, one in before.outputs.items() if name not in outputs})
        seen = noted(f"{folder}/", outputs, self._began, settled=True).hex()
        line = line_of_package(step.id, package.name, [part.report.report for part in package.parts], files)
        self._state.keep_facts({_ONE + step.id: Known(step.parts, outputs, seen, counts, line).packed()})
        return Outcome(step.id, tuple(files), counts, notices=tuple(built.notices), why=step.why)

    def _failed(self, package: str, error: Exception, why: tuple[Message, ...] = ()) -> Outcome:
        """The outcome of a package that could not be built; it is tried again with the next build."""
        known = self._known(package) or Known()
        self._state.keep_facts({_ONE + package: Known({}, known.outputs).packed()})
        findings = error.findings if isinstance(error, (ContentError, TemplateError)) else ()
        words = str(error)
        if not isinstance(error, ReportgenError):
            words = tr(N_("a fault of the program: {kind}: {problem}"), kind=type(error).__name__, problem=str(error))
        told = failure(package, words, findings)
        return Outcome(package, (), told.counts, told.error, findings=told.findings, why=why)


def _content_of(record: Record) -> str:
    """What a report says and how it looks, as one digest: what it is compared with changes neither."""
    names = zip(record.inputs.split("\n"), record.input_digests.split("\n"), strict=False)
    own = [f"{name} {one}" for name, one in names if not name.startswith("/")]
    return digest_of("\n".join([record.basis, *own]).encode())


def _reason(name: str, was: bool, is_now: bool) -> Message:
    """Why a part of a package makes it stale."""
    if name.startswith(_REPORT):
        words = N_("report {report} changed")
        if not (was and is_now):
            words = N_("report {report} is bound now") if is_now else N_("report {report} is bound no more")
        return Message(words, {"report": name.removeprefix(_REPORT)})
    if name == PACKAGE_FILE or name.startswith(_TARGET):
        return Message(N_("{file} changed"), {"file": name.removeprefix(_TARGET)})
    if name == _OFFICE:
        return OFFICE_CHANGED
    return reasons.of_parts({name: "before"} if was else {}, {name: "now"} if is_now else {})[0]
