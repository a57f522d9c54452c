"""Workspaces: what they hold, and which layer gave what to a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.load.workspace import Workspace


@dataclass(frozen=True, slots=True)
class LayersOf:
    """Which layer gave what to a report.

    `layers` go from the highest. `profile_layer` is None for a profile of the installed program, `formats` where no
    layer asks for any. `files` holds the layer of each template, block and style sheet, `labels` of each label;
    `bases`, by layer and file, the name, layer and hash of what a file lies over.
    """

    layers: tuple[str, ...]
    profile: str
    profile_layer: str | None
    files: Mapping[str, str]
    bases: Mapping[tuple[str, str], tuple[str, str, str]]
    labels: Mapping[str, str]
    formats: tuple[str, ...] | None
    formats_layer: str | None


def workspace(folder: str | Path = ".") -> Workspace:
    """The workspace that holds `folder`. Raises UsageError where there is none."""
    from reportgen.load.workspace import find_workspace

    return find_workspace(Path(folder))


def reports(workspace: Workspace, asked: Sequence[str] = ()) -> list[str]:
    """The ids of the reports asked for; all of them where nothing is asked for."""
    return workspace.reports(asked)


def chosen_formats(workspace: Workspace, asked: Sequence[str] = ()) -> tuple[str, ...]:
    """The formats asked for, else the workspace's, else all that are installed.

    Raises UsageError for one that does not exist, and for one whose packages are not installed, with the way to them.
    """
    from reportgen.base.errors import UsageError
    from reportgen.base.messages import N_
    from reportgen.load.workspace import FORMATS
    from reportgen.render.output import formats, installed

    wanted = tuple(asked) or workspace.settings.formats or installed()
    unknown = [name for name in wanted if name not in FORMATS]
    if unknown:
        raise UsageError(N_("there is no format {name}; formats: {known}"), name=unknown[0], known=", ".join(FORMATS))
    for name in wanted:
        formats()[name].require()
    return wanted


def formats_left_out(workspace: Workspace, reports: Sequence[str]) -> tuple[str, ...]:
    """The formats that `reports` are not built in only because what makes them is not installed."""
    from reportgen.load.workspace import FORMATS
    from reportgen.render.output import formats

    if all(workspace.has_layers(report) and workspace.formats_of(report) for report in reports):
        return ()
    return tuple(name for name in FORMATS if not formats()[name].is_installed)


def layers_of(workspace: Workspace, report: str) -> LayersOf:
    """What each layer gives to a report. Raises ContentError where the report or one of its layers cannot be read."""
    from reportgen.load.profile import profile_file
    from reportgen.load.report import load_report

    chain = workspace.chain_of(report)
    profile = load_report(workspace, report).assessment.evaluation.profile.id
    file = profile_file(profile, chain.profile_folders)
    homes = {layer.folder / "profiles": layer.name for layer in chain.layers}
    formats = next((layer.name for layer in chain.layers if layer.formats is not None), None)
    return LayersOf(
        layers=tuple(layer.name for layer in chain.layers),
        profile=profile,
        profile_layer=homes.get(file.parent) if file is not None else None,
        files=chain.given,
        bases={
            (layer.name, file): base
            for layer in chain.layers
            for file in layer.files
            if (base := chain.base(layer, file)) is not None
        },
        labels=chain.labels,
        formats=chain.formats,
        formats_layer=formats,
    )


def note_bases(workspace: Workspace, layers: Sequence[str] = ()) -> list[str]:
    """Notes in `layers`, else in all, what their files were made against; the names of the files written.

    From then on a change of that is a finding. Raises UsageError for a layer of no report.
    """
    from reportgen.batch import bases

    return bases.note_bases(workspace, layers)
