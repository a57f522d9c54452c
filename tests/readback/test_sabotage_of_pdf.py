"""A PDF or spreadsheet that says another thing than the form is caught, whichever part of it does."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from reportgen.document.disclosure import Disclosure
from reportgen.document.fact import Fact
from reportgen.load.workspace import installed_templates
from reportgen.readback.expected import Expected
from reportgen.readback.reader import read_back
from reportgen.render.data.workbook import form_xlsx
from tests.render.pdf.reports import disclosure_of, expected_for, pdf_of

Edit = Callable[[Disclosure], Disclosure]
MAKERS: dict[str, Callable[[Disclosure], bytes]] = {"report.pdf": pdf_of, "report.xlsx": form_xlsx}


@pytest.fixture(scope="module")
def expected() -> Expected:
    return expected_for()


def codes(name: str, data: bytes, expected: Expected) -> set[str]:
    return {finding.code for finding in read_back({name: data}, "build", expected)}


def other_amount(disclosure: Disclosure) -> Disclosure:
    first, second, *rest = disclosure.funds
    assert second.executed is not None
    wrong = replace(second.executed, text="58,000.01", value=None)
    return replace(disclosure, funds=(first, replace(second, executed=wrong), *rest))


def dropped_row(disclosure: Disclosure) -> Disclosure:
    return replace(disclosure, funds=disclosure.funds[:-1])


def swapped_labels(disclosure: Disclosure) -> Disclosure:
    first, second, third, *rest = disclosure.funds
    labels = replace(second, label=third.label), replace(third, label=second.label)
    return replace(disclosure, funds=(first, *labels, *rest))


def _in_first_indicator(disclosure: Disclosure, edit: Callable[[Fact], Fact], column: str) -> Disclosure:
    level, *levels = disclosure.levels
    group, *groups = level.groups
    row, *rows = group.indicators
    changed = replace(row, **{column: edit(getattr(row, column))})
    groups = [replace(group, indicators=(changed, *rows)), *groups]
    return replace(disclosure, levels=(replace(level, groups=tuple(groups)), *levels))


def rounded_score(disclosure: Disclosure) -> Disclosure:
    return _in_first_indicator(disclosure, lambda fact: replace(fact, text="20.0001", value=None), "score")


def lost_character(disclosure: Disclosure) -> Disclosure:
    return _in_first_indicator(disclosure, lambda fact: replace(fact, text=fact.text[:-1]), "target")


@pytest.mark.parametrize("name", MAKERS)
def test_what_is_right_is_not_told(name: str, expected: Expected) -> None:
    assert codes(name, MAKERS[name](disclosure_of()), expected) == set()


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("edit", [other_amount, dropped_row, swapped_labels, rounded_score, lost_character])
def test_a_renderer_that_lies_in_text_and_data_alike_is_caught(name: str, edit: Edit, expected: Expected) -> None:
    assert "RBK003" in codes(name, MAKERS[name](edit(disclosure_of())), expected)


def test_a_template_that_prints_another_text_than_its_data_is_caught(expected: Expected, tmp_path: Path) -> None:
    source = (installed_templates() / "default/report.typ").read_text("utf-8")
    template = tmp_path / "report.typ"
    template.write_text(
        source.replace("points(fund.at(key))", 'if key == "rate" [95.00%] else { points(fund.at(key)) }'),
        encoding="utf-8",
    )
    assert codes("report.pdf", pdf_of(disclosure_of(), template), expected) >= {"RBK001"}


def test_attached_data_of_another_report_is_caught(expected: Expected) -> None:
    stale = pdf_of(other_amount(disclosure_of()))
    with pikepdf.open(io.BytesIO(pdf_of(disclosure_of()))) as pdf, pikepdf.open(io.BytesIO(stale)) as other:
        for name in ("report.json", "funds.csv"):
            old = other.attachments[name].get_file().read_bytes()
            pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, old, filename=name)
        out = io.BytesIO()
        pdf.save(out)
    assert "RBK002" in codes("report.pdf", out.getvalue(), expected)


def test_a_pdf_without_its_data_is_told(expected: Expected) -> None:
    with pikepdf.open(io.BytesIO(pdf_of(disclosure_of()))) as pdf:
        for name in list(pdf.attachments):
            del pdf.attachments[name]
        out = io.BytesIO()
        pdf.save(out)
    assert codes("report.pdf", out.getvalue(), expected) == {"RBK006"}


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("data", [b"", b"nothing", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_such_file_is_told(name: str, data: bytes, expected: Expected) -> None:
    assert codes(name, data, expected) == {"RBK005"}


def test_a_pdf_without_tags_is_told(expected: Expected) -> None:
    with pikepdf.open(io.BytesIO(pdf_of(disclosure_of()))) as pdf:
        del pdf.Root["/StructTreeRoot"]
        out = io.BytesIO()
        pdf.save(out)
    assert codes("report.pdf", out.getvalue(), expected) == {"RBK005"}
