"""Texts longer than a cell of a spreadsheet holds: whole in the file, in cells that Excel can open, and told."""

from __future__ import annotations

import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.base.text import CELL_GOES_ON
from reportgen.document.disclosure import Disclosure
from reportgen.model.figures import Assessment
from reportgen.readback.expected import expected_of
from reportgen.readback.workbook import read_workbook
from reportgen.render.data.long_texts import MOST, long_texts, pieces_of
from reportgen.render.data.workbook import form_xlsx
from tests.builders import an_evaluation, an_indicator
from tests.render.pdf.reports import built_of, disclosure_of

SENTENCE = "本年按时发放救助资金，没有延误。"
LONG = SENTENCE * 3_000


def length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def whole(pieces: list[str]) -> str:
    return pieces[0] + "".join(piece.removeprefix(CELL_GOES_ON) for piece in pieces[1:])


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from(["甲", "𠮷", "a。", "甲\n", "（续）", "𠮷甲。\n"]),
    st.integers(MOST // 6, MOST + 2),
    st.text("甲𠮷。\n ", max_size=9),
)
def test_pieces_together_are_the_text_and_each_fits_a_cell(sign: str, count: int, end: str) -> None:
    pieces = pieces_of(sign * count + end)
    assert whole(pieces) == sign * count + end
    assert all(0 < length(piece) <= MOST for piece in pieces)
    assert all(piece.startswith(CELL_GOES_ON) for piece in pieces[1:])


def test_what_fits_a_cell_stays_in_one() -> None:
    assert pieces_of("") == [""]
    assert pieces_of("甲" * MOST) == ["甲" * MOST]
    assert len(pieces_of("甲" * (MOST + 1))) == 2
    assert [piece[-1] for piece in pieces_of(LONG)] == ["。"] * len(pieces_of(LONG))


@pytest.fixture(scope="module")
def long() -> tuple[Disclosure, Assessment]:
    evaluation = an_evaluation(indicators=[an_indicator(reason=LONG), an_indicator("q2", name=LONG, level2=LONG)])
    return built_of(evaluation, results=LONG)


def test_the_workbook_holds_all_of_it_in_cells_that_excel_opens(long: tuple[Disclosure, Assessment]) -> None:
    data = form_xlsx(long[0])
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    texts = [cell.value for column in sheet.iter_cols() for cell in column if isinstance(cell.value, str)]
    assert max(map(length, texts)) <= MOST
    assert "".join(text.removeprefix(CELL_GOES_ON) for text in texts).count(LONG) >= 3
    assert list(read_workbook(data, "report.xlsx", expected_of(long[1], long[0]))) == []


def test_each_such_text_is_told(long: tuple[Disclosure, Assessment]) -> None:
    found = list(long_texts(long[0]))
    assert {one.code for one in found} == {"DAT005"}
    assert [one.values["length"] for one in found] == [str(len(LONG))] * 3
    assert list(long_texts(disclosure_of())) == []
