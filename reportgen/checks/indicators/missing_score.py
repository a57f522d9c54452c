"""An indicator has no weight or no score.

Why: an indicator without points is left out of the totals in silence. A profile says which of the two its form has.
Example: a row whose score is empty.
Remedy: fill it in.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "IND004", "missing_score", Severity.ERROR, N_("{name}: no {missing}"), N_("fill it in; it counts in the totals")
)


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each such indicator."""
    for indicator in subject.evaluation.indicators:
        missing = [field for field in subject.profile.points if getattr(indicator, field) is None]
        if missing:
            yield FAULT.at(
                indicator.where,
                fact=f"indicators.{indicator.id}.{missing[0]}",
                name=indicator.name.text,
                missing="、".join(subject.evaluation.columns[field] for field in missing),
            )


CHECK = Check(FAULT, find, stages=("evaluation",))
