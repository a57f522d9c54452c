"""The label of a fund line lacks the ending that all the others have.

Why: the labels of the form are fixed; a shortened one shows that the table was typed again by hand.
Example: 人员类项目, 运转类公用经费项目, 特定目标类项目, and 其他运转类.
Remedy: write the label as the form prints it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "FND011",
    "label_off_peers",
    Severity.INFO,
    N_("“{label}” lacks “{ending}”, which the other lines end with"),
    N_("write the label as the form prints it"),
)
ENDING = 2
ENOUGH = 3
"""So many labels with one ending make it the ending of the form."""


def find(subject: Subject) -> Iterator[Finding]:
    """At most one finding: where all component lines but one end alike."""
    lines = subject.evaluation.component_lines
    endings = Counter(line.label.text[-ENDING:] for line in lines)
    if not endings:
        return
    ending, count = endings.most_common(1)[0]
    odd = [line for line in lines if not line.label.text.endswith(ending)]
    if count >= ENOUGH and len(odd) == 1:
        yield FAULT.at(odd[0].label.where, fact=f"funds.{odd[0].id}.label", label=odd[0].label.text, ending=ending)


CHECK = Check(FAULT, find)
