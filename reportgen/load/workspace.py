"""A workspace on disk: its root, its settings, and the reports below `content/`."""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from reportgen.base.errors import ContentError, UsageError
from reportgen.base.files import inside, is_folder, reason_of
from reportgen.base.finding import Finding
from reportgen.base.limits import use_limits
from reportgen.base.location import Location
from reportgen.base.messages import N_
from reportgen.document.narrative import SECTION_FILES
from reportgen.filters.filter import use_own_filters
from reportgen.load import faults
from reportgen.load.chains import Chain
from reportgen.load.evaluation import FILE_NAME
from reportgen.load.layers import TYPST_ENDING, Layer, read_layer
from reportgen.load.own_filters import load_own_filters
from reportgen.load.profile import profile_file, profile_ids, unknown_names
from reportgen.load.settings import (
    DEFAULT_LAYER,
    FORMATS,
    NEVER_SEARCHED,
    OWN_FILE,
    PROJECT_FILE,
    Settings,
    read_settings,
)
from reportgen.load.stray import stray_evaluations, stray_in_layer

__all__ = ["BUILD", "DEFAULT_LAYER", "FORMATS", "OWN_FILE", "PROJECT_FILE", "Settings", "Workspace", "find_workspace"]

BUILD = "build"
"""The folder of the outputs."""
_REPORT_FILES = frozenset({FILE_NAME, *SECTION_FILES.values()})
_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Workspace:
    """A folder with settings, `content/`, perhaps `templates/`, and `build/`."""

    root: Path
    settings: Settings
    _layers: dict[str, Layer] = field(default_factory=dict, repr=False, compare=False)
    _names: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)
    _chains: dict[tuple[str, ...], Chain] = field(default_factory=dict, repr=False, compare=False)

    @property
    def content(self) -> Path:
        """Where the reports lie."""
        return self.root / "content"

    @property
    def build(self) -> Path:
        """Where the outputs go; disposable."""
        return self.root / BUILD

    @property
    def layers(self) -> tuple[tuple[str, Path], ...]:
        """The template layers of all reports by name, the highest first; the installed default stands below them."""
        return tuple((layer.name, layer.folder) for layer in self.chain.layers)

    @property
    def profile_folders(self) -> tuple[Path, ...]:
        """The folders of profiles that the layers of all reports bring, the highest layer first."""
        return self.chain.profile_folders

    def template(self, name: str) -> tuple[str, Path]:
        """The layer and file of the template `name` for all reports: the highest layer that has it."""
        return self.chain.template(name)

    @property
    def chain(self) -> Chain:
        """The layers of all reports, without those that rules add. Raises ContentError for a fault of one of them."""
        return self._chain(self.settings.layers)

    def chain_of(self, report: str) -> Chain:
        """The layers of `report`; one object for all reports that have the same. Raises ContentError as `chain`."""
        return self._chain(self.layers_of(report))

    def chain_of_layers(self, names: tuple[str, ...]) -> Chain:
        """The layers `names`, given from the lowest. Raises ContentError as `chain`."""
        return self._chain(names)

    def layers_of(self, report: str) -> tuple[str, ...]:
        """The names of the layers of `report`, the lowest first, as settings and rules say."""
        if not self.settings.layer_rules:
            return self.settings.layers
        if report not in self._names:
            self._names[report] = self.settings.layers_of(report)
        return self._names[report]

    def has_layers(self, report: str) -> bool:
        """Whether all layers of `report` can be read."""
        try:
            return bool(self.chain_of(report).layers)
        except ContentError:
            return False

    def formats_of(self, report: str) -> tuple[str, ...] | None:
        """The formats that the layers of `report` ask for, else the settings; None where neither says any."""
        return self.chain_of(report).formats or self.settings.formats

    def layer_findings(self, reports: Iterable[str], known: Collection[str] | None = None) -> list[Finding]:
        """What is odd about the layers of `reports` and the rules that choose them, each told once.

        Faults that keep a layer from being read are among the findings. `known` are all reports, where the caller has
        searched for them already.
        """
        found: list[Finding] = list(self._idle_rules(known))
        for names in dict.fromkeys(map(self.layers_of, reports)):
            try:
                chain = self._chain(names)
                found += chain.findings(chain.formats or self.settings.formats)
            except ContentError as error:
                found += error.findings
        once = {(finding.where, finding.code, *sorted(finding.values.items())): finding for finding in found}
        return sorted(once.values(), key=lambda finding: finding.order)

    def _idle_rules(self, all_reports: Collection[str] | None) -> Iterator[Finding]:
        if not self.settings.layer_rules:
            return
        known = self.reports() if all_reports is None else all_reports
        used = {rule for report in known for rule in self.settings.rules_of(report)}
        for rule in self.settings.layer_rules:
            if rule not in used:
                yield faults.IDLE_RULE.at(rule.where, match=rule.match)

    def _chain(self, names: tuple[str, ...]) -> Chain:
        if names not in self._chains:
            self._refuse_typst_of_some(names)
            self._chains[names] = Chain(tuple(map(self._layer, reversed(names))) + self._installed(names))
        return self._chains[names]

    def _refuse_typst_of_some(self, names: tuple[str, ...]) -> None:
        """A layer that a rule adds is a department's; only layers of all reports are the bureau's."""
        some = (self._layer(name) for name in names if name not in self.settings.layers and name != DEFAULT_LAYER)
        found = [
            faults.TYPST_OF_SOME.at(Location.of_file(layer.told(file)), layer=layer.name, file=file)
            for layer in some
            for file in layer.files
            if file.endswith(TYPST_ENDING)
        ]
        if found:
            raise ContentError(found)

    def _layer(self, name: str) -> Layer:
        if name not in self._layers:
            folder = self.root / "templates" / name
            self._layers[name] = read_layer(name, folder if folder.is_dir() else installed_templates() / name)
        return self._layers[name]

    def _installed(self, names: tuple[str, ...]) -> tuple[Layer, ...]:
        """The installed default, below a workspace's own where that is another one."""
        installed = installed_templates() / DEFAULT_LAYER
        if any(self._layer(name).folder.resolve() == installed.resolve() for name in names):
            return ()
        return (self._installed_layer,)

    @cached_property
    def _installed_layer(self) -> Layer:
        return read_layer(DEFAULT_LAYER, installed_templates() / DEFAULT_LAYER)

    def reports(self, asked: Iterable[str] = ()) -> list[str]:
        """The ids of the reports asked for, sorted: a path below `content/`, a folder of reports, or nothing for all.

        Raises UsageError where something asked for is neither.
        """
        return self.chosen(asked, sorted(self.folders()))

    def chosen(self, asked: Iterable[str], known: list[str]) -> list[str]:
        """As `reports`, of the reports `known`."""
        wanted = [self._normal(name) for name in asked]
        if not wanted:
            return known
        chosen = set()
        for name in wanted:
            below = [report for report in known if report == name or report.startswith(name + "/")]
            if not below:
                near = difflib.get_close_matches(name, known, n=1)
                hint = f" ({near[0]}?)" if near else ""
                raise UsageError(N_("there is no report {name} below content/{hint}"), name=name, hint=hint)
            chosen.update(below)
        return sorted(chosen)

    def below(self, folder: str) -> list[str]:
        """The ids of the reports in `folder` and below it, sorted, without a search of all the others."""
        return sorted(self.folders(self.folder_of(folder)))

    def folders(self, start: Path | None = None) -> dict[str, frozenset[str]]:
        """Every report below `start`, else below `content/`, with the names in its folder, whatever they are."""
        same: dict[frozenset[str], frozenset[str]] = {}  # most folders hold files of the same names: kept once
        return {folder: same.setdefault(names, names) for folder, names in self._found(start)}

    def folder_of(self, report: str) -> Path:
        """The folder of a report; it lies below `content/` whatever links say."""
        return inside(self.content, self.content / report)

    def outputs_of(self, name: str) -> Path:
        """The folder of the outputs of a report or package. Raises UsageError where a link leads out of `build/`."""
        inside(self.build, self.build / name)
        return self.build / name

    def _normal(self, name: str) -> str:
        path = name.replace("\\", "/").strip("/")
        for prefix in ("./", "content/"):
            path = path.removeprefix(prefix)
        return path.removesuffix("/" + FILE_NAME)

    def stray_findings(self, reports: Iterable[str]) -> list[Finding]:
        """The files that nothing reads because of their names: in the layers of `reports`, and below `content/`."""
        layers: dict[Path, Layer] = {}
        for names in dict.fromkeys(map(self.layers_of, reports)):
            with suppress(ContentError):
                layers |= {layer.folder: layer for layer in self._chain(names).layers}
        found = [finding for layer in layers.values() for finding in stray_in_layer(layer)]
        found += stray_evaluations(self._walked())
        return sorted(found, key=lambda finding: finding.order)

    def profile_findings(self, reports: Iterable[str], codes: Callable[[], Collection[str]]) -> list[Finding]:
        """What the profiles of the layers of `reports` name that is not there, and the profile of the settings.

        `codes` gives those of all findings; it is asked only where a profile names any.
        """
        found: list[Finding] = []
        folders: dict[Path, None] = {}
        for names in dict.fromkeys(map(self.layers_of, reports)):
            with suppress(ContentError):
                folders |= dict.fromkeys(self._chain(names).profile_folders)
        name = self.settings.profile
        if name is not None and profile_file(name, folders) is None:
            known = ", ".join(profile_ids(folders))
            found.append(faults.UNKNOWN_PROFILE.at(self.settings.profile_where, profile=name, known=known))
        for folder in folders:
            for file in sorted(folder.glob("*.yaml")):
                found += unknown_names(file, codes)
        return found

    def _found(self, start: Path | None = None) -> Iterator[tuple[str, frozenset[str]]]:
        """Every folder that holds a report, or narrative whose evaluation.yaml is missing: that must be told."""
        for folder, names in self._walked(start):
            if folder and not _REPORT_FILES.isdisjoint(names):
                yield folder, frozenset(names)

    def _walked(self, start: Path | None = None) -> Iterator[tuple[str, list[str]]]:
        """Every folder below `start`, else below `content/`, that may hold a report, with the names in it.

        Raises UsageError for a folder that cannot be read: its reports would pass for taken away.
        """
        top = str(self.content.resolve() if start else self.content)
        pending = [str(start)[len(top) + 1 :].replace(os.sep, "/") if start else ""]
        while pending:
            folder = pending.pop()
            names = []
            try:
                with os.scandir(f"{top}/{folder}") as entries:
                    for entry in entries:
                        names.append(entry.name)
                        if entry.name.startswith((".", "_")) or entry.name in NEVER_SEARCHED:
                            continue
                        if entry.is_dir(follow_symlinks=False):
                            pending.append(f"{folder}/{entry.name}" if folder else entry.name)
            except (FileNotFoundError, NotADirectoryError):
                continue
            except OSError as error:
                raise UsageError(
                    N_("{path} cannot be read: {reason}"), path=Path(top, folder), reason=reason_of(error)
                ) from error
            yield folder, names


def installed_templates() -> Path:
    """The folder of layers that the package ships; in a checkout, the repository's own `templates/`."""
    packaged = _PACKAGE / "_templates"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "templates"


def find_workspace(start: Path) -> Workspace:
    """The workspace that holds `start`: the nearest folder upwards with settings of reportgen.

    Raises UsageError where there is none, one folder has two or one cannot be read, ContentError for faults in the
    settings.
    """
    if not is_folder(start):
        raise UsageError(N_("{folder} is not a folder"), folder=start)
    for folder in (start.resolve(), *start.resolve().parents):
        settings = read_settings(folder)
        if settings is not None:
            use_limits(settings.limits)
            if settings.own_filters:
                load_own_filters(folder)
            else:
                use_own_filters({})
            return Workspace(folder, settings)
    raise UsageError(
        N_("{folder} is in no workspace: no reportgen.toml and no [tool.reportgen] in a pyproject.toml, here or above; "
           "`reportgen init` makes one"),
        folder=start,
    )  # fmt: skip
