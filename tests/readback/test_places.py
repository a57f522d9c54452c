"""Where a figure is printed: every place that is told holds it, and every figure of the form has its places."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from functools import cache

import docx
import pytest
from lxml import html

from reportgen.load.workspace import find_workspace
from reportgen.pipeline import Pipeline
from reportgen.readback.places import Place, places_of
from tests.run import ROOT, SEED

LINES = {"funds.total": 2, "funds.targeted": 6, "goals.g2": 3, "indicators.q3": 4}
IDS = (
    "funds.total.executed",
    "funds.targeted.executed",
    "totals.score",
    "indicators.q3.actual",
    "goals.g2",
    "form.year",
)


@cache
def built(*formats: str) -> Mapping[str, bytes]:
    return Pipeline(find_workspace(ROOT), formats).build(SEED).files


def told(id: str) -> list[Place]:
    return places_of(built("docx", "html", "data"), id, LINES)


def only(places: list[Place], file: str) -> list[Place]:
    return [place for place in places if place.where.file == file]


@pytest.mark.parametrize("id", IDS)
def test_what_a_place_in_word_is_told_to_hold_another_reader_finds_there(id: str) -> None:
    document = docx.Document(io.BytesIO(built("docx", "html", "data")["report.docx"]))
    places = only(told(id), "report.docx")
    assert places
    for place in places:
        where = place.where
        if where.table is None:
            assert where.paragraph is not None
            assert place.text in document.paragraphs[where.paragraph - 1].text
            continue
        assert where.row is not None
        assert where.column is not None
        row = document.tables[where.table - 1]._tbl.tr_lst[where.row - 1]
        assert place.text in "".join(row.tc_lst[where.column - 1].itertext())


@pytest.mark.parametrize("id", IDS)
def test_what_a_place_in_a_page_is_told_to_hold_stands_there(id: str) -> None:
    for name in ("report.html", "paste.html"):
        root = html.document_fromstring(built("docx", "html", "data")[name].decode())
        places = only(told(id), name)
        assert places, name
        for place in places:
            where = place.where
            if where.table is not None:
                assert where.row is not None
                row = list(list(root.iter("table"))[where.table - 1].iter("tr"))[where.row - 1]
                cells = [cell.text_content() for cell in row.iterchildren("th", "td")]
                assert place.text in cells[(where.column or 1) - 1]


@pytest.mark.parametrize("id", IDS)
def test_data_files_are_told_by_key_and_cell(id: str) -> None:
    files = built("docx", "html", "data")
    (key,) = only(told(id), "report.json")
    assert json.loads(files["report.json"])["facts"][int(key.note[6:-1])]["id"] == id
    for name in ("funds.csv", "indicators.csv", "goals.csv"):
        for place in only(told(id), name):
            rows = list(csv.reader(io.StringIO(files[name].decode("utf-8-sig"))))
            cell = place.where.cell or ""
            assert rows[int(cell[1:]) - 1][ord(cell[0]) - ord("A")] == place.text
            assert rows[0][ord(cell[0]) - ord("A")] == place.note


def test_a_figure_of_the_narrative_and_one_printed_twice_in_a_row_are_told_apart() -> None:
    columns = {id: [place.where.column for place in only(told(f"funds.total.{id}"), "report.docx")]
               for id in ("adjusted", "executed")}  # fmt: skip
    assert columns == {"adjusted": [4], "executed": [5]}
    addresses = {id: [place.where.cell for place in only(told(f"funds.total.{id}"), "report.xlsx")]
                 for id in ("adjusted", "executed")}  # fmt: skip
    assert len({*map(tuple, addresses.values())}) == 2


def test_a_pdf_is_told_by_its_page() -> None:
    pytest.importorskip("typst")
    files = built("docx", "pdf")
    pages = [place.where.part for place in only(places_of(files, "totals.score", {}), "report.pdf")]
    assert pages == ["3"]
    assert places_of(files, "totals.nothing", {}) == []


def test_telling_places_reads_nothing_back_and_checks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks where a figure stands waits for the files alone."""
    for name in ("read_back", "findings_of"):
        monkeypatch.delattr(f"reportgen.pipeline.{name}")
    assert only(Pipeline(find_workspace(ROOT), ["data"]).places(SEED, "totals.score"), "report.json")
