"""The one door through which time comes in."""

from __future__ import annotations

from reportgen.base.clock import Stopwatch, now


def test_a_stopwatch_never_runs_backwards():
    watch = Stopwatch()
    assert 0 <= watch.seconds <= watch.seconds


def test_the_clock_is_set_by_the_environment_alone(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1737345600")
    assert now().isoformat() == "2025-01-20T04:00:00+00:00"
    assert now() == now()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert now().year > 2025
