"""What the checks cost a report: generated reports of every built-in profile, read beforehand and anew."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from random import Random

from benchmarks.measure import call, interleaved
from benchmarks.suites import Options
from benchmarks.table import Table, stages
from reportgen.checks.rule import Subject, checks
from reportgen.checks.run import find_all
from reportgen.load.profile import profile_ids
from reportgen.model.figures import assess
from tests.checks.mutations.clean import Made, clean

MOST = 8
"""So many checks are named, the dearest first."""


def check(options: Options) -> Iterator[Table]:
    """Reports a second of arithmetic, of the checks, and of both after reading; then the dearest checks."""
    made = _reports(len(profile_ids()) if options.quick else 110)
    subjects = [one.read() for one in made]
    work: dict[str, Callable[[], object]] = {
        "arithmetic": lambda: [assess(subject.evaluation) for subject in subjects],
        "checks": lambda: [find_all(subject) for subject in subjects],
        "read, arithmetic and checks": lambda: [find_all(one.read()) for one in made],
    }
    measured = interleaved({name: call(function, 1) for name, function in work.items()}, options.rounds)
    rows = tuple((one.name, f"{len(made) / one.median:.0f}", f"{one.median / len(made) * 1e3:.2f}") for one in measured)
    title = f"{len(checks())} checks of reports of {len(profile_ids())} profiles"
    yield Table(title, ("", "reports/s", "CPU ms a report"), rows, (), tuple(measured))
    yield stages(f"The {MOST} dearest checks", _dearest(subjects))


def _reports(count: int) -> list[Made]:
    """Clean reports, the profiles in turn; the same ones each time."""
    profiles, random = profile_ids(), Random("benchmark")
    return [clean(profiles[place % len(profiles)], random) for place in range(count)]


def _dearest(subjects: Sequence[Subject]) -> dict[str, float]:
    spent = {}
    for code, check in checks().items():
        start = time.process_time()
        for subject in subjects:
            list(check.find(subject))
        spent[code] = (time.process_time() - start) / len(subjects)
    return {code: spent[code] for code in sorted(spent, key=spent.__getitem__, reverse=True)[:MOST]}
