"""A crew on this machine: spawned processes, which leave an interruption to their parent and end with it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import wait as wait_for_any
from multiprocessing.synchronize import Event

from reportgen.batch.crew import Crew
from reportgen.batch.station import Order, Station
from reportgen.batch.work import Results, Task
from reportgen.load.own_filters import load_own_filters
from reportgen.load.workspace import Workspace

_station: Station | None = None


class Processes(Crew):
    """`size` processes of this machine."""

    most_tasked = 50
    died = BrokenProcessPool

    def __init__(self, workspace: Workspace, order: Order, size: int) -> None:
        self._workspace, self._order, self._size = workspace, order, size
        self._context = multiprocessing.get_context("spawn")
        self._stop = self._context.Event()

    @property
    def size(self) -> int:
        """As many as there are from the start."""
        return self._size

    @contextmanager
    def executor(self, *, alone: bool) -> Iterator[Executor]:
        """A pool; every process of it is made ready once."""
        given = self._workspace, self._order, self._stop
        executor = ProcessPoolExecutor(1 if alone else self._size, self._context, _start, given)
        try:
            yield executor
        finally:
            executor.shutdown(wait=True, cancel_futures=True)

    def submit(self, executor: Executor, tasks: Sequence[Task]) -> Future[Results]:
        """Raises BrokenProcessPool where a process has died: the pool ends with it."""
        return executor.submit(_build, tasks)

    def stop(self) -> None:
        """Tells it by an event that all processes share."""
        self._stop.set()


def _start(workspace: Workspace, order: Order, stop: Event) -> None:
    """Makes this process ready."""
    global _station  # noqa: PLW0603 - one for each process
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if workspace.settings.own_filters:
        load_own_filters(workspace.root)
    _station = Station(workspace, order, stop.is_set)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait_for_any([parent.sentinel])
        os._exit(1)


def _build(tasks: Sequence[Task]) -> Results:
    assert _station is not None
    return _station.build(tasks)
