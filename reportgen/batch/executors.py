"""Who builds, as `--executor` says it: this machine, or the workers of a cluster."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext, suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reportgen.base.errors import UsageError
from reportgen.base.messages import N_

if TYPE_CHECKING:
    from reportgen.batch.crew import Crew
    from reportgen.batch.station import Order
    from reportgen.load.workspace import Workspace

LOCAL = "local"
_SCHEME, _LIBRARY = "dask", "distributed"
FEWEST = 8
"""With fewer reports than this for each process, starting one costs more than it saves."""


def scheduler_of(executor: str) -> str | None:
    """The address that an executor names: HOST:PORT of `dask://HOST:PORT`, None for `local`.

    Raises UsageError for anything else, and where what speaks to a cluster is not installed.
    """
    if executor == LOCAL:
        return None
    with suppress(ValueError):  # of a port that is none
        parts = urlsplit(executor)
        if parts.hostname and parts.port and executor == f"{_SCHEME}://{parts.netloc}" and not parts.username:
            if find_spec(_LIBRARY) is None:
                words = N_("{executor}: what speaks to a cluster is missing: make extras in the folder of reportgen")
                raise UsageError(words, executor=executor)
            return parts.netloc
    words = N_("{executor} is no executor: local, or dask://HOST:PORT with the address of a scheduler")
    raise UsageError(words, executor=executor)


def processes_for(reports: int, jobs: int) -> int:
    """How many processes `reports` are worth, of at most `jobs`; 1 stands for this one."""
    return max(1, min(jobs, reports // FEWEST))


def crew_for(
    workspace: Workspace, order: Order, *, scheduler: str | None, jobs: int, reports: int, fonts: bool
) -> AbstractContextManager[Crew | None]:
    """Who builds so many `reports`: with a `scheduler` its workers, else at most `jobs` processes.

    None stands for this process. With `fonts` those of a machine show in what is made.
    """
    if scheduler is not None:
        from reportgen.batch.cluster import Cluster

        return Cluster(workspace, order, scheduler, fonts=fonts)
    processes = processes_for(reports, jobs)
    if processes == 1:
        return nullcontext()
    from reportgen.batch.processes import Processes

    return Processes(workspace, order, processes)
