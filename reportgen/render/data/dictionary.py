"""The data dictionary: what each column of the data files holds, of which kind, in which unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.document.disclosure import Disclosure

HEADER = ("文件", "列", "数据项", "说明", "类型", "单位")
AMOUNT, POINTS, TEXT, PERCENT = "数值", "数值", "文本", "数值"


@dataclass(frozen=True, slots=True)
class Entry:
    """One column: its file, its header there, its key in the ids of facts, what it means, its kind and unit."""

    file: str
    column: str
    key: str
    about: str
    kind: str
    unit: str

    def cells(self) -> tuple[str, ...]:
        """The row of the dictionary."""
        return (self.file, self.column, self.key, self.about, self.kind, self.unit)


_FUNDS = (
    ("initial", "年初批复的预算", AMOUNT, None),
    ("adjusted", "调整后的全年预算", AMOUNT, None),
    ("executed", "全年实际支出", AMOUNT, None),
    ("rate", "执行数占预算数的百分比；仅总额一行有", PERCENT, "%"),
    ("weight", "预算执行满分；仅总额一行有", POINTS, "分"),
    ("score", "预算执行得分；仅总额一行有", POINTS, "分"),
)
_INDICATORS = (
    ("level1", "一级指标名称", TEXT, ""),
    ("level2", "二级指标名称", TEXT, ""),
    ("name", "三级指标名称", TEXT, ""),
    ("target", "年初设定的指标值，单位在文字内", TEXT, ""),
    ("actual", "全年完成值，单位在文字内", TEXT, ""),
    ("weight", "满分", POINTS, "分"),
    ("score", "得分", POINTS, "分"),
    ("reason", "未完成或偏差的原因；空为无", TEXT, ""),
)
_GOALS = (("goal", "年初设定的总体目标", TEXT, ""), ("completion", "目标的完成情况，纯文本", TEXT, ""))
_JSON = (
    ("facts[].id", "数据项编号，各格式、各年度一致", TEXT, ""),
    ("facts[].label", "数据项在表中的名称", TEXT, ""),
    ("facts[].value", "数值，不含千分位和单位；文本原样；没有为 null", TEXT, ""),
    ("facts[].unit", "单位；文本为 null", TEXT, ""),
    ("facts[].text", "各格式中印出的文字", TEXT, ""),
    ("sections[].name", "文字部分的编号", TEXT, ""),
    ("sections[].label", "文字部分的名称", TEXT, ""),
    ("sections[].language", "文字的语言，如 zh-CN", TEXT, ""),
    ("sections[].text", "文字，纯文本；脚注在末尾", TEXT, ""),
    ("version", "公开的版本号；未公开为 null", "整数", ""),
)


def entries(disclosure: Disclosure) -> Iterator[Entry]:
    """Every column of every data file, under the labels of this report."""
    labels, unit = disclosure.labels, disclosure.form.unit
    yield Entry("funds.csv", labels["source"], "label", "资金来源", TEXT, "")
    for key, about, kind, given in _FUNDS:
        shown = unit if given is None else given
        named = f"({shown})" if shown in (unit, "%") else ""
        yield Entry("funds.csv", labels[key] + named, f"funds.*.{key}", about, kind, shown)
    for key, about, kind, shown in _INDICATORS:
        yield Entry("indicators.csv", labels[key], f"indicators.*.{key}", about, kind, shown or "")
    for key, about, kind, shown in _GOALS:
        yield Entry("goals.csv", labels[key], f"goals.*.{key}", about, kind, shown)
    for key, about, kind, shown in _JSON:
        yield Entry("report.json", key, key, about, kind, shown)
