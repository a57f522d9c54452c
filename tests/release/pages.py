"""The pages that releases make, each with everything that may stand on one."""

from __future__ import annotations

from reportgen.document.notice import Comparison, Overview, OverviewReport, OverviewRow
from reportgen.render.notice import render_comparison, render_notice, render_overview
from tests.release.test_templates import FOLDER, a_notice, some_changes


def an_overview() -> Overview:
    places = (*some_changes().corrected, *some_changes().passages)
    effect = "总分由97变为96。等级不变（优）。"
    return Overview(
        language="zh-CN", title="更正一览", kind="correction", reason="多记一笔", date="2025年3月3日",
        common=("资金、项目类、执行数",), rows=tuple(OverviewRow("1", "某局", row) for row in places),
        reports=(OverviewReport("1", "某局", "2", "AAAA-BBBB", effect, "关于更正《某表》的说明", "a.html"),),
    )  # fmt: skip


def pages() -> dict[str, bytes]:
    """By name: the notice of many places, that of one, a comparison, an overview."""
    changes = some_changes()
    one = type(changes)(changes.corrected[:1], (), (), (), changes.kept)
    comparison = Comparison("zh-CN", "比较", "某表", "第1版", "第2版", changes, False, ("某项目自评表",))
    return {
        "notice.html": render_notice(lambda name: FOLDER / name, a_notice(changes), ())[".html"],
        "notice-of-one.html": render_notice(lambda name: FOLDER / name, a_notice(one, single=True), ())[".html"],
        "diff.html": render_comparison(lambda name: FOLDER / name, comparison),
        "overview.html": render_overview(lambda name: FOLDER / name, an_overview())[".html"],
    }
