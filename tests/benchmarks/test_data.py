"""What is measured: departments and templates of one shape, the same every time."""

from __future__ import annotations

import io
import zipfile
from functools import partial
from typing import Any

import pytest
from docx import Document

from benchmarks.contexts import context_of, facts_of, marked
from benchmarks.data import ROWS, department
from benchmarks.languages import DOCXTPL, MUSTACHE, REPORT, Language
from benchmarks.templates import template
from reportgen.document.fact import Fact
from reportgen.load.evaluation import read_evaluation
from reportgen.load.profile import load_profile
from reportgen.model.figures import Assessment, assess


def assessed(number: int) -> Assessment:
    text = department(number).evaluation().encode()
    return assess(read_evaluation(text, "evaluation.yaml", partial(load_profile, folders=())))


def test_a_department_is_the_same_every_time_and_another_number_is_another() -> None:
    assert department(3) == department(3)
    assert department(3) != department(4)


@pytest.mark.parametrize("rows", [10, ROWS, 100])
def test_a_department_has_the_shape_that_is_published(rows: int) -> None:
    context = context_of(department(0, rows))
    narrative = [1 + len(section["points"]) for section in context["sections"]]
    assert (len(context["funds"]), sum(narrative), len(context["rows"])) == (5, 21, rows)
    assert [row["merge1"] for row in context["rows"]].count("restart") == 3


def test_every_fact_of_the_context_is_the_figure_that_the_form_gives() -> None:
    for number in range(5):
        figures = assessed(number).figures
        facts = list(facts_of(marked(context_of(department(number)))))
        assert len(facts) > 100
        assert [(fact.id, fact.text) for fact in facts] == [(fact.id, figures[fact.id].text) for fact in facts]


def test_marking_changes_no_text() -> None:
    def told(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: told(item) for key, item in value.items()}
        return [told(item) for item in value] if isinstance(value, list) else str(value)

    context = context_of(department(0))
    assert any(isinstance(value, Fact) for value in marked(context)["form"].values())
    assert told(marked(context)) == told(context)


@pytest.mark.parametrize("language", [DOCXTPL, MUSTACHE, REPORT], ids=["docxtpl", "mustache", "report"])
def test_a_template_is_the_same_bytes_but_for_the_time_in_its_zip(language: Language) -> None:
    one, other = (zipfile.ZipFile(io.BytesIO(template(language))) for _ in range(2))
    assert {name: one.read(name) for name in one.namelist()} == {name: other.read(name) for name in other.namelist()}


def test_the_fat_template_is_ten_times_the_lean_one() -> None:
    lean, fat = (
        sum(member.file_size for member in zipfile.ZipFile(io.BytesIO(template(DOCXTPL, fat=fat))).infolist())
        for fat in (False, True)
    )
    assert lean < 100_000
    assert fat > 800_000


def test_rows_are_added_with_8_tags_each() -> None:
    table = Document(io.BytesIO(template(DOCXTPL, rows=12))).tables[-1]
    assert len(table.rows) == 12
    assert all(cell.text.startswith("{{") for cell in table._cells)
    assert len(table._cells) == 12 * 8
