"""The one door through which time comes in."""

from __future__ import annotations

from reportgen.base.clock import Stopwatch


def test_a_stopwatch_never_runs_backwards():
    watch = Stopwatch()
    assert 0 <= watch.seconds <= watch.seconds
