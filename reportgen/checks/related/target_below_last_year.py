"""A target is lower than what was reached last year.

Why: a target that was already passed asks for nothing.
Example: 150次 reached in 2023, and ≥100次 as the target of 2024.
Remedy: raise the target, or say why less is expected.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject, text_of
from reportgen.model.measures import comparable, parse_measure

FAULT = Fault(
    "YRS003",
    "target_below_last_year",
    Severity.INFO,
    N_("{name}: the target {target} is below the {actual} of {other}"),
    N_("raise the target, or say why less is expected"),
)


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each indicator of the same name and unit."""
    if subject.previous is None:
        return
    then = {row.name.text: (row, actual) for row, _, actual in subject.previous.measured()}
    for row in subject.evaluation.indicators:
        target = parse_measure(text_of(row.target))
        if target is None or row.name.text not in then or target.is_ceiling or target.operator not in {"≥", ">"}:
            continue
        before, actual = then[row.name.text]
        if comparable(target, actual) and target.value < actual.value:
            yield FAULT.at(
                subject.where(f"indicators.{row.id}.target"),
                fact=f"indicators.{row.id}.target",
                name=row.name.text,
                target=str(row.target),
                actual=str(before.actual),
                other=subject.previous.id,
            )


CHECK = Check(FAULT, find)
