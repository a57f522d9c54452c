"""The one door through which time comes in. Nothing that is written to an output asks the clock."""

from __future__ import annotations

import time


class Stopwatch:
    """Measures elapsed seconds, for progress and summaries only."""

    def __init__(self) -> None:
        self._start = time.monotonic()

    @property
    def seconds(self) -> float:
        """Seconds since the stopwatch was made."""
        return time.monotonic() - self._start
