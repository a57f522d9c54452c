"""What tests are made of: a form without a single finding, and ways to change only what a test is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import yaml

from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.checks.rule import Subject, checks
from reportgen.checks.run import find_all
from reportgen.document.fact import Fact
from reportgen.document.narrative import Narrative
from reportgen.load.fields import Faults
from reportgen.load.markdown import parse_markdown
from reportgen.load.narrative import NarrativeFiles, link_narrative
from reportgen.load.profile import load_profile
from reportgen.model.figure import Figure
from reportgen.model.figures import assess
from reportgen.model.form import Evaluation, Form, FundLine, Goal, Indicator, Waiver
from reportgen.model.profile import Profile
from reportgen.model.values import Day, Number, Text, parse_date, parse_decimal

Amount = str | None

FORM: Mapping[str, Any] = yaml.load(
    """
schema: 1
profile: guizhou-2024
form: {kind: department, stage: evaluation, department: 示例县民政局, year: 2024, unit: 元, filed: 2025-03-14}
funds:
  - {id: total, label: 资金总额, initial: "120,000.00", adjusted: "125,000.00", executed: "120,000.00"}
  - {id: personnel, label: 人员类项目, initial: "60,000.00", adjusted: "60,000.00", executed: "58,000.00"}
  - {id: operating, label: 运转类公用经费项目, initial: "20,000.00", adjusted: "20,000.00", executed: "19,000.00"}
  - {id: targeted, label: 特定目标类项目, initial: "40,000.00", adjusted: "45,000.00", executed: "43,000.00"}
goals:
  - {id: g1, text: 按时足额发放救助资金。}
  - {id: g2, text: 扩大养老服务供给。}
indicators:
  - {id: q1, level1: 产出指标, level2: 数量指标, name: 培训次数, target: ≥10次, actual: 10次, weight: 20, score: 20}
  - {id: q2, level1: 产出指标, level2: 质量指标, name: 发放准确率, target: =100%, actual: 100%, weight: 10, score: 10}
  - {id: q3, level1: 产出指标, level2: 时效指标, name: 时限, target: 12月底前, actual: 已完成, weight: 10, score: 10}
  - {id: q4, level1: 产出指标, level2: 成本指标, name: 培训成本, target: ≤5万元, actual: 48000元, weight: 10, score: 10}
  - {id: b1, level1: 效益指标, level2: 社会效益指标, name: 生活水平, target: 提高, actual: 提高, weight: 30, score: 30}
  - {id: s1, level1: 满意度指标, level2: 满意度指标, name: 群众满意度, target: ≥90%, actual: 93%, weight: 10, score: 10}
conclusion: {grade: 优}
""",
    Loader=yaml.BaseLoader,  # noqa: S506 (makes texts and nothing else)
)
"""The form that every builder starts from, in the terms of evaluation.yaml: 99.6 points, and nothing to find."""

SECTIONS = {
    "results": "困难群众基本生活得到保障。",
    "experience": "资金发放与核查同步进行。",
    "next_steps": "建立备用通道。",
}


def a_text(text: str | None) -> Text | None:
    return Text(text) if text else None


def a_number(text: Amount) -> Number | None:
    return Number(parse_decimal(text), text) if text else None


def a_fund(
    id: str = "total",
    label: str = "资金总额",
    *,
    initial: Amount = "120,000.00",
    adjusted: Amount = "125,000.00",
    executed: Amount = "120,000.00",
    reason: str | None = None,
) -> FundLine:
    amounts = {"initial": a_number(initial), "adjusted": a_number(adjusted), "executed": a_number(executed)}
    return FundLine(id, Text(label), **amounts, reason=a_text(reason))


def an_indicator(
    id: str = "q1",
    *,
    level1: str = "产出指标",
    level2: str = "数量指标",
    name: str = "培训次数",
    target: str | None = "≥10次",
    actual: str | None = "10次",
    weight: Amount = "20",
    score: Amount = "20",
    reason: str | None = None,
) -> Indicator:
    texts = {"target": a_text(target), "actual": a_text(actual), "reason": a_text(reason)}
    points = {"weight": a_number(weight), "score": a_number(score)}
    return Indicator(id, Text(level1), Text(level2), Text(name), **texts, **points)


def a_goal(id: str = "g1", text: str = "按时足额发放救助资金。") -> Goal:
    return Goal(id, Text(text))


def a_waiver(code: str, fact: str, value: str, print: str | None = None) -> Waiver:
    return Waiver(code, fact, value, reason="与系统审定表一致", by="王一", print=print)


def a_profile(id: str = "guizhou-2024", **changes: Any) -> Profile:
    profile = load_profile(id)
    assert profile is not None
    return replace(profile, **changes)


def an_evaluation(
    *,
    funds: Sequence[FundLine] | None = None,
    goals: Sequence[Goal] | None = None,
    indicators: Sequence[Indicator] | None = None,
    grade: str | None = "优",
    stated: Mapping[str, str] | None = None,
    waivers: Sequence[Waiver] = (),
    profile: Profile | str = "guizhou-2024",
    **head: Any,
) -> Evaluation:
    """A form that has no findings, with what is given in place of its own; `head` changes fields of the form's head."""
    own = dict(FORM["form"]) | head
    texts = {name: a_text(own.get(name)) for name in ("project", "contact")}
    filed = Day(parse_date(own["filed"]), own["filed"]) if own["filed"] else None
    form = Form(own["kind"], own["stage"], Text(own["department"]), int(own["year"]), own["unit"], filed=filed, **texts)
    return Evaluation(
        profile=a_profile(profile) if isinstance(profile, str) else profile,
        form=form,
        funds=tuple(a_fund(**line) for line in FORM["funds"]) if funds is None else tuple(funds),
        goals=tuple(a_goal(**goal) for goal in FORM["goals"]) if goals is None else tuple(goals),
        indicators=tuple(an_indicator(**row) for row in FORM["indicators"])
        if indicators is None
        else tuple(indicators),
        grade=a_text(grade),
        stated={id: Text(text) for id, text in (stated or {}).items()},
        waivers=tuple(waivers),
        where=Location.of_file("evaluation.yaml"),
    )


def narrative_files(
    evaluation: Evaluation, completion: Mapping[str, str] | str | None = None, **sections: str | None
) -> dict[str, str]:
    """The Markdown of each section: every goal answered and every section written, but for what is given.

    `completion` is text by goal, or the whole file. A section given as None or as nothing is missing.
    """
    if completion is None:
        completion = {goal.id: "已完成全年任务。" for goal in evaluation.goals}
    if isinstance(completion, Mapping):
        completion = "\n\n".join(f"## {goal}\n\n{text}" for goal, text in completion.items())
    return {name: text for name, text in ({"completion": completion} | SECTIONS | sections).items() if text}


def a_narrative(
    evaluation: Evaluation | None = None,
    completion: Mapping[str, str] | str | None = None,
    **sections: str | None,
) -> Narrative:
    """The narrative of `evaluation`, read by the real reader from what `narrative_files` makes."""
    evaluation = evaluation or an_evaluation()
    noted = Faults()
    blocks = {
        name: parse_markdown(text, f"{name}.md", noted)
        for name, text in narrative_files(evaluation, completion, **sections).items()
    }
    narrative = link_narrative(NarrativeFiles(blocks, {}, (), {}), assess(evaluation), noted)
    assert not noted.findings, [str(finding.message) for finding in noted.findings]
    return narrative


def a_subject(evaluation: Evaluation | None = None, narrative: Narrative | None = None) -> Subject:
    """A report as a check sees it."""
    evaluation = evaluation or an_evaluation()
    return Subject(assess(evaluation), narrative or a_narrative(evaluation))


def findings(evaluation: Evaluation, narrative: Narrative | None = None, code: str | None = None) -> list[Finding]:
    """What every check finds, or the one that `code` names."""
    return find_all(a_subject(evaluation, narrative), None if code is None else [checks()[code]])


def a_figure(id: str, evaluation: Evaluation | None = None) -> Figure:
    return assess(evaluation or an_evaluation()).figures[id]


def a_fact(value: str, unit: str | None = "元", id: str = "funds.total.executed") -> Fact:
    """A figure as a document holds it: a number where it has a unit, else a text."""
    return Fact(id, id, parse_decimal(value) if unit else value, unit, value)
