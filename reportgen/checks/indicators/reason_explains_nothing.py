"""The reason for a deviation says only that there was one.

Why: a reader learns nothing from "dynamic management" or "the actual situation"; reviewers return such forms.
Example: 13.98万人 against ≥10万人, and as reason 有进有退，属于动态管理.
Remedy: name the cause: who decided what, what was added, what did not come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject, text_of
from reportgen.model.scoring import over_achievement

FAULT = Fault(
    "IND015",
    "reason_explains_nothing",
    Severity.WARNING,
    N_("{name}: “{reason}” explains nothing"),
    N_("name the cause"),
)
_EMPTY = re.compile(
    r"动态管理|有进有退|有增有减|客观原因|实际情况|工作需要|正常波动|历史原因|各种原因|多方面原因|其他原因|自然增减"
    r"|^(?:已?完成|无偏差|不存在偏差|正常|超额完成|未完成|部分未完成)[。.]?$"
)
_CAUSE = re.compile(r"因为|由于|受.{1,12}影响|导致|下达|追加|新增|调整|政策|疫情|天气|灾|推迟|延期|批复|招标|采购|\d")
LONG = 40
"""A longer reason says more than the words it begins with."""


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each indicator that lost points or far exceeded its target and has such a reason."""
    deviating = set(_deviating(subject))
    for indicator in subject.evaluation.indicators:
        reason = text_of(indicator.reason)
        if indicator.reason is None or indicator.id not in deviating or not reason or len(reason) > LONG:
            continue
        if _EMPTY.search(reason) and not _CAUSE.search(reason):
            yield FAULT.at(
                indicator.reason.where,
                fact=f"indicators.{indicator.id}.reason",
                name=indicator.name.text,
                reason=reason,
            )


def _deviating(subject: Subject) -> Iterator[str]:
    """The ids of the indicators that need an explanation."""
    limit = subject.profile.thresholds.over_achievement
    for indicator in subject.evaluation.indicators:
        if indicator.weight and indicator.score and indicator.score.value < indicator.weight.value:
            yield indicator.id
    for indicator, target, actual in subject.measured():
        excess = over_achievement(target, actual)
        if limit is not None and excess is not None and excess > limit:
            yield indicator.id


CHECK = Check(FAULT, find, stages=("evaluation",))
