"""Many reports over several processes: ids go out, outcomes come back, and nothing else.

Each process prepares the templates once. A process that dies takes no report with it but the one it died of.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import wait as wait_for_any
from multiprocessing.synchronize import Event

from reportgen.base.messages import N_, current_language, tr, use_language
from reportgen.batch.outcome import failure
from reportgen.batch.state import Record
from reportgen.batch.work import Made, Results, Task, Worker
from reportgen.load.own_filters import load_own_filters
from reportgen.load.workspace import Workspace

MOST_TASKED = 50
"""So many reports a task; fewer where there are few, so that no process is left without work."""
FEWEST = 8
"""With fewer reports than this for each process, starting one costs more than it saves."""
_AHEAD = 2
"""So many tasks wait for each process."""
_LOOK_AROUND = 0.2
"""Seconds after which the caller is asked whether to go on."""


@dataclass(frozen=True, slots=True)
class _Settings:
    """What a process is started with."""

    workspace: Workspace
    formats: tuple[str, ...]
    began: int
    language: str


_worker: Worker | None = None
_stop: Event | None = None


def processes_for(reports: int, jobs: int) -> int:
    """How many processes `reports` are worth, of at most `jobs`; 1 stands for this one."""
    return max(1, min(jobs, reports // FEWEST))


class Pool:
    """Builds tasks in `processes` processes. `began` is when the build began."""

    def __init__(self, workspace: Workspace, formats: tuple[str, ...], began: int, processes: int) -> None:
        self._settings = _Settings(workspace, formats, began, current_language())
        self._processes = processes
        self._context = multiprocessing.get_context("spawn")
        self._stop = self._context.Event()
        self._stopped = False

    def stop(self) -> None:
        """Lets every process finish the report it is at, and begin no other."""
        self._stopped = True
        self._stop.set()

    def built(self, tasks: Sequence[Task]) -> Iterator[Results]:
        """The results as they come, and an empty one now and then where none came, so that the caller can look around.

        Every task comes back, also where a process dies, unless `stop` is called.
        """
        size = max(1, min(MOST_TASKED, len(tasks) // (self._processes * 4)))
        pending = [tasks[at : at + size] for at in range(0, len(tasks), size)]
        unfinished: list[Task] = []
        yield from self._run(pending, self._processes, unfinished)
        while unfinished and not self._stopped:
            alone, unfinished = unfinished, []
            yield from self._run([[task] for task in alone], 1, unfinished)
            if unfinished:
                yield Results([_died(unfinished.pop(0))], [])

    def _run(self, pending: list[Sequence[Task]], processes: int, unfinished: list[Task]) -> Iterator[Results]:
        """Builds until all is done or a process dies; what is not done then is `unfinished`, in order."""
        waiting = pending[::-1]
        under_way: dict[Future[Results], Sequence[Task]] = {}
        executor = ProcessPoolExecutor(processes, self._context, _start, (self._settings, self._stop))
        try:
            while under_way or (waiting and not self._stopped):
                while waiting and not self._stopped and len(under_way) < (processes * _AHEAD if processes > 1 else 1):
                    under_way[executor.submit(_build, waiting[-1])] = waiting[-1]
                    waiting.pop()
                done, _ = wait(under_way, _LOOK_AROUND, return_when=FIRST_COMPLETED)
                if not done:
                    yield Results([], [])
                for future in done:
                    tasks = under_way.pop(future)
                    try:
                        yield future.result()
                    except BrokenProcessPool:
                        unfinished += tasks
        except BrokenProcessPool:
            for tasks in (*under_way.values(), *reversed(waiting)):
                unfinished += tasks
        finally:
            executor.shutdown(wait=True, cancel_futures=True)


def _died(task: Task) -> Made:
    words = N_("the process that built it ended before it was done; it may have needed too much memory")
    return Made(failure(task.report, tr(words)), Record(task.report))


def _start(settings: _Settings, stop: Event) -> None:
    """Makes this process ready: it leaves an interruption to its parent, and ends when its parent does."""
    global _worker, _stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    use_language(settings.language)
    if settings.workspace.settings.own_filters:
        load_own_filters(settings.workspace.root)
    _worker, _stop = Worker(settings.workspace, settings.formats, settings.began), stop


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait_for_any([parent.sentinel])
        os._exit(1)


def _build(tasks: Sequence[Task]) -> Results:
    assert _worker is not None
    assert _stop is not None
    made = []
    for task in tasks:
        if _stop.is_set():
            break
        made.append(_worker.build(task))
    return Results(made, _worker.told())
