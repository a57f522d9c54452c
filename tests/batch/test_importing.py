"""Many files in one run: folders, several forms in a file, clashes, and memory that does not grow."""

from __future__ import annotations

import gc
import pathlib
import random
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from reportgen.base.errors import UsageError
from reportgen.batch.importing import Choices, FileOutcome, State, files_of, import_files, names_from
from reportgen.load.workspace import Workspace, find_workspace
from tests.load.forms.generator.form import make_form
from tests.load.forms.generator.layouts import LAYOUTS
from tests.load.forms.generator.sheet import Printer
from tests.load.forms.samples import FUNDS, INDICATORS
from tests.load.tables.tables import Box, Table
from tests.load.tables.writers import saved, xlsx
from tests.load.test_same_content import table_of

GENERAL = next(layout for layout in LAYOUTS if layout.name == "general")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "reportgen.toml").write_text("", "utf-8")
    return find_workspace(tmp_path)


def run(workspace: Workspace, *files: Path, choices: Choices | None = None) -> list[FileOutcome]:
    return list(import_files(workspace, files_of(files), choices or Choices()))


def states(outcomes: list[FileOutcome]) -> list[State]:
    return [form.state for outcome in outcomes for form in outcome.forms]


def book_of(**sheets: Table) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, table in sheets.items():
        sheet = book.create_sheet(name)
        for box in table.boxes:
            if box.text:
                sheet.cell(box.row + 1, box.column + 1, box.text)
            if box.rows * box.columns > 1:
                last = box.row + box.rows, box.column + box.columns
                sheet.merge_cells(None, box.row + 1, box.column + 1, *last)
    return saved(book.save)


def test_a_folder_is_all_its_files_in_order_without_what_programs_leave(tmp_path: Path) -> None:
    for name in ("b/2.xlsx", "a.docx", "b/1.txt", "~$a.docx", ".DS_Store", "b/Thumbs.db", ".git/x.txt", "c.exe"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    names = [file.relative_to(tmp_path).as_posix() for file in files_of([tmp_path])]
    assert names == ["a.docx", "b/1.txt", "b/2.xlsx", "c.exe"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError):
        files_of([tmp_path / "empty"])


def test_one_bad_file_stops_nothing_and_leaves_nothing(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "1.xlsx").write_bytes(xlsx(table_of(GENERAL, 1))[:2000])
    (folder / "2.xlsx").write_bytes(xlsx(table_of(GENERAL, 2)))
    (folder / "3.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"))
    outcomes = run(workspace, folder)
    assert [outcome.failed for outcome in outcomes] == [True, False, True]
    assert len(workspace.reports()) == 1


def test_sheets_of_one_workbook_become_reports_of_their_own(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "book.xlsx"
    file.write_bytes(book_of(甲=table_of(GENERAL, 1), 说明=note_table(), 乙=table_of(GENERAL, 2)))
    (outcome,) = run(workspace, file)
    assert states([outcome]) == [State.NEW, State.NEW]
    assert len(workspace.reports()) == 2
    told = [finding.code for form in outcome.forms for finding in form.findings]
    assert told.count("IMP119") == 1
    for report in workspace.reports():
        assert (workspace.folder_of(report) / "source/book.xlsx").read_bytes() == file.read_bytes()


def test_a_unit_goes_into_the_folder_that_the_settings_give_it(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "form.xlsx"
    file.write_bytes(xlsx(table_of(GENERAL, 1)))
    (year, unit, *project) = run(workspace, file)[0].forms[0].report.split("/")
    wide = " ".join(unit.translate({ord(sign): ord(sign) + 0xFEE0 for sign in "()"}))
    (tmp_path / "reportgen.toml").write_text(f'[names]\n"{wide}" = "the-unit"\n"{year}" = "no-year"\n', "utf-8")
    (again,) = run(find_workspace(tmp_path), file)
    assert again.forms[0].report == "/".join([year, "the-unit", *project])


def note_table() -> Table:
    return Table((Box(0, 0, "填报说明"),), 1, 1)


def test_two_files_that_are_one_report_are_told_and_the_first_stays(workspace: Workspace, tmp_path: Path) -> None:
    for name in ("1.xlsx", "2.xlsx"):
        (tmp_path / name).write_bytes(xlsx(table_of(GENERAL, 1)))
    first, second = run(workspace, tmp_path / "1.xlsx", tmp_path / "2.xlsx")
    assert states([first]) == [State.NEW]
    assert "1.xlsx" in str(second.errors[0])
    assert states(run(workspace, tmp_path / "2.xlsx")) == [State.SAME]


def test_what_differs_is_told_and_written_only_when_asked(workspace: Workspace, tmp_path: Path) -> None:
    old, new = tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    table = table_of(GENERAL, 1)
    old.write_bytes(xlsx(table))
    (box,) = (box for box in table.boxes if box.text == "预期目标")
    target = next(one for one in table.boxes if one.row > box.row and one.column == box.column and one.text)
    changed = tuple(
        box if box is not target else type(box)(box.row, box.column, "新的目标文字。", box.rows, box.columns)
        for box in table.boxes
    )
    new.write_bytes(xlsx(Table(changed, table.height, table.width)))
    run(workspace, old)
    (report,) = workspace.reports()
    written = workspace.folder_of(report) / "evaluation.yaml"
    before = written.read_bytes()
    (outcome,) = run(workspace, new)
    assert (outcome.failed, states([outcome]), written.read_bytes()) == (True, [State.DIFFERS], before)
    (outcome,) = run(workspace, new, choices=Choices(update=True))
    assert (outcome.failed, states([outcome])) == (False, [State.UPDATED])
    assert "新的目标文字" in written.read_text("utf-8")
    assert (workspace.folder_of(report) / "source/new.xlsx").exists()


def forms(folder: Path, count: int) -> Iterator[Path]:
    """Workbooks of as many departments."""
    for number in range(count):
        form = make_form(number % 7)
        form.department = f"第{number}局"
        sheet = Printer(form, GENERAL, random.Random(number % 7)).sheet()
        boxes = tuple(Box(slot.row, slot.column, slot.text, slot.rows, slot.columns) for slot in sheet.slots)
        file = folder / f"{number:04}.xlsx"
        file.write_bytes(xlsx(Table(boxes, sheet.rows, 12)))
        yield file


def in_use() -> int:
    """The bytes in use, without Python's own table of names, which doubles now and then."""
    gc.collect()
    traces = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(False, pathlib.__file__)])
    return sum(trace.size for trace in traces.traces)


def growth(workspace: Workspace, folder: Path, count: int) -> int:
    """By how many bytes memory grew from when all was loaded to the end."""
    folder.mkdir()
    files = list(forms(folder, count))
    tracemalloc.start()
    early = 0
    for place, outcome in enumerate(import_files(workspace, files, Choices())):
        assert states([outcome]) == [State.NEW], outcome.errors
        if place == max(count // 10, 10):
            early = in_use()
    late = in_use()
    tracemalloc.stop()
    return late - early


@pytest.mark.soak
def test_memory_does_not_grow_with_the_number_of_files(workspace: Workspace, tmp_path: Path) -> None:
    assert growth(workspace, tmp_path / "in", 25) < 150_000


@pytest.mark.soak
def test_memory_does_not_grow_over_a_thousand_workbooks(workspace: Workspace, tmp_path: Path) -> None:
    assert growth(workspace, tmp_path / "in", 1_000) < 1_000_000
    assert len(workspace.reports()) == 1_000


def test_cut_names_are_completed_from_a_report_or_a_file(workspace: Workspace, tmp_path: Path) -> None:
    text = "\n".join(("(2024年度)", *FUNDS, INDICATORS[0], INDICATORS[1].replace("养护里程", "{name}")))
    whole, cut = tmp_path / "目标.txt", tmp_path / "自评.txt"
    whole.write_text(text.format(name="农村公路日常养护里程"), "utf-8")
    cut.write_text(text.format(name="农村公路日常养护"), "utf-8")
    assert states(run(workspace, whole, choices=Choices(into="2024/目标"))) == [State.NEW]
    for place, source in enumerate(("目标.txt", "2024/目标")):
        names = names_from(source, tmp_path, workspace)
        run(workspace, cut, choices=Choices(into=f"2024/{place}", names=names))
        assert "农村公路日常养护里程" in (workspace.content / f"2024/{place}/evaluation.yaml").read_text("utf-8")
    with pytest.raises(UsageError):
        names_from("2024/没有", tmp_path, workspace)
