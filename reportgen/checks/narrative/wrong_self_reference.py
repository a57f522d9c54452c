"""The text calls itself by another unit or another level than the department's name says.

Why: 我市 in the report of a prefecture shows that the sentence comes from somebody else's report.
Example: 我市城市低保平均标准 in the form of 黔南布依族苗族自治州民政局; 我委 in the form of a 局.
Remedy: write 全州, 我州, 我局.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.location import Location
from reportgen.base.messages import N_
from reportgen.checks.narrative.paragraphs import passages
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "TXT010",
    "wrong_self_reference",
    Severity.WARNING,
    N_("“{text}” does not fit {department}"),
    N_("write what the department is: {right}"),
)
_RANKS = {"省": 5, "市": 4, "州": 4, "盟": 4, "县": 3, "区": 3, "旗": 3, "乡": 2, "镇": 2}
_NO_LEVEL = re.compile(
    r"市场|城市|市政|城乡|乡村|乡镇|社区|区划|区域|地区|园区|景区|辖区|开发区|新区|旅游区|州级|校区|灾区|片区|自治区"
)
_LEVEL = re.compile(r"我(?P<level>[省市州盟县区旗乡镇])(?![场域块情面民划级制])")
_KINDS = {
    "委员会": "委",
    "委": "委",
    "局": "局",
    "厅": "厅",
    "院": "院",
    "学校": "校",
    "中学": "校",
    "小学": "校",
    "学院": "院",
    "中心": "中心",
}
_KIND = re.compile(r"(?<![自本])我(?P<kind>局|委|厅|院|校|中心)(?![属部们])")


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each such word; a level above the department's own may be meant and is let pass."""
    department = subject.evaluation.form.department.text
    levels = [character for character in _NO_LEVEL.sub("", department) if character in _RANKS]
    kind = next((short for ending, short in _KINDS.items() if department.endswith(ending)), None)
    for passage in passages(subject):
        if passage.id == "form.department":
            continue
        for match in _LEVEL.finditer(passage.text):
            named = match["level"]
            if levels and named not in levels and _RANKS[named] <= _RANKS[levels[-1]]:
                yield _at(passage.where, passage.id, match.group(), department, f"我{levels[-1]}")
        for match in _KIND.finditer(passage.text):
            if kind is not None and match["kind"] != kind:
                yield _at(passage.where, passage.id, match.group(), department, f"我{kind}")
        doubled = re.search(
            re.escape(department) + r"部门(?!整体|预算|决算|支出|收支|绩效|职|联|内|间|工|所属)", passage.text
        )
        if doubled is not None:
            yield _at(passage.where, passage.id, doubled.group(), department, department)


def _at(where: Location, fact: str, text: str, department: str, right: str) -> Finding:
    return FAULT.at(where, fact=fact, text=text, department=department, right=right)


CHECK = Check(FAULT, find)
