"""Crews whose reports cost nothing: each process builds one, and gives it back for every report that it is given.

What is left is what leading a build costs: the plan, the tasks, what comes back of them, the state, the list.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor, Future
from functools import cache
from pathlib import Path
from typing import Any

from reportgen.batch.cluster import Cluster
from reportgen.batch.processes import Processes
from reportgen.batch.state import Record
from reportgen.batch.work import Made, Results, Task, Worker
from reportgen.load.workspace import find_workspace


class EmptyProcesses(Processes):
    """Processes of this machine."""

    def submit(self, executor: Executor, tasks: Sequence[Task]) -> Future[Results]:
        return executor.submit(again, str(self._workspace.root), tasks)


class EmptyCluster(Cluster):
    """Workers of a cluster."""

    def submit(self, executor: Executor, tasks: Sequence[Task]) -> Future[Results]:
        return executor.submit(again, self._errand.root, tuple(tasks))


def again(root: str, tasks: Sequence[Task]) -> Results:
    """What the first report of the workspace gave, which was truly built, again for each task."""
    return Results([_of(_first(root), task.report) for task in tasks], [])


def _of(made: Made, report: str) -> Made:
    """With texts of its own, as every report has them: what is the same object travels once."""
    record = Record(*map(_copied, made.record))._replace(report=report)
    return made._replace(record=record, line=_copied(made.line))


def _copied(value: Any) -> Any:
    return value[:1] + value[1:]


@cache
def _first(root: str) -> Made:
    workspace = find_workspace(Path(root))
    return Worker(workspace, ("data",), 0).build(Task(workspace.reports()[0]))
