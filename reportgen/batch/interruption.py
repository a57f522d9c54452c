"""Ctrl-C during a build: the first lets what is under way be finished, the second ends it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Interrupted(KeyboardInterrupt):
    """Somebody interrupted a build when `done` of `asked` reports were finished; the next build goes on from there."""

    def __init__(self, done: int, asked: int) -> None:
        self.done, self.asked = done, asked
        super().__init__()


class Ear:
    """Hears an interruption."""

    def __init__(self) -> None:
        self.heard = False

    def hear(self, number: int, frame: FrameType | None) -> None:
        """Takes a signal; raises KeyboardInterrupt for the second."""
        del number, frame
        if self.heard:
            raise KeyboardInterrupt
        self.heard = True


@contextmanager
def listening() -> Iterator[Ear]:
    """Hears interruptions instead of being ended by the first; in a thread that gets none, none are heard."""
    ear = Ear()
    if threading.current_thread() is not threading.main_thread():
        yield ear
        return
    before = signal.signal(signal.SIGINT, ear.hear)
    try:
        yield ear
    finally:
        signal.signal(signal.SIGINT, before)
