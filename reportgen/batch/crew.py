"""Who builds many reports: a crew of processes, on this machine or on others, behind `concurrent.futures.Executor`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from concurrent.futures import Executor, Future
from contextlib import AbstractContextManager
from types import TracebackType
from typing import ClassVar, Self

from reportgen.base.messages import Message
from reportgen.batch.work import Results, Task


class Crew(ABC):
    """Processes that each have a station ready. A crew is entered before it is given work and left after the last."""

    most_tasked: ClassVar[int]
    """So many reports a task at most."""
    died: type[Exception]
    """What is raised of a task whose process ended before the task did."""

    @property
    @abstractmethod
    def size(self) -> int:
        """How many processes can build now; 0 where one has to wait for them."""

    @abstractmethod
    def executor(self, *, alone: bool) -> AbstractContextManager[Executor]:
        """What takes tasks; with `alone` by one process where that can be chosen."""

    @abstractmethod
    def submit(self, executor: Executor, tasks: Sequence[Task]) -> Future[Results]:
        """Gives ids, and nothing else, to whoever is free."""

    @abstractmethod
    def stop(self) -> None:
        """Lets every process finish the report it is at, and begin no other."""

    def look_after(self) -> None:  # noqa: B027 - of processes of this machine there is nothing to look after
        """Raises UsageError where nobody is left who could build."""

    def consider(self, error: Exception) -> None:
        """Takes a task that failed as a whole: returns where it may be given again, else raises."""
        raise error

    def told(self) -> list[Message]:
        """What there is to be said of the crew itself."""
        return []

    def __enter__(self) -> Self:
        return self

    def __exit__(  # noqa: B027 - most leave nothing behind
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leaves nothing behind."""
