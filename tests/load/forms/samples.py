"""Sheets and texts that several tests begin with."""

from __future__ import annotations

import random

from reportgen.base.finding import Finding
from reportgen.load.forms.printed import PrintedForm
from reportgen.load.forms.recognise import recognise
from tests.load.forms.generator.form import make_form
from tests.load.forms.generator.layout import Layout
from tests.load.forms.generator.output import text_grid
from tests.load.forms.generator.sheet import Printer, Sheet


def sheet_of(layout: Layout, seed: int = 4, *, merged: bool = True) -> Sheet:
    """A made-up form on a sheet, without any noise."""
    return Printer(make_form(seed), layout, random.Random(seed), merged=merged).sheet()


def form_of(*lines: str) -> PrintedForm:
    """The form in the lines of a text."""
    return recognise(text_grid("\n".join(lines)), {})[0]


def codes(findings: tuple[Finding, ...]) -> set[str]:
    """The codes of findings."""
    return {finding.code for finding in findings}


FUNDS = (
    "项目名称\t村道养护",
    "实施单位\t青禾县交通局",
    "项目资金(万元)\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分",
    "\t年度资金总额\t100.00\t80.00\t60.00\t10\t75.00%\t7.5",
)
"""A head and a funds block."""
INDICATORS = (
    "绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施",
    "\t产出指标\t数量指标\t养护里程\t≥5公里\t6公里\t50\t50\t",
)
"""An indicators block of one row."""
