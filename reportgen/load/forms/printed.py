"""A form as its source printed it: strings, each with its place. Nothing is typed or computed yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from reportgen.base.finding import Finding
from reportgen.base.location import NOWHERE, Location
from reportgen.load.tables.grid import Cell

DEPARTMENT, PROJECT, TRANSFER = "部门整体", "项目支出", "转移支付"
"""The kinds of printed forms."""


@dataclass(frozen=True, slots=True)
class PrintedFund:
    """A row of the funds block."""

    label: Cell
    initial: Cell | None = None
    adjusted: Cell | None = None
    executed: Cell | None = None
    rate: Cell | None = None
    weight: Cell | None = None
    score: Cell | None = None
    expected: Cell | None = None
    reason: Cell | None = None


@dataclass(frozen=True, slots=True)
class PrintedIndicator:
    """A row of the indicators block; `level1` and `level2` are the cells whose labels it belongs to.

    `level3` is None where the row names no indicator. A target that was printed in several cells is one cell, and so
    are points that only the name prints. `expected` is what a monitoring form expects of the whole year.
    """

    level3: Cell | None = None
    level1: Cell | None = None
    level2: Cell | None = None
    target: Cell | None = None
    actual: Cell | None = None
    weight: Cell | None = None
    score: Cell | None = None
    reason: Cell | None = None
    expected: Cell | None = None


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """One form as printed.

    `kind` is 部门整体, 项目支出 or 转移支付, `stage` one of the model's. `completion` holds the parts of the completion
    by the number of their goal, 0 for what has none, `sections` the parts of the conclusion, and `notes` the texts that
    fit no field.
    """

    kind: str
    title: str | None
    department: Cell | None
    project: Cell | None
    year: str | None
    unit: str | None
    filed: Cell | None
    contact: Cell | None
    central_supervisor: Cell | None = None
    supervisor: Cell | None = None
    funds: tuple[PrintedFund, ...] = ()
    indicators: tuple[PrintedIndicator, ...] = ()
    total_weight: Cell | None = None
    total_score: Cell | None = None
    grade: Cell | None = None
    goals: tuple[str, ...] = ()
    completion: dict[int, str] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)
    notes: tuple[Cell, ...] = ()
    findings: tuple[Finding, ...] = ()
    where: Location = NOWHERE
    stage: str = "evaluation"

    def expected(self) -> list[tuple[Cell | None, Cell]]:
        """What a monitoring form expects of the whole year, with the name of its row."""
        rows = [(fund.label, fund.expected) for fund in self.funds]
        rows += [(row.level3, row.expected) for row in self.indicators]  # type: ignore[misc]
        return [(name, cell) for name, cell in rows if cell is not None]

    def as_dict(self) -> dict[str, Any]:
        """The object that `import --print` writes: strings exactly as printed, null where blank."""
        completion = "\n".join(self.completion.values()) or None
        return {
            "kind": self.kind,
            "stage": self.stage,
            "department": _text(self.department),
            "project": _text(self.project),
            "central_supervisor": _text(self.central_supervisor),
            "supervisor": _text(self.supervisor),
            "year": self.year,
            "unit": self.unit,
            "funds": [_texts(fund, FUND_KEYS) for fund in self.funds],
            "indicators": [_texts(indicator, INDICATOR_KEYS) for indicator in self.indicators],
            "expected": [{"name": _text(name), "expected": cell.text} for name, cell in self.expected()],
            "total_weight": _text(self.total_weight),
            "total_score": _text(self.total_score),
            "grade": _text(self.grade),
            "goals": list(self.goals),
            "sections": {"completion": completion, **{name: self.sections.get(name) for name in SECTION_KEYS}},
            "contact": _text(self.contact),
            "filed": _text(self.filed),
            "findings": [finding.as_dict() for finding in self.findings],
        }


FUND_KEYS = ("label", "initial", "adjusted", "executed", "rate", "weight", "score")
INDICATOR_KEYS = ("level1", "level2", "level3", "target", "actual", "weight", "score", "reason")
SECTION_KEYS = ("results", "experience", "next_steps")


def _text(cell: Cell | None) -> str | None:
    return None if cell is None else cell.text


def _texts(row: object, keys: Sequence[str]) -> dict[str, str | None]:
    return {key: _text(getattr(row, key)) for key in keys}
