"""The list of reports, written only where it would say something else than it does."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from reportgen.batch.basis import digest_of_list
from reportgen.batch.index import DATA, PAGE, write_index
from reportgen.batch.outcome import Outcome, unpacked
from reportgen.batch.sight import digest, digest_of
from reportgen.batch.state import State
from reportgen.load.workspace import Workspace

_FACT = "list"


def refresh_list(
    workspace: Workspace, state: State, program: str, outcomes: Sequence[Outcome], known: Collection[str], *, html: bool
) -> None:
    """Writes the list of reports unless every report was asked for and the list says already what it should."""
    entries = [outcome.entry for outcome in outcomes if outcome.entry]
    is_whole = len(outcomes) == len(known)
    look = digest_of_list(workspace.chain, program) if html else program
    says = digest_of("\0".join([look, str(html), *entries]).encode())
    if is_whole and state.fact(_FACT) == f"{says} {_on_disk(workspace)}":
        return
    asked = {outcome.report for outcome in outcomes}
    write_index(workspace, list(map(unpacked, entries)), asked, html=html, known=known)
    state.keep_facts({_FACT: f"{says} {_on_disk(workspace)}" if is_whole else ""})


def _on_disk(workspace: Workspace) -> str:
    """What is in the list as it lies there."""
    return f"{digest(workspace.build / DATA)} {digest(workspace.build / PAGE)}"
