"""The points of all indicators and of budget execution do not add up to the form's 100.

Why: a complete form has 100 points, execution included (财预〔2020〕10号: 10 + 50 + 30 + 10).
Example: indicators of 89 points and 10 for execution: 99.
Remedy: correct the weights.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject
from reportgen.model.values import trimmed

FAULT = Fault(
    "TOT001",
    "weights_off_basis",
    Severity.ERROR,
    N_("all weights add up to {sum}, not to {basis}"),
    N_("correct the weights of the indicators"),
)


def find(subject: Subject) -> Iterator[Finding]:
    """At most one finding."""
    total, basis = subject.decimal("totals.weight"), subject.profile.total_basis
    if total is not None and total != basis:
        yield FAULT.at(
            subject.where("totals.weight"), fact="totals.weight", sum=trimmed(total, 2), basis=trimmed(basis, 2)
        )


CHECK = Check(FAULT, find)
