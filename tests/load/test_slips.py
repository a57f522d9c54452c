"""Slips of typing in evaluation.yaml are told with the remedy that they have."""

from __future__ import annotations

import pytest

from reportgen.base.errors import ContentError
from reportgen.load.evaluation import read_evaluation
from reportgen.load.profile import load_profile

HEAD = """\
schema: 1
profile: guizhou-2024
form: {kind: department, stage: evaluation, department: 示例县民政局, year: 2024, unit: 元}
"""


def codes(rest: str) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read_evaluation((HEAD + rest).encode(), "evaluation.yaml", load_profile)
    return [finding.code for finding in caught.value.findings]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ('"８，８２４"', "LOD080"),
        ('"８８２４"', "LOD080"),
        ("“8824”", "LOD080"),
        ('"09.70"', "LOD078"),
        ('"-007"', "LOD078"),
        ("1e20", "LOD079"),
        ("1" * 40, "LOD079"),
        ('"0.' + "1" * 19 + '"', "LOD079"),
        ("约5", "LOD020"),
        ('"8,82,4"', "LOD020"),
    ],
)
def test_what_is_no_number_is_told_with_its_reason(typed: str, code: str) -> None:
    assert codes(f"funds:\n  - {{id: total, label: 资金总额, executed: {typed}}}\n") == [code]


@pytest.mark.parametrize("typed", ["0", "0.50", "-0.5", "10", '"8,824,000.00"', '"1,234,567,890,123,456.78"'])
def test_a_number_is_one(typed: str) -> None:
    read_evaluation(
        f"{HEAD}funds:\n  - {{id: total, label: 资金总额, executed: {typed}}}\n".encode(),
        "evaluation.yaml",
        load_profile,
    )


def test_an_amount_without_quotation_marks_is_told_as_such() -> None:
    found = codes("funds:\n  - {id: total, label: 资金总额, executed: 8,824,000.00}\n")
    assert found == ["LOD081", "LOD081"]


def test_a_full_width_colon_between_braces_is_told_as_such() -> None:
    assert "LOD082" in codes("funds:\n  - {id: total, label: 资金总额, executed：8824}\n")


@pytest.mark.parametrize("rest", ["goals：\n  - {id: g1}\n", "funds:\n  - {id: total， label: a}, b: c\n"])
def test_full_width_punctuation_that_breaks_a_file_is_named(rest: str) -> None:
    assert codes(rest) == ["LOD083"]


def test_a_broken_line_whose_text_has_full_width_punctuation_is_not_taken_for_that() -> None:
    assert codes('goals:\n  - {id: g1, text: "一，二：三"\n') == ["LOD010"]


def test_an_id_in_capitals_is_told() -> None:
    assert codes("goals:\n  - {id: G1, text: 甲}\n") == ["LOD023"]
