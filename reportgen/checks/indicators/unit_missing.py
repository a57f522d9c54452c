"""A target is a bare number without a unit.

Why: 95 may be people, villages or percent; a rate without % is read as something else.
Example: target ≥95 for 验收合格率; target ≥200 beside others that say 个.
Remedy: add the unit to target and actual value.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject, text_of
from reportgen.model.form import Indicator
from reportgen.model.measures import Measure, parse_measure

FAULT = Fault(
    "IND010",
    "unit_missing",
    Severity.WARNING,
    N_("{name}: {target} has no unit"),
    N_("add the unit to the target and the actual value"),
)
_RATES = ("率", "满意度", "占比", "比例", "程度")


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each bare target: a warning for a rate or where others have units, else a note."""
    rows = [(row, target) for row in subject.evaluation.indicators if (target := parse_measure(text_of(row.target)))]
    others_have = any(target.unit not in {"", "%"} for _, target in rows)
    for row, target in rows:
        if target.unit or not target.value:
            continue
        grave = others_have or _is_rate(row, target)
        yield FAULT.at(
            subject.where(f"indicators.{row.id}.target"),
            fact=f"indicators.{row.id}.target",
            severity=None if grave else Severity.INFO,
            name=row.name.text,
            target=str(row.target),
        )


def _is_rate(row: Indicator, target: Measure) -> bool:
    """Whether a percent sign is missing: 0.95 may be meant as it stands."""
    return row.name.text.endswith(_RATES) and target.value > 1


CHECK = Check(FAULT, find)
