"""What is right is never told as wrong: the seed, and reports of every kind that the program builds."""

from __future__ import annotations

from itertools import pairwise

import pytest

from reportgen.readback.deep.run import BuiltFiles, find_deep
from tests.readback.deep.reports import built, contents, workspace_of
from tests.run import ROOT, SEED

pytestmark = pytest.mark.office


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> list[BuiltFiles]:
    root = workspace_of(tmp_path_factory.mktemp("reports"))
    return [built(ROOT, SEED), *(built(root, f"2024/{name}") for name in contents())]


def test_every_file_of_every_report_agrees_with_its_source(reports: list[BuiltFiles]) -> None:
    assert {name for one in reports for name in one.files} >= {"report.docx", "report.html", "paste.html", "report.pdf"}
    assert [f"{one.where} {one.code} {one.message}" for one in find_deep(reports)] == []


def test_a_report_is_not_taken_for_another(reports: list[BuiltFiles]) -> None:
    """The proof can fail: no file of one report passes for the next one's."""
    for one, other in pairwise(reports):
        files = {name: data for name, data in other.files.items() if name not in ("report.docx", "dictionary.csv")}
        for name, data in files.items():
            if data != one.files.get(name):
                assert find_deep([BuiltFiles(one.source, "x", {name: data})]), (one.folder, other.folder, name)


@pytest.mark.parametrize(
    "name", ["report.docx", "report.html", "report.pdf", "report.json", "funds.csv", "report.xlsx"]
)
@pytest.mark.parametrize("data", [b"", b"nothing", b"PK\x03\x04", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_such_file_is_told(name: str, data: bytes, reports: list[BuiltFiles]) -> None:
    assert find_deep([BuiltFiles(reports[0].source, "x", {name: data})])
