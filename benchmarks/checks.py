"""Reports checked per second: `python -m benchmarks.checks [--reports N] [--rounds N]`.

Generated reports of every built-in profile, read beforehand; one process, CPU time. Three rows: the arithmetic alone,
the checks alone, and both after reading the files' text.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from reportgen.checks.rule import Subject, checks
from reportgen.checks.run import find_all
from reportgen.load.profile import profile_ids
from reportgen.model.figures import assess
from tests.checks.mutations.clean import Made, clean


def reports(count: int) -> list[Made]:
    """Clean reports, the profiles in turn; the same ones each time."""
    profiles, random = profile_ids(), Random("benchmark")
    return [clean(profiles[place % len(profiles)], random) for place in range(count)]


def per_second(work: Callable[[], object], count: int, rounds: int) -> float:
    """How many reports a second of CPU time does, in the middle round; the first is not counted."""
    seconds = []
    for _ in range(rounds + 1):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return count / median(seconds[1:])


def slowest(subjects: Sequence[Subject], most: int) -> list[tuple[str, float]]:
    """The checks that take the greatest share of the time, with it in percent."""
    spent = {}
    for code, check in checks().items():
        start = time.process_time()
        for subject in subjects:
            list(check.find(subject))
        spent[code] = time.process_time() - start
    whole = sum(spent.values())
    return [(code, 100 * spent[code] / whole) for code in sorted(spent, key=spent.__getitem__, reverse=True)[:most]]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.checks")
    parser.add_argument("--reports", type=int, default=110)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    made = reports(asked.reports)
    subjects = [one.read() for one in made]
    work: dict[str, Callable[[], object]] = {
        "arithmetic": lambda: [assess(subject.evaluation) for subject in subjects],
        "checks": lambda: [find_all(subject) for subject in subjects],
        "read, arithmetic and checks": lambda: [find_all(one.read()) for one in made],
    }
    print(f"{len(checks())} checks, {len(made)} reports of {len(profile_ids())} profiles, CPU time of one core")
    for name, do in work.items():
        print(f"  {name:30} {per_second(do, len(made), asked.rounds):8.0f} reports/s")
    print("  most of the time:", ", ".join(f"{code} {share:.0f}%" for code, share in slowest(subjects, 6)))


if __name__ == "__main__":
    main()
