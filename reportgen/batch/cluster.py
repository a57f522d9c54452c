"""A crew on other machines: the workers of a Dask cluster that is there already, and that see the same workspace."""

from __future__ import annotations

import asyncio
import logging
import socket
import warnings
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import ExitStack, closing, contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from reportgen.base.clock import Stopwatch
from reportgen.base.errors import UsageError
from reportgen.base.messages import N_, Message
from reportgen.batch.crew import Crew
from reportgen.batch.fingerprint import version_of
from reportgen.batch.lock import call_off
from reportgen.batch.outpost import DASK, WORKSPACE, Errand, UnfitError, build_here, digest_of_seen, seen_from_here
from reportgen.batch.station import Order
from reportgen.batch.work import Results, Task
from reportgen.load.workspace import Workspace

if TYPE_CHECKING:
    from distributed import Client

CONNECT = 5
"""Seconds that a scheduler has to answer."""
PATIENCE = 60
"""Seconds that a cluster without a worker is waited for: workers that died are often started again."""
_NO_SCHEDULER = N_("what answers at {address} is no Dask scheduler: {problem}")
_GLANCE = 2
"""Seconds between two looks at who is there."""


class Cluster(Crew):
    """The workers of the scheduler at `address`; those that are not fit are refused by name.

    With `fonts` the fonts of the machine show in what is made.
    """

    most_tasked = 200

    def __init__(self, workspace: Workspace, order: Order, address: str, *, fonts: bool) -> None:
        root = str(workspace.root)
        self._seen = seen_from_here(root, fonts=fonts)
        self._errand = Errand(root, self._seen[WORKSPACE], order, fonts, digest_of_seen(self._seen))
        self._build, self._address = workspace.build, address
        self._present: Mapping[str, Any] = {}
        self._refused: set[str] = set()
        self._told: list[Message] = []
        self._glance = Stopwatch()
        self._alone: Stopwatch | None = None

    def __enter__(self) -> Self:
        """Connects and looks at every worker. Raises UsageError where there is no scheduler, or none that is fit."""
        from distributed import KilledWorker

        self.died = KilledWorker
        with ExitStack() as stack:
            stack.enter_context(_quiet())
            self._client = stack.enter_context(closing(_connected(self._address)))
            self._look_around()
            if not self._present:
                raise UsageError(N_("the cluster at {address} has no worker"), address=self._address)
            self._examine()
            self._leave = stack.pop_all().close
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leaves the cluster; what may still be at work for this build begins no other report."""
        call_off(self._build)
        self._leave()

    @property
    def size(self) -> int:
        """How many workers are there that were not refused."""
        return len(self._fit())

    @contextmanager
    def executor(self, *, alone: bool) -> Iterator[Executor]:
        """Dask's own; which worker takes a task is up to the scheduler."""
        del alone
        executor = self._client.get_executor(pure=False)
        try:
            yield executor
        finally:
            executor.shutdown(wait=False)

    def submit(self, executor: Executor, tasks: Sequence[Task]) -> Future[Results]:
        """Never to a worker that was refused, unless no other is left."""
        where = {"workers": self._fit(), "allow_other_workers": True} if self._refused else {}
        return executor.submit(build_here, self._errand, tuple(tasks), **where)

    def stop(self) -> None:
        """Changes the sign of the build, which every worker looks at before each report."""
        call_off(self._build)

    def look_after(self) -> None:
        """Looks now and then who is there. Raises UsageError where the scheduler is gone, or all workers are."""
        if self._client.status != "running":
            self._lost()
        if self._glance.seconds < _GLANCE:
            return
        self._look_around()
        if self._fit():
            self._alone = None
        elif self._alone is None:
            self._alone = Stopwatch()
        elif self._alone.seconds > PATIENCE:
            words = N_("no worker is left at {address}; what was built is kept, and the next build goes on from there")
            raise UsageError(words, address=self._address)

    def consider(self, error: Exception) -> None:
        """A task may be given again where it failed for a worker that is not fit, which is then refused."""
        if self._client.status != "running":
            self._lost()
        before = len(self._told)
        self._look_around()
        self._examine()
        if len(self._told) == before and not isinstance(error, UnfitError):
            words = N_("the cluster at {address} failed: {kind}: {problem}")
            raise UsageError(words, address=self._address, kind=type(error).__name__, problem=str(error)) from error

    def told(self) -> list[Message]:
        """Which workers were refused, and why."""
        return self._told

    def _fit(self) -> list[str]:
        return [address for address in self._present if address not in self._refused]

    def _look_around(self) -> None:
        self._glance = Stopwatch()
        try:
            self._present = self._client.scheduler_info(n_workers=-1)["workers"]
        except OSError:
            self._lost()
        self._refused &= self._present.keys()

    def _examine(self) -> None:
        """Refuses every worker that does not see what this process sees. Raises UsageError where none is left."""
        from distributed.comm.core import CommClosedError

        errand, asked = self._errand, self._fit()
        told = self._client.run(seen_from_here, errand.root, fonts=errand.fonts, workers=asked, on_error="return")
        for address, seen in told.items():
            if seen != self._seen and not isinstance(seen, CommClosedError):
                self._refused.add(address)
                self._told.append(self._refusal(address, seen))
        if self._present and not self._fit():
            words = N_("no worker of the cluster at {address} can be used:\n{told}")
            raise UsageError(words, address=self._address, told="\n".join(map(str, self._told)))

    def _refusal(self, address: str, seen: Mapping[str, str] | Exception) -> Message:
        worker = f"{self._present[address]['name']} ({address})"
        if isinstance(seen, Exception):
            words = N_("worker {worker} is refused: {kind}: {problem}")
            return Message(words, {"worker": worker, "kind": type(seen).__name__, "problem": str(seen)})
        if seen[WORKSPACE] != self._seen[WORKSPACE]:
            words = N_("worker {worker} is refused: it does not see this build in {folder}; all must share that folder")
            return Message(words, {"worker": worker, "folder": self._errand.root})
        names = sorted(name for name in {*seen, *self._seen} if seen.get(name) != self._seen.get(name))
        others = ", ".join(f"{name} {seen.get(name, '-')} ≠ {self._seen.get(name, '-')}" for name in names)
        words = N_("worker {worker} is refused, its reports might be other bytes: {others} (there ≠ here)")
        return Message(words, {"worker": worker, "others": others})

    def _lost(self) -> None:
        words = N_("the scheduler at {address} is gone; what was built is kept, and the next build goes on from there")
        raise UsageError(words, address=self._address)


def _connected(address: str) -> Client:
    """Raises UsageError, and soon, where no scheduler answers, or one of another version."""
    from distributed import Client

    here = version_of(DASK)
    _knock(address)
    try:
        kind, there = asyncio.run(_asked(address))
        if kind == "Scheduler" and there == here:
            with warnings.catch_warnings():  # of workers of other versions: they are refused
                warnings.simplefilter("ignore")
                return Client(address, timeout=CONNECT, set_as_default=False, name="reportgen")
    except Exception as error:  # whatever another program answers, or another version
        raise UsageError(_NO_SCHEDULER, address=address, problem=f"{type(error).__name__} {error}".strip()) from error
    if kind != "Scheduler":
        raise UsageError(_NO_SCHEDULER, address=address, problem=kind)
    words = N_("the scheduler at {address} has {library} {there}, here is {here}: install the same on both")
    raise UsageError(words, address=address, library=DASK, there=there, here=here)


def _knock(address: str) -> None:
    """The library itself would go on trying."""
    parts = urlsplit(f"//{address}")
    try:
        socket.create_connection((parts.hostname or "", parts.port or 0), CONNECT).close()
    except OSError as error:
        words = N_("no scheduler answers at {address}: {problem}")
        raise UsageError(words, address=address, problem=error.strerror or str(error)) from error


async def _asked(address: str) -> tuple[str, str]:
    """What is at an address, and its version. A client would wait for other programs without end."""
    from distributed.core import rpc
    from distributed.security import Security

    async with rpc(address, timeout=CONNECT, connection_args=Security().get_connection_args("client")) as peer:
        kind = (await asyncio.wait_for(peer.identity(), CONNECT))["type"]
        versions = await asyncio.wait_for(peer.versions(), CONNECT) if kind == "Scheduler" else {}
    return kind, versions.get("packages", {}).get(DASK, "")


@contextmanager
def _quiet() -> Iterator[None]:
    """Without what the library logs: what matters of it is told in this program's words."""
    known = logging.root.manager.loggerDict
    loggers = [logging.getLogger(name) for name in known if f"{name}.".startswith("distributed.")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
