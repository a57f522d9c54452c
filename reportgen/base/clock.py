"""The one door through which time comes in. Nothing that is written to an output asks the clock.

Only the ledger of releases notes when a line was written.
"""

from __future__ import annotations

import os
import time
from datetime import UTC, date, datetime

SET_BY = "SOURCE_DATE_EPOCH"
"""The variable of the environment that sets the clock: seconds since 1970, as other tools that build understand it."""


def now() -> datetime:
    """The present moment in UTC, to the second."""
    told = os.environ.get(SET_BY, "")
    return datetime.fromtimestamp(int(told) if told.isdecimal() else int(time.time()), UTC)


def today() -> date:
    """The present day where the program runs."""
    return now().astimezone().date()


class Stopwatch:
    """Measures elapsed seconds, for progress and summaries only."""

    def __init__(self) -> None:
        self._start = time.monotonic()

    @property
    def seconds(self) -> float:
        """Seconds since the stopwatch was made."""
        return time.monotonic() - self._start
