"""The templates of notices: free of faults, made by their script, saying the same in every format."""

from __future__ import annotations

import importlib.util
import io
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from lxml import html

from reportgen import api
from reportgen.base.errors import UsageError
from reportgen.document.notice import Changes, Comparison, Notice, NoticeRow
from reportgen.load.layers import NOTICES
from reportgen.load.workspace import installed_templates
from reportgen.render.notice import render_comparison, render_notice
from tests.run import ROOT

FOLDER = installed_templates() / "default"
HOSTILE = '<b>{{ reason }}</b> & #import "x" $x$ 甲*乙*'
"""A text that would mean something to each of the template languages."""


def a_notice(changes: Changes, *, single: bool = False, kind: str = "correction") -> Notice:
    return Notice(
        language="zh-CN", title="关于更正《某局自评表》的说明", name="某局自评表", department="某局", kind=kind,
        published="《某局自评表》（第1版）于2025年1月20日批准公开。", version="2", replaces="1", code="AAAA-BBBB",
        changes=changes, files=("某局自评表.docx",), others=("某项目自评表",), reason=HOSTILE, date="2025年3月3日",
        contact="张弘", head="ab" * 32, single=single,
    )  # fmt: skip


def some_changes() -> Changes:
    row = NoticeRow("资金", "项目类", "执行数", "1,000.00", "2,000.00", "元", "+1,000.00元")
    rate = NoticeRow("资金", "总额", "执行率", "50%", "100%", "%", "+50个百分点")
    added = NoticeRow("指标", "新指标", "得分", None, "5", "分")
    prose = NoticeRow("文字", "经验做法", "", HOSTILE, "改了。")
    return Changes((row, added), (rate,), (prose,), ("增加指标“新指标”。",), ("等级不变，仍为优。",))


SHOWN = (
    *("1,000.00", "2,000.00", "+1,000.00元", "+50个百分点", "新指标", "改了。", "增加指标“新指标”。"),
    *("等级不变，仍为优", "某局自评表.docx", "某项目自评表", "张弘", "2025年3月3日", "AAAA-BBBB", "ab" * 32),
)


def squeezed(text: str) -> str:
    return "".join(text.split())


def texts(notice: Notice, formats: tuple[str, ...] = ()) -> dict[str, str]:
    """What each format says, without white space."""
    made = render_notice(lambda name: FOLDER / name, notice, formats)
    document = docx.Document(io.BytesIO(made[".docx"]))
    said = {".docx": "".join(document.element.body.itertext()), ".html": html.fromstring(made[".html"]).text_content()}
    if ".pdf" in made:
        done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=made[".pdf"], capture_output=True, check=True)
        said[".pdf"] = done.stdout.decode()
    return {ending: squeezed(text) for ending, text in said.items()}


@pytest.mark.poppler
def test_every_format_says_everything_and_runs_nothing() -> None:
    said = texts(a_notice(some_changes()), ("pdf",))
    assert set(said) == {".docx", ".html", ".pdf"}
    for ending, text in said.items():
        for shown in (*SHOWN, HOSTILE):
            assert squeezed(shown) in text, (ending, shown)


def test_one_place_is_three_lines_in_every_format() -> None:
    one = replace(some_changes(), corrected=some_changes().corrected[:1], followed=(), passages=(), arranged=())
    assert one.single
    for ending, text in texts(a_notice(one, single=True)).items():
        assert "原文：1,000.00，更正后：2,000.00。" in text, ending
        assert "对合计" not in text


def test_a_revision_is_called_one() -> None:
    for text in texts(a_notice(some_changes(), kind="revision")).values():
        assert "修订后" in text
        assert "更正后" not in text


def test_a_comparison_of_equal_versions_says_so() -> None:
    nothing = Changes((), (), (), (), ())
    page = render_comparison(lambda name: FOLDER / name, Comparison("zh-CN", "比较", "表", "一", "二", nothing, True))
    assert "两者没有差别" in page.decode()


@pytest.mark.parametrize("name", [name for name in NOTICES if not name.endswith(".typ")])
def test_the_templates_are_free_of_faults(name: str) -> None:
    assert [str(finding.message) for finding in api.check_template(FOLDER / name)] == []


def test_the_word_templates_are_what_their_script_makes() -> None:
    spec = importlib.util.spec_from_file_location("notices", ROOT / "tools" / "notices.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    for name, made in (
        ("notice.docx", script.notice()),
        ("review.docx", script.review()),
        ("overview.docx", script.overview()),
    ):
        assert members(made) == members((FOLDER / name).read_bytes()), name


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_missing_template_is_told() -> None:
    def nothing(name: str) -> Path:
        raise UsageError("no layer has the template {name}", name=name)

    with pytest.raises(UsageError, match=r"notice\.docx"):
        render_notice(nothing, a_notice(some_changes()), ())
