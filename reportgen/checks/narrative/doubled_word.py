"""A word stands twice without anything between.

Why: it is a typing or copying error that every reader sees.
Example: 主要包括包括三个方面; 资金使用管理资金使用管理规范.
Remedy: delete one of the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.narrative.paragraphs import passages
from reportgen.checks.rule import Check, Subject

FAULT = Fault("TXT004", "doubled_word", Severity.WARNING, N_("“{text}” stands twice"), N_("delete one of the two"))
_WORDS = (
    "包括|进行|以及|通过|开展|根据|按照|其中|为了|对于|关于|由于|因此|同时|并且|或者|已经|实施|完成|达到|提高|提升|加强|推进|推动|"
    "项目|资金|部门|单位|预算|绩效|指标|工作|问题|措施|服务|群众|目标"
)
_TWICE = re.compile(rf"(?P<word>{_WORDS})(?P=word)|(?P<long>[\u4e00-\u9fff]{{3,12}})(?P=long)")
_REPEATS_ITSELF = re.compile(r"(.)\1+|(..)\2+|一步一步|一年一年")


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each text and doubling of a common word, or of three or more characters."""
    for passage in passages(subject):
        found = _TWICE.finditer(passage.text)
        doubled = (match.group() for match in found if not _REPEATS_ITSELF.fullmatch(match["word"] or match["long"]))
        for text in dict.fromkeys(doubled):
            yield FAULT.at(passage.where, fact=passage.id, text=text)


CHECK = Check(FAULT, find)
