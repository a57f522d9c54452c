"""A target, a weight or a name differs from the approved target form.

Why: targets are approved with the budget and as a rule not adjusted; the first thing a finance bureau compares is
whether the self-evaluation still holds what was approved. The target form is the report `targets` below this one.
Example: approved ≥10次, the self-evaluation says ≥8次.
Remedy: restore what was approved, or have the adjustment approved and change the target form.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.base.text import squeezed
from reportgen.checks.rule import Check, Subject, text_of
from reportgen.model.form import Indicator

FAULT = Fault(
    "TGT001",
    "off_approved_target",
    Severity.ERROR,
    N_("{name}: {label} is {text}, approved was {approved}"),
    N_("restore what was approved"),
)
FIELDS = ("name", "target", "weight")
WORDS = ("name",)


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each field that differs: an error for target and weight, a warning for the name."""
    if subject.approved is None:
        return
    approved = {row.id: row for row in subject.approved.indicators}
    for row in subject.evaluation.indicators:
        for field in FIELDS if row.id in approved else ():
            now, then = _text(row, field), _text(approved[row.id], field)
            if not then or squeezed(now) == squeezed(then):
                continue
            yield FAULT.at(
                subject.where(f"indicators.{row.id}.{field}"),
                fact=f"indicators.{row.id}.{field}",
                severity=Severity.WARNING if field in WORDS else None,
                name=approved[row.id].name.text,
                label=subject.evaluation.columns[field],
                text=now or "—",
                approved=then,
            )


def _text(row: Indicator, field: str) -> str:
    """A field in words; weights that are equal read alike."""
    if field == "weight":
        return "" if row.weight is None else f"{row.weight.value.normalize():f}"
    return text_of(getattr(row, field))


CHECK = Check(FAULT, find, stages=("monitoring", "evaluation"))
