"""The completion of a goal is only a word, or only an amount of money.

Why: the public learns neither what was done nor how much of it.
Example: 完成; 已执行项目资金120万元.
Remedy: say what was done, with figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.base.text import han_count
from reportgen.checks.narrative.paragraphs import essence
from reportgen.checks.rule import Check, Subject
from reportgen.document.blocks import plain_text

FAULT = Fault(
    "GOA004",
    "completion_says_nothing",
    Severity.WARNING,
    N_("the completion of the goal {goal} says only “{text}”"),
    N_("say what was done, with figures"),
)
_WORDS = re.compile(
    r"(?:本?项?目标|各项任务|全部|均|已|基本|按时|按期|如期|按计划|全面|顺利|圆满)*(?:完成|达成|实现|达到预期|达标)(?:目标|预期目标)?了?"
)
_MONEY = re.compile(r"[\d,.]+(?:万|亿)?元")
_MONEY_WORDS = re.compile(r"全年|预算|资金|项目|执行|支出|支付|使用|拨付|完成|实际|共|共计|累计|数|率|为|已|的|\d|[.%]")
LEFT = 4
"""So few characters beside the money say nothing about the work."""


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each such goal."""
    for goal, section in subject.narrative.completion.items():
        text = plain_text(section.blocks)
        words = essence(text)
        only_money = bool(_MONEY.search(text)) and han_count(_MONEY_WORDS.sub("", _MONEY.sub("", words))) <= LEFT
        if _WORDS.fullmatch(words) or only_money:
            yield FAULT.at(section.where, fact=f"sections.completion.{goal}", goal=goal, text=text)


CHECK = Check(FAULT, find, stages=("evaluation",))
