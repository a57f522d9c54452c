"""The form asks for problems, and the answer is that there are none.

Why: the self-evaluation is there to find problems; 无 beside lost points contradicts the scores.
Example: 存在的问题：无.
Remedy: name the problems, or at least the deviations of the indicators.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.base.text import squeezed
from reportgen.checks.narrative.paragraphs import paragraphs_of
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "GOA005",
    "no_problem_told",
    Severity.WARNING,
    N_("“{text}”: the form asks for problems"),
    N_("name the problems and what is done about them"),
)
_NONE = re.compile(
    r"(?:.{0,8}(?:问题|不足|困难)(?:及原因|和原因|与不足|及改进措施)?[:：]?)?"
    r"(?:暂?无|没有|暂未发现|未发现|不存在)(?:任何|明显)?(?:问题|不足|困难)?[。.;；]?"
)


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each paragraph that says that there are no problems."""
    for name, section in subject.narrative.all_sections():
        for text, where in paragraphs_of(section.blocks):
            if _NONE.fullmatch(squeezed(text)):
                yield FAULT.at(where, fact=f"sections.{name}", text=text)


CHECK = Check(FAULT, find, stages=("evaluation",))
