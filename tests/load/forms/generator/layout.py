"""How a form can be printed: which columns, in which order and under which labels."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Layout:
    """How a form is printed. Columns are pairs of a field and its label; `target3` prints targets in three cells.

    `fund_span` is a label above the amounts, which then stand in a second row of the header. `upright` labels have one
    character a line, `percent` weights a percent sign, `coded` names the code of the system before them, and
    `decisions` are rows on decisions and management above all others.
    """

    name: str
    title: str
    kind: str
    funds: tuple[tuple[str, str], ...]
    fund_labels: tuple[str, str, str, str]
    indicators: tuple[tuple[str, str], ...]
    head: tuple[tuple[str, str], ...]
    fund_block: str = "项目资金({unit})"
    goals: tuple[str, str, str] | None = ("年度总体目标", "预期目标", "实际完成情况")
    goals_first: bool = False
    total: str | None = "总分"
    grade: bool = False
    closing: tuple[tuple[str, str], ...] = ()
    points_in_labels: bool = False
    stage: str = "evaluation"
    funds_last: bool = False
    fund_span: str | None = None
    upright: bool = False
    percent: bool = False
    coded: bool = False
    decisions: bool = False

    @property
    def target3(self) -> bool:
        """Whether a target has three cells."""
        return any(field == "operator" for field, _ in self.indicators)


GENERAL = ("年度资金总额", "其中:当年财政拨款", "上年结转资金", "其他资金")
PROJECT = (("project", "项目名称"), ("supervisor", "主管部门"), ("department", "实施单位"))
LEVELS = (("level1", "一级指标"), ("level2", "二级指标"), ("level3", "三级指标"))
