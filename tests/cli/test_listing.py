"""The listing of findings on a terminal, and the breaking of lines in which Chinese characters take two columns."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen import api
from reportgen.base.messages import in_language
from reportgen.cli.columns import width_of, wrapped
from reportgen.cli.listing import listing
from tests.run import SEED, reportgen, seed_workspace

WAIVERS = """\
waivers:
  - {code: TOT003, fact: totals.weight, value: "90", print: stated, reason: 与系统审定表一致, by: 张弘}
  - {code: IND001, fact: indicators.q1.score, value: "3", reason: 上年已说明, by: 李四}
"""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("listed")
    form = seed_workspace(folder) / "evaluation.yaml"
    form.write_text(form.read_text("utf-8") + WAIVERS, "utf-8")
    return folder


def lines_of(workspace: Path, width: int | None = None, language: str = "en") -> list[str]:
    found = api.workspace(workspace)
    with in_language(language):
        review = api.review(found, api.reports(found), printed=False)
        return [click.unstyle(line) for line in listing(review, width)]


def test_a_report_is_headed_by_its_department_and_its_counts(workspace: Path) -> None:
    assert lines_of(workspace)[0] == f"{SEED}  黔南布依族苗族自治州民政局  4 errors, 27 warnings, 13 notes, 1 waived"


def test_the_gravest_come_first_and_waivers_last(workspace: Path) -> None:
    words = [line.split("  ")[1] for line in lines_of(workspace) if line.startswith("  ") and line[2] != " "]
    kinds = list(dict.fromkeys(words))
    assert kinds == ["error", "warning", "note", "stale waiver", "waived"]
    assert words == sorted(words, key=kinds.index)


def test_a_waiver_tells_who_and_why(workspace: Path) -> None:
    text = "\n".join(lines_of(workspace))
    waived, stale = text.index("  waived  "), text.index("  stale waiver")
    assert "waived by 张弘: 与系统审定表一致" in text[waived:]
    assert "waived by 李四: 上年已说明" in text[stale:waived]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal_but_for_names_of_files(workspace: Path, width: int, language: str) -> None:
    lines = lines_of(workspace, width, language)
    wide = [line for line in lines if width_of(line) > width]
    assert all("content/" in line or line.startswith("2024/") for line in wide)
    assert "".join("".join(lines).split()) == "".join("".join(lines_of(workspace, None, language)).split())


def test_several_reports_are_summed_up(workspace: Path) -> None:
    other = workspace / "content/2024/other"
    other.mkdir()
    (other / "evaluation.yaml").write_text("schema: 1\n", "utf-8")
    assert lines_of(workspace)[-1].startswith("2 reports: 2 with errors, 0 without findings; ")
    (other / "evaluation.yaml").unlink()
    other.rmdir()


def test_a_pipe_and_a_file_get_no_colours_and_whole_sentences(workspace: Path, tmp_path: Path) -> None:
    printed = reportgen("check", cwd=workspace, env={"COLUMNS": "40"}).out
    assert "\x1b" not in printed
    reportgen("check", "-o", tmp_path / "told.txt", cwd=workspace)
    assert printed.startswith((tmp_path / "told.txt").read_text("utf-8"))
    assert "IND002" in printed


@given(st.text(st.sampled_from("政府绩效（），。“” ab1.5%-/万"), max_size=60), st.integers(10, 40))
def test_breaking_loses_nothing_and_keeps_marks_where_they_belong(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines[1:]:
        assert line[:1] not in tuple("），。”")
    for line in lines:
        assert width_of(line) <= width or not any(line[place] == " " for place in range(1, len(line)))


def test_chinese_breaks_anywhere_and_a_word_nowhere() -> None:
    assert wrapped("一二三四五六", 8) == ["一二三四", "五六"]
    assert wrapped("执行率为 12,416,000.00 元", 14) == ["执行率为", "12,416,000.00", "元"]
    assert wrapped("甲\n乙", None) == ["甲", "乙"]
