"""The life of a published report: three versions, each with its notice, and nothing published twice."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import html

from reportgen.readback.revisions import unlike
from tests.contracts.test_commands import holds
from tests.release.story import NOW, SEED, add_indicator, correct_amount, correct_sentence, publishable
from tests.run import Run, reportgen

OFFICIAL = "黔南布依族苗族自治州民政局2024年度部门整体支出绩效自评表"
NOTICE = f"关于更正《{OFFICIAL}》的说明"


AMOUNT_CORRECTED = (
    *("52,245,328.60", "51,245,328.60", "-1,000,000.00元", "98.35%", "-1.65个百分点", "96.84", "5,970.45万元"),
    *("多记一笔支出", "等级不变，仍为优", "2025年1月20日", "索引号000014349/2025-00012"),
)


def run(root: Path, *words: str) -> Run:
    return reportgen(*words, cwd=root, env=NOW)


def words_of_word(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace after its story: import, version 1, an amount, a sentence, an added indicator."""
    root = tmp_path_factory.mktemp("story")
    report = publishable(root, imported=True)
    assert run(root, "publish", SEED, "--signoff", "signoff.yaml").code == 0
    correct_amount(report)
    assert run(root, "correct", SEED, "--reason", "多记一笔支出", "--signoff", "signoff.yaml").code == 0
    correct_sentence(report)
    assert run(root, "correct", SEED, "--reason", "文字有误", "--signoff", "signoff.yaml").code == 0
    add_indicator(report)
    words = ("--reason", "漏报一项指标", "--kind", "revision", "--signoff", "signoff.yaml", "--blackline")
    done = run(root, "correct", SEED, *words)
    assert done.code == 0, done.out + done.err
    return root


def releases(root: Path) -> Path:
    return root / "content" / SEED / "releases"


def notice(root: Path, version: int, ending: str) -> bytes:
    (file,) = (releases(root) / f"{version}/public").glob(f"关于*{ending}")
    return file.read_bytes()


def test_a_version_holds_what_the_contract_says(told: Path) -> None:
    names = {path.relative_to(releases(told) / "1").as_posix() for path in (releases(told) / "1").rglob("*.*")}
    assert {"facts.json", "manifest.json", "profile.yaml", "inputs/evaluation.yaml", "inputs/results.md"} <= names
    assert f"public/{OFFICIAL}.docx" in names
    assert "internal/保密审查单.docx" in names
    assert not any("关于" in name for name in names)


def test_inputs_are_frozen_as_they_were_read(told: Path) -> None:
    assert b'"52,245,328.6"}' in (releases(told) / "1/inputs/evaluation.yaml").read_bytes()
    own = (told / "content" / SEED / "evaluation.yaml").read_bytes()
    assert (releases(told) / "4/inputs/evaluation.yaml").read_bytes() == own


def test_a_corrected_amount_is_in_the_notice_with_everything_that_followed(told: Path) -> None:
    for text in (words_of_word(notice(told, 2, ".docx")), notice(told, 2, ".html").decode()):
        for shown in AMOUNT_CORRECTED:
            assert shown in text


def test_a_corrected_sentence_is_told_without_any_figure(told: Path) -> None:
    page = html.fromstring(notice(told, 3, ".html").decode()).text_content()
    assert "项目已按计划建成并投入使用。" in page
    assert "没有其他数据随之变化" in page
    assert "总分不变，仍为96.84分" in page


def test_an_added_indicator_is_told_as_added_in_a_revision(told: Path) -> None:
    (file,) = (releases(told) / "4/public").glob("关于修订*.html")
    page = html.fromstring(file.read_text("utf-8")).text_content()
    assert "增加指标“服务对象满意度”" in page
    assert "修订后" in page


def test_pages_carry_version_code_and_banner(told: Path) -> None:
    entries = [json.loads(line) for line in (releases(told) / "ledger.jsonl").read_text("utf-8").splitlines()]
    page = (releases(told) / f"2/public/{OFFICIAL}.html").read_text("utf-8")
    assert f"第2版，校验码{entries[1]['code']}" in page
    assert "代替第1版" in page
    assert "多记一笔支出" in page
    with zipfile.ZipFile(releases(told) / f"2/public/{OFFICIAL}.docx") as archive:
        assert entries[1]["code"] in archive.read("word/footer1.xml").decode()
    data = json.loads((releases(told) / f"2/public/{OFFICIAL}.json").read_text("utf-8"))
    assert data["version"] == 2


def test_each_notice_prints_the_hash_that_the_chain_had_before(told: Path) -> None:
    entries = [json.loads(line) for line in (releases(told) / "ledger.jsonl").read_text("utf-8").splitlines()]
    assert [entry["version"] for entry in entries] == [1, 2, 3, 4]
    assert entries[0]["hash"] in notice(told, 2, ".html").decode()
    assert run(told, "log", SEED, "--verify", "--head", entries[2]["hash"]).code == 0
    assert "LED007" in run(told, "log", SEED, "--verify", "--head", "0" * 64).out


def test_diff_speaks_text_json_and_html_and_exits_1_where_something_differs(told: Path) -> None:
    same = run(told, "diff", SEED, "2", "2")
    assert (same.code, "no difference" in same.out) == (0, True)
    shown = run(told, "diff", SEED, "1", "2")
    assert shown.code == 1
    assert "特定目标类项目 全年执行数（B）: 52,245,328.60 → 51,245,328.60  (-1,000,000.00)" in shown.out
    assert "[-100.00%-]{+98.35%+}" in shown.out
    holds("diff", run(told, "diff", SEED, "1", "4", "--format", "json").out)
    document = holds("diff", run(told, "diff", SEED, "1", "2", "--format", "json").out)
    changed = {fact["id"]: fact for fact in document["facts"]}
    assert changed["totals.score"]["causes"] == ["funds.targeted.executed"]
    assert "conclusion.grade" in changed["funds.targeted.executed"]["affects"]
    assert run(told, "diff", SEED, "1", "2", "--format", "html", "-o", "d.html").code == 1
    assert "51,245,328.60" in (told / "d.html").read_text("utf-8")
    assert run(told, "diff", SEED, "9").code == 2


def test_log_tells_the_history_of_the_report_and_of_one_fact(told: Path) -> None:
    document = holds("log", run(told, "log", SEED, "--format", "json").out)
    assert [line["kind"] for line in document["lines"]] == ["publication", "correction", "correction", "revision"]
    document = holds("log", run(told, "log", SEED, "totals.score", "--format", "json").out)
    assert [(line["version"], line["old"], line["new"]) for line in document["lines"]] == [
        (1, None, "97"),
        (2, "97", "96.84"),
    ]
    assert run(told, "log", SEED, "totals.nothing").code == 2


def test_tracked_changes_are_kept_with_the_version_and_not_published(told: Path) -> None:
    tracked = (releases(told) / "4/internal/修订对照.docx").read_bytes()
    old, new = ((releases(told) / f"{version}/public/{OFFICIAL}.docx").read_bytes() for version in (3, 4))
    assert unlike(tracked, new, accept=True) == unlike(tracked, old, accept=False) == []
    with zipfile.ZipFile(io.BytesIO(tracked)) as archive:
        assert 'w:author="张弘" w:date="2025-01-20T00:00:00Z"' in archive.read("word/document.xml").decode()
    assert not (releases(told) / "3/internal/修订对照.docx").exists()


def test_explain_tells_source_steps_versions_and_every_place(told: Path) -> None:
    shown = run(told, "explain", SEED, "totals.score").out
    for line in ("= 96.84", "version 1  2025-01-20  97", "version 2  2025-01-20  96.84  多记一笔支出",
                 "report.docx part document table 1 row 35 column 3: 96.84", "column 2 paragraph 3: 96.84",
                 "report.html:", "report.json facts[131]: 96.84", "report.xlsx H38: 96.84"):  # fmt: skip
        assert line in shown, line
    assert "version 3" not in shown
    typed = run(told, "explain", SEED, "funds.targeted.executed").out
    assert "printed in the imported form at form.txt:15:38" in typed
    assert "funds.csv D6 全年执行数（B）(元): 51245328.60" in typed
    added = run(told, "explain", SEED, "indicators.q19.actual").out
    assert "version 4  2025-01-20  92%  漏报一项指标" in added


def test_publishing_or_correcting_the_same_again_adds_nothing(told: Path) -> None:
    before = (releases(told) / "ledger.jsonl").read_bytes()
    again = run(told, "publish", SEED)
    assert (again.code, "nothing was done" in again.out) == (0, True)
    assert run(told, "correct", SEED, "--reason", "x", "--signoff", "signoff.yaml").code == 2
    assert (releases(told) / "ledger.jsonl").read_bytes() == before
    assert run(told, "log", SEED, "--verify").code == 0


def test_the_sealed_scan_is_filed_once_with_the_published_version(told: Path, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(told, tmp_path / "w")
    (tmp_path / "w/scan.pdf").write_bytes(b"%PDF-1.7\nscan\n")
    filed = run(tmp_path / "w", "publish", SEED, "--attach", "scan.pdf")
    assert (filed.code, "filed with version 4" in filed.out) == (0, True)
    assert "nothing was done" in run(tmp_path / "w", "publish", SEED, "--attach", "scan.pdf").out
    assert run(tmp_path / "w", "log", SEED, "--verify").code == 0
    (paper,) = (releases(tmp_path / "w") / "attached").iterdir()
    paper.write_bytes(b"%PDF-1.7\nother\n")
    assert "LED003" in run(tmp_path / "w", "log", SEED, "--verify").out
    (tmp_path / "w/scan.txt").write_bytes(b"no paper")
    assert run(tmp_path / "w", "publish", SEED, "--attach", "scan.txt").code == 2
