"""Where reports are built: a process with its workspace, its templates and its language ready, told when to stop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportgen.base.limits import use_limits
from reportgen.base.messages import use_language
from reportgen.batch.work import Results, Task, Worker
from reportgen.load.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Order:
    """How to build, the same for all reports of a build; `began` is when it began, by the clock of the file system."""

    formats: tuple[str, ...]
    began: int
    language: str


class Station:
    """One process that builds; making it ready is what every task after the first is spared.

    The workspace's own filters have to be loaded. `is_over` is asked before each report.
    """

    def __init__(self, workspace: Workspace, order: Order, is_over: Callable[[], bool]) -> None:
        use_language(order.language)
        use_limits(workspace.settings.limits)
        self._worker = Worker(workspace, order.formats, order.began)
        self._is_over = is_over

    def build(self, tasks: Sequence[Task]) -> Results:
        """What became of the first of `tasks`, of all where the build was not over before."""
        made = []
        for task in tasks:
            if self._is_over():
                break
            made.append(self._worker.build(task))
        return Results(made, self._worker.told())
