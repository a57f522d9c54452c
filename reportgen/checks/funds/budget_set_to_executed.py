"""The adjusted budget equals what was executed to the last digit, and differs from the initial budget.

Why: a budget that is cut to the amount spent makes every rate 100%; readers should know the rate on the initial budget.
Example: initial 76,799,063.48, adjusted and executed 60,704,518.55: 100.00%, but 79.04% of the initial budget.
Remedy: nothing is wrong by itself; say in the narrative why the budget was adjusted.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject
from reportgen.model.scoring import execution_rate
from reportgen.model.values import round_half_up

FAULT = Fault(
    "FND007",
    "budget_set_to_executed",
    Severity.INFO,
    N_("adjusted and executed are both {executed}; on the initial budget {initial} the rate is {rate}%"),
    N_("say why the budget was adjusted"),
)


def find(subject: Subject) -> Iterator[Finding]:
    """At most one finding, on the total line."""
    initial, adjusted, executed = (
        subject.decimal(f"funds.total.{name}") for name in ("initial", "adjusted", "executed")
    )
    rate = execution_rate(executed, initial)
    if executed and adjusted == executed and initial != executed and rate is not None:
        yield FAULT.at(
            subject.where("funds.total.adjusted"),
            fact="funds.total.adjusted",
            executed=subject.text_of("funds.total.executed"),
            initial=subject.text_of("funds.total.initial"),
            rate=round_half_up(rate, 2),
        )


CHECK = Check(FAULT, find, stages=("evaluation",))
