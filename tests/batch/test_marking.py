"""Forms that are sent back: written where they are asked for, the finding at its cell, the source left as it is."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from reportgen import api
from tests.run import SEED, change, reportgen, seed_workspace


def marks(file: Path) -> dict[str, str]:
    """The comments by what their cells say; those of cells that say the same, one after another."""
    found: dict[str, list[str]] = {}
    for row in openpyxl.load_workbook(file).active.iter_rows():
        for cell in row:
            if cell.comment is not None:
                found.setdefault(str(cell.value), []).append(cell.comment.text)
    return {said: "\n".join(texts) for said, texts in found.items()}


def test_a_form_that_is_no_workbook_is_made_of_its_printed_rows(tmp_path: Path) -> None:
    report = seed_workspace(tmp_path)
    source = report / "source/000.txt"
    before = source.read_bytes()
    (done,) = api.mark(api.workspace(tmp_path), [SEED], tmp_path / "back")
    assert (done.file, done.own) == (tmp_path / f"back/{SEED}.xlsx", False)
    found = marks(tmp_path / f"back/{SEED}.xlsx")
    assert "IND002" in found["28个"]
    assert "SCO003" in found["0"]
    assert {"FND005", "FND007"} <= {line.split("]")[0].split()[-1] for line in found["60,704,518.55"].split("\n")}
    assert source.read_bytes() == before
    told = api.check(api.workspace(tmp_path), [SEED])
    assert done.marked + done.left == len(told)
    assert sum(text.count("\n[") + text.startswith("[") for text in found.values()) == done.marked
    printed = {text.strip() for line in before.decode().split("\n") for text in line.split("\t") if text.strip()}
    sheet = openpyxl.load_workbook(tmp_path / f"back/{SEED}.xlsx").active
    assert {cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None} == printed


def test_what_is_waived_is_not_sent_back(tmp_path: Path) -> None:
    form = seed_workspace(tmp_path) / "evaluation.yaml"
    waiver = "waivers:\n  - {code: IND002, fact: indicators.q2.actual, value: 28个, reason: 年中新增, by: 张弘}\n"
    form.write_text(form.read_text("utf-8") + waiver, "utf-8")
    api.mark(api.workspace(tmp_path), [SEED], tmp_path / "back")
    assert "28个" not in marks(tmp_path / f"back/{SEED}.xlsx")


def test_a_row_is_found_by_its_name_after_a_correction_of_its_figures(tmp_path: Path) -> None:
    form = seed_workspace(tmp_path) / "evaluation.yaml"
    change(form, "actual: 28个", "actual: 27个")
    api.mark(api.workspace(tmp_path), [SEED], tmp_path / "back")
    assert "27个" in marks(tmp_path / f"back/{SEED}.xlsx")["28个"]


def test_without_an_imported_form_nothing_is_written(tmp_path: Path) -> None:
    report = seed_workspace(tmp_path)
    for file in (report / "source").iterdir():
        file.unlink()
    run = reportgen("check", "--mark", "back", cwd=tmp_path)
    assert run.code == 1
    assert f"{SEED}: no imported form that could be marked" in run.err
    assert not (tmp_path / "back").exists()


def test_forms_never_go_into_the_content(tmp_path: Path) -> None:
    seed_workspace(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    for folder in ("content", "content/2024", f"content/{SEED}/source"):
        run = reportgen("check", "--mark", folder, cwd=tmp_path)
        assert (run.code, run.out) == (2, "")
        assert "lies in content/" in run.err
    assert sorted(tmp_path.rglob("*")) == before


def test_the_same_form_gives_the_same_bytes_and_may_be_written_again(tmp_path: Path) -> None:
    seed_workspace(tmp_path)
    file = tmp_path / f"back/{SEED}.xlsx"
    run = reportgen("check", "--mark", "back", "--format", "json", "-o", "f.json", cwd=tmp_path)
    first = file.read_bytes()
    assert "findings marked" in run.err
    reportgen("check", "--mark", "back", cwd=tmp_path)
    assert file.read_bytes() == first
