"""The budget was executed by less than the profile asks for, and nothing says why.

Why: below the profile's `low_execution` (90% in most provinces) the form wants the reason and the measure.
Example: a rate of 82.37% and no reason on the total line.
Remedy: fill in `reason` of the total line.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject, text_of
from reportgen.model.values import trimmed

FAULT = Fault(
    "FND006",
    "low_execution_without_reason",
    Severity.ERROR,
    N_("the budget was executed by {rate}, below {limit}%, without a reason"),
    N_("fill in the reason of the total line"),
)


def find(subject: Subject) -> Iterator[Finding]:
    """At most one finding, on the rate of the total line."""
    limit, total = subject.profile.thresholds.low_execution, subject.evaluation.total_line
    rate = subject.decimal("funds.total.rate")
    if limit is None or total is None or rate is None or text_of(total.reason):
        return
    if rate < limit:
        yield FAULT.at(
            subject.where("funds.total.rate"),
            fact="funds.total.rate",
            rate=subject.computed_text("funds.total.rate"),
            limit=trimmed(limit, 2),
        )


CHECK = Check(FAULT, find, stages=("evaluation",))
