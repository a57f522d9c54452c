"""A reason is given for lost points, but nothing is said about what will be done.

Why: the column asks for the reason and the measure (偏差原因分析及改进措施); a reason alone answers half of it.
Example: 4 of 5 points, and as reason only 财政局追加人员经费.
Remedy: say in `reason` what is done about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject, text_of

FAULT = Fault(
    "IND005",
    "reason_without_measure",
    Severity.WARNING,
    N_("{name}: “{reason}” names no measure"),
    N_("say what is done about it"),
)
_MEASURE = re.compile(
    r"措施|下一?步|下年|明年|今后|后续|将|加强|加快|加大|强化|完善|改进|整改|督促|推进|推动|优化|细化|落实|严格|严控|建立|健全|"
    r"提高|提升|确保|规范|跟进|跟踪|狠抓|力争|争取|继续|开展|催|协调|压减|压缩|控制|合理|科学|及时|尽快|已(?:与|重新|采取|安排|要求|制定|启动|约谈|调整|改)|约定|预案|备用|加派|核查|通报|约谈|拟|改为|改用|纳入|补[齐足办发]"
)


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each such indicator."""
    for indicator in subject.evaluation.indicators:
        weight, score, reason = indicator.weight, indicator.score, text_of(indicator.reason)
        if weight is None or score is None or indicator.reason is None or not reason:
            continue
        if score.value < weight.value and not _MEASURE.search(reason):
            yield FAULT.at(
                indicator.reason.where,
                fact=f"indicators.{indicator.id}.reason",
                name=indicator.name.text,
                reason=reason,
            )


CHECK = Check(FAULT, find, stages=("evaluation",))
