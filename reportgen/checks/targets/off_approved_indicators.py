"""An approved indicator is missing, or one was added that nobody approved.

Why: leaving out an indicator that went badly is the simplest way to a better score. Rows are matched by id.
Example: the target form has q7, the self-evaluation has not.
Remedy: restore the row under its own id, or take out what was not approved.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.location import Location
from reportgen.base.messages import N_, Message
from reportgen.checks.rule import Check, Subject
from reportgen.model.form import Indicator

FAULT = Fault(
    "TGT002",
    "off_approved_indicators",
    Severity.ERROR,
    N_("{id} {name} is in the {having} and not in the {lacking}"),
    N_("restore the row under its id, or take out what was not approved"),
)
TARGETS, EVALUATION = N_("approved target form"), N_("self-evaluation")


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each row that only one of the two forms has."""
    if subject.approved is None:
        return
    own = {row.id: row for row in subject.evaluation.indicators}
    approved = {row.id: row for row in subject.approved.indicators}
    for id, row in approved.items():
        if id not in own:
            yield _only_in(TARGETS, EVALUATION, row, subject.evaluation.where)
    for id, row in own.items():
        if id not in approved:
            yield _only_in(EVALUATION, TARGETS, row, row.where)


def _only_in(having: str, lacking: str, row: Indicator, where: Location) -> Finding:
    return FAULT.at(
        where,
        fact=f"indicators.{row.id}",
        id=row.id,
        name=row.name.text,
        having=Message(having),
        lacking=Message(lacking),
    )


CHECK = Check(FAULT, find, stages=("monitoring", "evaluation"))
