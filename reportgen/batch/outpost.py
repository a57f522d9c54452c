"""What runs in the processes of a cluster: it is told where the workspace is, and proves to be fit before it builds.

Nothing here needs the cluster's library: a process of any cluster is a Python in which these functions are called.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from contextvars import Context, copy_context
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from reportgen.batch.fingerprint import fingerprint, version_of
from reportgen.batch.lock import sign_of
from reportgen.batch.sight import digest_of
from reportgen.batch.station import Order, Station
from reportgen.batch.work import Results, Task
from reportgen.load.workspace import BUILD, find_workspace

DASK = "distributed"
WORKSPACE = "workspace"
"""The part of what is seen that says which build is under way in the workspace's folder."""

_one_at_a_time = threading.Lock()


class UnfitError(Exception):
    """This process may not build: what it sees is not what the build's own process sees."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What a process needs to know: the workspace's `root`, the `sign` of its build, and what it must see, digested."""

    root: str
    sign: str
    order: Order
    fonts: bool
    must_see: str


def seen_from_here(root: str, *, fonts: bool) -> Mapping[str, str]:
    """What makes one process as good as another: its fingerprint, and the build that it sees under way below `root`.

    The cluster's library too: it asks for the same version everywhere.
    """
    return {**fingerprint(fonts=fonts), DASK: version_of(DASK), WORKSPACE: _sign(root)}


def digest_of_seen(seen: Mapping[str, str]) -> str:
    """Tells one outcome of `seen_from_here` from another."""
    return digest_of(json.dumps(sorted(seen.items())).encode())


def build_here(errand: Errand, tasks: Sequence[Task]) -> Results:
    """Builds as a process of this machine's pool does; of several threads one at a time.

    Raises UnfitError where this process is not fit, or the build is over.
    """
    with _one_at_a_time:
        context, station = _station(errand)
        if _sign(errand.root) != errand.sign:
            raise UnfitError
        return context.run(station.build, tasks)


@lru_cache(maxsize=2)
def _station(errand: Errand) -> tuple[Context, Station]:
    """The station of a build, in a context of its own: language and filters are none of another build's business."""
    if digest_of_seen(seen_from_here(errand.root, fonts=errand.fonts)) != errand.must_see:
        raise UnfitError
    context = copy_context()
    return context, context.run(_made_ready, errand)


def _made_ready(errand: Errand) -> Station:
    workspace = find_workspace(Path(errand.root))
    return Station(workspace, errand.order, lambda: _sign(errand.root) != errand.sign)


def _sign(root: str) -> str:
    return sign_of(Path(root, BUILD))
