"""Many reports by a crew: ids go out, outcomes come back, and nothing else.

A process that dies takes no report with it but the one it died of.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from itertools import islice

from reportgen.base.messages import N_, tr
from reportgen.batch.crew import Crew
from reportgen.batch.outcome import failure
from reportgen.batch.state import Record
from reportgen.batch.work import Made, Results, Task

_AHEAD = 2
"""So many tasks wait for each process."""
_EACH = 4
"""So many tasks each process is given at least where there are reports enough, so that none is left without work."""
_LOOK_AROUND = 0.2
"""Seconds after which the caller is asked whether to go on."""


class Pool:
    """Builds tasks by a crew, which has been entered."""

    def __init__(self, crew: Crew) -> None:
        self._crew = crew
        self._stopped = False

    def stop(self) -> None:
        """Lets every process finish the report it is at, and begin no other."""
        self._stopped = True
        self._crew.stop()

    def built(self, tasks: Iterable[Task], count: int) -> Iterator[Results]:
        """The results as they come, and an empty one now and then where none came, so that the caller can look around.

        There are `count` tasks; each is asked for when somebody is free for it. Every task comes back, also where a
        process dies, unless `stop` is called.
        """
        size = max(1, min(self._crew.most_tasked, count // (max(self._crew.size, 1) * _EACH)))
        unfinished: list[Task] = []
        yield from self._run(tasks, size, unfinished)
        while unfinished and not self._stopped:
            alone, unfinished = unfinished, []
            yield from self._run(alone, 1, unfinished, alone=True)
            if unfinished:
                yield Results([_died(unfinished.pop(0))], [])
        yield Results([], self._crew.told())

    def _run(
        self, tasks: Iterable[Task], size: int, unfinished: list[Task], *, alone: bool = False
    ) -> Iterator[Results]:
        """Builds `size` tasks at a time until all is done; what died is `unfinished`, in order.

        With `alone` one task at a time, until the first of them dies. What follows is then unfinished too, as it is
        where the crew cannot go on with one process less.
        """
        queue = _Queue(tasks, size)
        under_way: dict[Future[Results], Sequence[Task]] = {}
        with self._crew.executor(alone=alone) as executor:
            try:
                while under_way or (queue and not self._stopped):
                    room = min(1, self._crew.size) if alone else self._crew.size * _AHEAD
                    while queue and not self._stopped and len(under_way) < room:
                        under_way[self._crew.submit(executor, queue.next)] = queue.next
                        queue.take()
                    done = _done(under_way)
                    self._crew.look_after()
                    if not done:
                        yield Results([], [])
                    for future in done:
                        given = under_way.pop(future)
                        try:
                            results = future.result()
                        except self._crew.died:
                            unfinished += given
                            if alone:
                                raise
                        except Exception as error:
                            if not self._stopped:
                                self._crew.consider(error)
                                queue.give_back(given)
                        else:
                            yield results
                            queue.give_back(given[len(results.made) :])
            except self._crew.died:
                for given in (*under_way.values(), *queue):
                    unfinished += given


class _Queue:
    """Tasks, `size` at a time, none of them made before it is the next; true while there are any."""

    def __init__(self, tasks: Iterable[Task], size: int) -> None:
        self._tasks, self._size = iter(tasks), size
        self._given_back: list[Sequence[Task]] = []
        self.take()

    next: Sequence[Task]

    def take(self) -> None:
        """Takes the next tasks off."""
        self.next = self._given_back.pop() if self._given_back else list(islice(self._tasks, self._size))

    def give_back(self, tasks: Sequence[Task]) -> None:
        """Takes tasks that have to be given again; they come next."""
        if tasks:
            self._given_back.append(self.next)
            self.next = tasks

    def __bool__(self) -> bool:
        return bool(self.next)

    def __iter__(self) -> Iterator[Sequence[Task]]:
        while self:
            yield self.next
            self.take()


def _done(under_way: Collection[Future[Results]]) -> Collection[Future[Results]]:
    """What came back within a moment."""
    if under_way:
        return wait(under_way, _LOOK_AROUND, return_when=FIRST_COMPLETED).done
    time.sleep(_LOOK_AROUND)
    return ()


def _died(task: Task) -> Made:
    words = N_("the process that built it ended before it was done; it may have needed too much memory")
    return Made(Record(task.report), failure=failure(task.report, tr(words)))
