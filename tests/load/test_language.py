"""Scripts are counted before langdetect is asked."""

from __future__ import annotations

import sys

import pytest

from reportgen.load.language import language_of


@pytest.mark.parametrize(
    "text", ["部门整体支出", "民政局", "良好以上", "100%", "≥6次", "达成预期指标", "GDP", "达成预期指标 (KPI, ROI)", ""]
)
def test_chinese_and_short_text_is_chinese(text: str) -> None:
    assert language_of(text) == "zh-CN"


def test_long_foreign_text_is_recognised_and_the_same_each_time() -> None:
    text = "The department completed all of its tasks for the year within the approved budget."
    assert {language_of(text) for _ in range(5)} == {"en"}


def test_langdetect_is_not_loaded_for_chinese() -> None:
    sys.modules.pop("langdetect", None)
    language_of("全年预算执行率达到百分之九十八。")
    assert "langdetect" not in sys.modules
