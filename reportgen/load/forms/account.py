"""Reads a self-evaluation that is written as prose: indicators in numbered sentences, totals in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from reportgen.load.forms.blocks import Blocks
from reportgen.load.forms.ledger import Ledger
from reportgen.load.forms.printed import PrintedIndicator
from reportgen.load.tables.grid import Cell, Row

_POINTS = r"\d+(?:\.\d+)?"
_SENTENCE = re.compile(
    r"^\s*(?:\d{1,2}[.、．]|[(（]\d{1,2}[)）]|指标\d{1,2}[:：])?\s*(?P<level3>[^,，:：;；。]{2,60})[,，:：]\s*"
    r"(?:年?初|年度|预期)(?:设定)?(?:目标|指标)值?(?:为|是)?\s*(?P<target>[^,，;；。]{1,40})[,，;；]\s*"
    r"(?:全年|年末)?实际?完成(?:值|情况)?(?:为|是)?\s*(?P<actual>[^,，;；。]{1,40})[,，;；]\s*"
    r"(?:(?:分值|权重)(?:为|是)?\s*(?P<weight>" + _POINTS + r")分?[,，;；]\s*)?"
    r"(?:自评)?得分(?:为|是)?\s*(?P<score>" + _POINTS + r")分?[;；。]?\s*$"
)
_TOTAL = re.compile(
    r"(?:自评得分|评价分|自评总分|综合得分|总得分|自评分)(?:为|是)?[:：]?\s*(?P<score>" + _POINTS + r")\s*分"
)
_GRADE = re.compile(
    r"(?:自评|评价|绩效)?(?:等级|结果|级别)(?:为|是|评定为)?[:：]?\s*[“\"]?(?P<grade>优秀|良好|合格|不合格|优|良|中|差)[”\"]?"
)


@dataclass(slots=True)
class Account:
    """What the sentences say."""

    indicators: list[PrintedIndicator] = field(default_factory=list)
    total_score: Cell | None = None
    grade: Cell | None = None
    where: Cell | None = None


def read_account(rows: Sequence[Row], blocks: Blocks, ledger: Ledger) -> Account:
    """The indicators, total and grade that the sentences of a form without a table spell out."""
    account = Account()
    if blocks.is_form:
        return account
    for row in rows:
        for cell in row.cells:
            match = _SENTENCE.match(cell.text)
            if match:
                account.indicators.append(_indicator(cell, match))
                account.where = account.where or cell
                ledger.use(cell)
            account.total_score = account.total_score or _found(_TOTAL, "score", cell)
            account.grade = account.grade or _found(_GRADE, "grade", cell)
    return account


def _indicator(cell: Cell, match: re.Match[str]) -> PrintedIndicator:
    parts = {name: replace(cell, text=text.strip(), markup=None) for name, text in match.groupdict().items() if text}
    return PrintedIndicator(**parts)


def _found(pattern: re.Pattern[str], name: str, cell: Cell) -> Cell | None:
    match = pattern.search(cell.text)
    return replace(cell, text=match.group(name), markup=None) if match else None
