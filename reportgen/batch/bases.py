"""Notes in each layer what its files were made against, so that a later change of that is told."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from reportgen.base.errors import UsageError
from reportgen.base.files import relative_name, write_files
from reportgen.base.messages import N_
from reportgen.load.chains import Chain
from reportgen.load.layers import BASE_FILE, Layer
from reportgen.load.workspace import Workspace

HEAD = "# What the files of this layer were made against. Written by `reportgen template base`.\n"


def note_bases(workspace: Workspace, asked: Sequence[str] = ()) -> list[str]:
    """Writes `base.toml` of the layers asked for, else of all that lie over another; the files written, by name.

    A layer that lies over different ones for different reports gets the hashes of all. Raises UsageError for a layer
    of no report, ContentError where a layer cannot be read; nothing is written then.
    """
    chains = _chains(workspace)
    layers = {layer.name: layer for chain in chains for layer in chain.layers[:-1]}
    for name in asked:
        if name not in layers:
            near = difflib.get_close_matches(name, layers, n=1, cutoff=0) or ["?"]
            raise UsageError(
                N_("no report has the layer {layer}; did you mean {suggestion}?"), layer=name, suggestion=near[0]
            )
    chosen = [layers[name] for name in (asked or sorted(layers))]
    texts = {layer.folder / BASE_FILE: text for layer in chosen if (text := _text(layer, chains))}
    write_files({path: text.encode() for path, text in texts.items()})
    return [relative_name(path, workspace.root) for path in texts]


def _chains(workspace: Workspace) -> list[Chain]:
    names = dict.fromkeys([workspace.settings.layers, *map(workspace.layers_of, workspace.reports())])
    return [workspace.chain_of_layers(one) for one in names]


def _text(layer: Layer, chains: list[Chain]) -> str:
    """What is noted; empty where no file of the layer lies over another."""
    above = [chain for chain in chains if layer in chain.layers]
    lines = []
    for file in sorted(layer.files):
        hashes = sorted({base[2] for chain in above if (base := chain.base(layer, file)) is not None})
        shown = ", ".join(f'"{one}"' for one in hashes)
        if hashes:
            lines.append(f'"{file}" = {shown if len(hashes) == 1 else f"[{shown}]"}\n')
    return HEAD + "".join(lines) if lines else ""
