"""Whatever becomes of a crew, every task comes back once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from reportgen.batch.crew import Crew
from reportgen.batch.pool import Pool
from reportgen.batch.state import Record
from reportgen.batch.work import Made, Results, Task

TASKS = [Task(f"r{number:02}") for number in range(40)]
DEADLY = "r17"


class Died(Exception):
    pass


class Odd(Exception):
    pass


class Threads(Crew):
    """Threads instead of processes; `way` is how a task goes."""

    most_tasked = 3
    died = Died

    def __init__(self, way: Callable[[Sequence[Task]], Results]) -> None:
        self._way = way
        self.considered: list[Exception] = []
        self.given: list[Sequence[Task]] = []

    @property
    def size(self) -> int:
        return 2

    @contextmanager
    def executor(self, *, alone: bool) -> Iterator[Executor]:
        with ThreadPoolExecutor(1 if alone else 2) as executor:
            yield executor

    def submit(self, executor: Executor, tasks: Sequence[Task]) -> Future[Results]:
        self.given.append(tasks)
        return executor.submit(self._way, tasks)

    def stop(self) -> None: ...

    def consider(self, error: Exception) -> None:
        self.considered.append(error)
        if not isinstance(error, Odd):
            raise error


def results(tasks: Sequence[Task]) -> Results:
    return Results([Made(Record(task.report)) for task in tasks], [])


def came_back(crew: Crew) -> list[tuple[str, bool]]:
    found = [one for some in Pool(crew).built(TASKS, len(TASKS)) for one in some.made]
    return sorted((one.report, one.failed) for one in found)


ALL_BUILT = [(task.report, False) for task in TASKS]


def test_of_a_task_that_comes_back_in_part_the_rest_is_given_again() -> None:
    assert came_back(Threads(lambda tasks: results(tasks[:2]))) == ALL_BUILT


def test_a_task_that_failed_for_its_process_is_given_again() -> None:
    failed = []

    def way(tasks: Sequence[Task]) -> Results:
        if len(failed) < 4:
            failed.append(tasks)
            raise Odd
        return results(tasks)

    crew = Threads(way)
    assert came_back(crew) == ALL_BUILT
    assert len(crew.considered) == 4


def test_what_the_crew_cannot_explain_ends_the_build() -> None:
    def way(tasks: Sequence[Task]) -> Results:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        came_back(Threads(way))


def test_where_only_the_task_dies_the_others_go_on_and_it_is_found_alone() -> None:
    """As on a cluster, where a death is told of one task, and of that only when it died several times."""

    def way(tasks: Sequence[Task]) -> Results:
        if any(task.report == DEADLY for task in tasks):
            raise Died
        return results(tasks)

    crew = Threads(way)
    assert came_back(crew) == [(task.report, task.report == DEADLY) for task in TASKS]
    assert [tasks for tasks in crew.given if len(tasks) == 1 and tasks[0].report == DEADLY] == [[Task(DEADLY)]]
    assert max(map(len, crew.given)) == crew.most_tasked
