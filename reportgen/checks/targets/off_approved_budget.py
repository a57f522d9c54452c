"""The initial budget differs from the one in the approved target form.

Why: the initial budget is what the congress approved; only the adjusted one may move.
Example: approved 76,799,063.48, the self-evaluation starts from 70,000,000.00.
Remedy: restore the approved amount, and enter the change as adjusted budget.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject
from reportgen.model.form import YUAN_IN
from reportgen.model.values import grouped

FAULT = Fault(
    "TGT003",
    "off_approved_budget",
    Severity.ERROR,
    N_("{label}: the initial budget is {amount} {unit}, approved were {approved} {unit}"),
    N_("restore the approved amount"),
)


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each fund line that differs; forms in 元 and in 万元 are compared in 元."""
    if subject.approved is None:
        return
    unit = subject.evaluation.form.unit
    theirs, ours = YUAN_IN[subject.approved.form.unit], YUAN_IN[unit]
    approved = {line.id: line.initial for line in subject.approved.funds if line.initial is not None}
    for line in subject.evaluation.funds:
        then, now = approved.get(line.id), line.initial
        if then is None or now is None or then.value * theirs == now.value * ours:
            continue
        yield FAULT.at(
            now.where,
            fact=f"funds.{line.id}.initial",
            label=line.label.text,
            amount=subject.text_of(f"funds.{line.id}.initial"),
            approved=grouped(then.value * theirs / ours, subject.profile.decimals.amount),
            unit=unit,
        )


CHECK = Check(FAULT, find, stages=("monitoring", "evaluation"))
