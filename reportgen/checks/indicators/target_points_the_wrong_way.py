"""The operator of a target points the wrong way: an upper bound on what should be many, a lower one on a cost.

Why: with ≤ on a number of villages, doing nothing earns full points.
Example: 开展精品示范村建设数量 ≤4; 培训成本 ≥5万元.
Remedy: correct the operator from the approved target form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject
from reportgen.model.form import Indicator
from reportgen.model.measures import Measure
from reportgen.model.rating import COST

FAULT = Fault(
    "IND006",
    "target_points_the_wrong_way",
    Severity.WARNING,
    N_("{name} ({level}): the target {target} points the wrong way"),
    N_("correct the operator"),
)
_MORE_IS_BETTER = re.compile(r"数量|满意|产出数")
_LESS_IS_BETTER = re.compile(
    r"事故|死亡|伤亡|投诉|违规|违纪|违法|发案|案件|差错|错误|误差|损失|逾期|超标|排放|能耗|消耗|下降|降低|减少|压减|控制|限额|上限"
    r"|成本|费用|支出|经费|单价|金额|时间|时限|时长|天数|周期|工期|失业|贫困|辍学|三公|编制|接待|用车|会议|返贫|信访|退回|缺陷|故障|响应"
    r"|欠|拖延|闲置|空置|浪费|流失|污染|病|传染|感染|火灾|灾害|风险|不良|隐患|退出"
)
_MAY_BE_MORE = re.compile(r"节约|节省|降低|压减|减少|率|幅|标准|自筹|投入|撬动|收益|收入|效益")
_NOT_COUNTED = frozenset({"元", "天", "日", "小时", "分钟", "秒", "个月", "月", "年", "%", "个工作日", "工作日"})


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each such target."""
    for indicator, target, _ in subject.measured():
        if _is_wrong(indicator, target):
            yield FAULT.at(
                subject.where(f"indicators.{indicator.id}.target"),
                fact=f"indicators.{indicator.id}.target",
                name=indicator.name.text,
                level=indicator.level2.text,
                target=str(indicator.target),
            )


def _is_wrong(indicator: Indicator, target: Measure) -> bool:
    name, level = indicator.name.text, indicator.level2.text
    if target.operator in {"≤", "<"}:
        is_count = bool(_MORE_IS_BETTER.search(level)) and (target.unit not in _NOT_COUNTED or "满意" in level)
        return is_count and target.value > 0 and not _LESS_IS_BETTER.search(name)
    return target.operator in {"≥", ">"} and COST in level and not _MAY_BE_MORE.search(name)


CHECK = Check(FAULT, find)
