"""What the commands print and how they exit: other people's scripts rely on it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.run import ROOT, SEED, change, reportgen, seed_workspace
from tests.seed import ANNOTATION, FILE


def holds(name: str, printed: str) -> Any:
    """The JSON in `printed`, valid under the committed schema `name`."""
    schema = json.loads((ROOT / f"reportgen/schemas/{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    document = json.loads(printed)
    Draft202012Validator(schema).validate(document)
    return document


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    seed_workspace(folder)
    assert reportgen("build", cwd=folder, anew=True).code == 0
    return folder


def test_build_makes_every_file_of_the_contract(built: Path) -> None:
    names = {
        path.relative_to(built / "build").as_posix() for path in (built / "build").rglob("[!.]*") if path.is_file()
    }
    files = ("report.docx", "report.html", "paste.html", "report.pdf", "report.xlsx", "report.json", "internal.json")
    files += ("funds.csv", "indicators.csv", "goals.csv", "dictionary.csv")
    assert names == {"index.html", "index.json", *(f"{SEED}/{name}" for name in files)}


def test_build_counts_findings_and_exits_0(built: Path) -> None:
    run = reportgen("build", "--json", cwd=built)
    summary = holds("build", run.out)["summary"]
    assert run.code == 0
    assert (summary["built"], summary["failed"]) == (1, 0)
    assert summary["findings"]["error"] == 4
    assert reportgen("build", "--strict", cwd=built).code == 1


def test_check_prints_the_findings_and_exits_1(built: Path) -> None:
    run = reportgen("check", "--format", "json", cwd=built)
    findings = holds("findings", run.out)["findings"]
    assert run.code == 1
    assert {"TOT003", "GOA001", "IND002", "NAM001", "DAT001", "TXT003", "SCO003", "FND005", "FND007"} <= {
        finding["code"] for finding in findings
    }


def test_check_writes_every_format_of_the_contract_and_exits_alike(built: Path) -> None:
    texts = {}
    for shape in ("text", "json", "sarif", "html"):
        run = reportgen("check", "--format", shape, "-o", f"told.{shape}", cwd=built)
        assert (run.code, run.out, run.err) == (1, "", "")
        printed = reportgen("check", "--format", shape, cwd=built)
        texts[shape] = (built / f"told.{shape}").read_text(encoding="utf-8")
        assert (printed.code, printed.out.startswith(texts[shape])) == (1, True)
    codes = [finding["code"] for finding in holds("findings", texts["json"])["findings"]]
    assert [result["ruleId"] for result in json.loads(texts["sarif"])["runs"][0]["results"]] == codes
    assert all(f'id="{code}"' in texts["html"] for code in codes)
    assert all(f"  {code}  " in texts["text"] for code in codes)


def test_written_json_holds_its_schema(built: Path) -> None:
    folder = built / "build"
    holds("index", (folder / "index.json").read_text(encoding="utf-8"))
    holds("internal", (folder / SEED / "internal.json").read_text(encoding="utf-8"))
    holds("report", (folder / SEED / "report.json").read_text(encoding="utf-8"))


def test_verify_agrees_after_a_build_and_exits_1_after_a_change(tmp_path: Path) -> None:
    report = seed_workspace(tmp_path, "docx", "html", "data")
    assert reportgen("build", cwd=tmp_path).code == 0
    assert reportgen("verify", cwd=tmp_path).code == 0
    change(report / "evaluation.yaml", 'executed: "7,769,502.48"', 'executed: "7,769,502.49"')
    run = reportgen("verify", "--format", "json", cwd=tmp_path)
    assert run.code == 1
    assert {"RBK002"} <= {finding["code"] for finding in holds("findings", run.out)["findings"]}


def test_import_prints_one_object_for_one_form_and_a_list_for_more() -> None:
    one = reportgen("import", FILE, "--print")
    assert one.code == 0
    printed = holds("import", one.out)
    assert {key: printed[key] for key in ANNOTATION} == ANNOTATION
    two = holds("import", reportgen("import", FILE, FILE, "--print").out)
    assert [form["department"] for form in two] == [printed["department"]] * 2


def test_import_names_the_report_by_year_and_unit_and_keeps_edits_by_hand(tmp_path: Path) -> None:
    (tmp_path / "reportgen.toml").write_text("", encoding="utf-8")
    assert reportgen("import", FILE, cwd=tmp_path).code == 0
    made = tmp_path / "content/2024/黔南布依族苗族自治州民政局/evaluation.yaml"
    before = made.read_bytes()
    assert b"profile: guizhou-2024" in before
    change(made, "contact: 张弘", "contact: 李四")
    again = reportgen("import", FILE, cwd=tmp_path)
    assert again.code == 0
    assert "already" in again.out
    assert "李四" in made.read_text(encoding="utf-8")


def test_import_shows_what_a_changed_form_changes_and_writes_it_only_when_asked(tmp_path: Path) -> None:
    (tmp_path / "reportgen.toml").write_text("", encoding="utf-8")
    file = tmp_path / "form.txt"
    file.write_bytes(Path(FILE).read_bytes())
    assert reportgen("import", "form.txt", cwd=tmp_path).code == 0
    made = tmp_path / "content/2024/黔南布依族苗族自治州民政局/evaluation.yaml"
    before = made.read_bytes()
    change(file, "张弘", "李四")
    shown = reportgen("import", "form.txt", cwd=tmp_path)
    assert (shown.code, made.read_bytes()) == (1, before)
    assert "form.contact: 张弘 -> 李四" in shown.out
    assert reportgen("import", "form.txt", "--update", cwd=tmp_path).code == 0
    assert made.read_bytes() == before.replace("张弘".encode(), "李四".encode())


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("build", "2024/nobody"), 2, "no report 2024/nobody"),
        (("check", "2023"), 2, "no report 2023"),
        (("build", "--format", "odt,docx"), 2, "no format odt"),
        (("explain", "XYZ999"), 2, "no finding XYZ999"),
        (("explain", SEED, "funds.totl.executed"), 2, "funds.total.executed"),
        (("import", "missing.txt"), 2, "missing.txt"),
        (("import", "pyproject.toml"), 2, ".toml"),
        (("-C", "nowhere", "build"), 2, "nowhere is not a folder"),
        (("bild",), 2, "bild"),
        (("import", FILE, "--print", "--profile", "atlantis"), 2, "atlantis"),
    ],
)
def test_what_cannot_be_done_exits_2_and_says_why(words: tuple[str, ...], code: int, told: str) -> None:
    run = reportgen(*words)
    assert (run.code, told in run.err) == (code, True), run.err


def test_a_report_that_cannot_be_read_stops_alone(tmp_path: Path) -> None:
    report = seed_workspace(tmp_path, "docx")
    other = tmp_path / "content/2024/other"
    other.mkdir()
    text = (report / "evaluation.yaml").read_text(encoding="utf-8")
    (other / "evaluation.yaml").write_text(text, encoding="utf-8")
    change(report / "evaluation.yaml", "filed: 20250115", "filed: 20251315")
    (report / "results.md").write_bytes("取得成效".encode("gbk"))
    (report / "experience.md").write_text("执行{{ funds.totl.rate }}", encoding="utf-8")
    run = reportgen("build", cwd=tmp_path)
    assert run.code == 1
    assert (tmp_path / "build/2024/other/report.docx").exists()
    assert not (tmp_path / "build" / SEED).exists()
    assert "evaluation.yaml:3:" in run.err
    assert "results.md:1: error LOD002 the file is not UTF-8; it looks like GBK" in run.err
    assert "1 of 2 reports" in run.out


def test_explain_tells_a_figure_step_by_step(tmp_path: Path) -> None:
    seed_workspace(tmp_path, "data")
    told = {id: reportgen("explain", SEED, id, cwd=tmp_path).out
            for id in ("totals.score", "funds.total.rate", "funds.personnel.executed")}  # fmt: skip
    assert "indicators 87 + budget execution 10 = 97" in told["totals.score"]
    assert told["funds.total.rate"].count("60,704,518.55") == 2
    assert "evaluation.yaml:6:" in told["funds.personnel.executed"]


def test_messages_come_in_chinese_and_english() -> None:
    assert "预算" in reportgen("--lang", "zh", "explain", "FND006").out
    assert "budget" in reportgen("--lang", "en", "explain", "FND006").out
