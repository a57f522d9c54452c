"""A text or a date speaks of another year than the form.

Why: sentences and dates of last year's report were left standing.
Example: 2021年11月 as the actual date in the form of 2022; 2023年度绩效自评 in the form of 2024.
Remedy: bring the year up to date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.narrative.paragraphs import passages
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "DAT003",
    "other_year",
    Severity.WARNING,
    N_("“{text}” is not of {year}"),
    N_("bring the year up to date"),
)
_TITLE = re.compile(
    r"(?<![较比与和及照至])(?P<year>20\d{2})年度?(?:部门|单位|项目|整体|预算|支出|财政|资金|全年|年初){0,4}"
    r"(?:绩效自评|绩效评价|自评得分|自评工作|预算执行率|全年预算数|执行数为|绩效目标完成)"
)
_DATE = re.compile(r"(?P<year>20\d{2})年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:[底末]?)(?:之?前|以前|内|完成|已完成)*")
_CELLS = ("name", "target", "actual")


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each such title in a text, and for each date of an earlier year in an indicator."""
    year = subject.evaluation.form.year
    for passage in passages(subject):
        for match in _TITLE.finditer(passage.text):
            if int(match["year"]) != year:
                yield FAULT.at(passage.where, fact=passage.id, text=match.group(), year=year)
    for indicator in subject.evaluation.indicators:
        for field in _CELLS:
            text = getattr(indicator, field)
            dated = (
                (_DATE.match if field == "name" else _DATE.fullmatch)(text.text.strip()) if text is not None else None
            )
            if dated is not None and int(dated["year"]) < year:
                yield FAULT.at(text.where, fact=f"indicators.{indicator.id}.{field}", text=dated.group(), year=year)


CHECK = Check(FAULT, find, stages=("evaluation",))
