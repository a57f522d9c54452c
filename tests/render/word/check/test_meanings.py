"""Which filters a name has a meaning for agrees with what they do with the figures of a report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from reportgen.compose.disclosure import compose
from reportgen.document.disclosure import Disclosure
from reportgen.document.fact import Fact
from reportgen.filters.filter import FilterError, filters
from reportgen.load.report import load_report
from reportgen.load.workspace import find_workspace
from reportgen.render.word.check.meanings import fitting, is_meaningless
from reportgen.render.word.check.run import check_word
from reportgen.render.word.check.shapes import (
    ANYTHING,
    SINGLE,
    Listing,
    Record,
    Shape,
    disclosure_shape,
    record_of_data,
    shape_of_data,
)
from tests.render.word.forms import p, template_of
from tests.seed import EVALUATION_REPORT as SEED

ROOT = Path(__file__).parents[4]


def figures(value: object, shape: Shape) -> Iterator[tuple[Fact, Record]]:
    """Every figure of a disclosure, with what is known of its name without data."""
    if isinstance(value, Fact):
        assert isinstance(shape, Record)
        yield value, shape
    elif isinstance(value, tuple) and isinstance(shape, Listing):
        for item in value:
            yield from figures(item, shape.item)
    elif is_dataclass(value) and isinstance(shape, Record):
        for field in fields(value):
            yield from figures(getattr(value, field.name), shape.fields[field.name])


def seed() -> Disclosure:
    loaded = load_report(find_workspace(ROOT), SEED)
    return compose(SEED, loaded.assessment, loaded.narrative)


def test_what_is_called_meaningless_is_refused_of_every_figure() -> None:
    found = list(figures(seed(), disclosure_shape()))
    assert len(found) > 100
    assert {shape.holds for _, shape in found} == {"amount", "rate", "points", "words"}
    for fact, shape in found:
        for name, filter in filters().items():
            if is_meaningless(name, shape):
                with pytest.raises(FilterError):
                    filter(fact)


def test_what_fits() -> None:
    shape = disclosure_shape()
    totals = shape.fields["totals"]
    assert isinstance(totals, Record)
    assert "wan" not in fitting(totals.fields["score"])
    assert "numeral" in fitting(totals.fields["score"])
    assert fitting(ANYTHING) == fitting(SINGLE) == sorted(filters())
    assert fitting(shape_of_data([1])) == []


def test_any_data_may_be_printed_by_any_filter_but_no_list_and_no_record() -> None:
    data = {"name": "甲", "amount": 3, "rows": [{"amount": 1}]}
    names = record_of_data(data)
    texts = (
        "{{ name | wan }}",
        "{{ amount | percent }}",
        "{{ rows | wan }}",
        "{{ rows[0] | wan }}",
        "{{ none | wan }}",
    )
    found = check_word(template_of("".join(map(p, texts))), "x.docx", names, data)
    assert [(one.code, one.where.paragraph) for one in found] == [("TPL136", 3), ("TPL136", 4)]


def test_what_is_written_wrong_is_told_with_what_is_like_it() -> None:
    chart = "{{p chart('bar' if grade else 'pai', 'x', funds, 'label', 'executed', alt='x') }}"
    texts = ("{{p grade or prose(preamble, 'openning') }}", chart)
    part, kind = check_word(template_of("".join(map(p, texts))), "x.docx", disclosure_shape())
    assert (part.code, part.values["suggestion"], part.where.paragraph) == ("TPL138", "opening", 1)
    assert (kind.code, kind.values["suggestion"], kind.where.paragraph) == ("TPL140", "pie", 2)
    assert kind.values["known"] == "bar, column, line, pie"


def test_arguments_that_only_data_knows_are_not_told() -> None:
    texts = (
        "{% set part = 'x' %}{{p prose(preamble, part) }}",
        "{{p prose(preamble, 'opening' if grade else 'all', label=true, level=6) }}",
        "{{p chart(grade, 'x', funds, 'label', 'executed', alt='x') }}",
    )
    found = check_word(template_of("".join(map(p, texts))), "x.docx", disclosure_shape())
    assert [one.code for one in found if one.code in ("TPL138", "TPL139", "TPL140")] == []


def test_what_may_be_a_section_or_a_figure_is_not_told() -> None:
    texts = (
        "{{p prose(preamble) }}",
        "{{p prose(goals[0].completion) }}",
        "{% for section in sections %}{{p prose(section, label=true) }}{% endfor %}",
        "{{p prose(sections | last) }}",
        "{{ (form.contact or grade) | wan }}",
        "{{ (form.year or 3) | wan }}",
        "{{ (funds | first).executed | wan }}",
        "{{ funds[0].rate | percent | default('—') }}",
    )
    found = check_word(template_of("".join(map(p, texts))), "x.docx", disclosure_shape())
    assert [one.where.paragraph for one in found if one.code in ("TPL136", "TPL137")] == [5]
