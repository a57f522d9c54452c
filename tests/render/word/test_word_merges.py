"""Cells whose keys are equal become one cell, row upon row, and no text is lost."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.etree import _Element

from reportgen.render.word.faults import BrokenOutputError
from reportgen.render.word.names import w

from .forms import bookmarked, fact, fact_map, p, part, rendered, row, table, template_of, words

LOOP = ("{%tr for row in rows %}", "{%tr endfor %}")


def merged_table(*cells: str) -> bytes:
    controls = [row(tag, *[""] * (len(cells) - 1)) for tag in LOOP]
    return template_of(table(controls[0], row(*cells), controls[1], columns=len(cells)) + p(""))


def column(root: _Element, number: int) -> list[tuple[str | None, str]]:
    """For each row, how its cell in a column is merged, and its words."""
    found = []
    for one in root.iter(w("tr")):
        cell = one.findall(w("tc"))[number]
        merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
        found.append((None if merge is None else str(merge.get(w("val"))), words(cell)))
    return found


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("甲乙"), st.sampled_from("子丑")), min_size=1, max_size=12))
def test_groups_are_the_runs_of_equal_keys(pairs: list[tuple[str, str]]) -> None:
    cells = (
        "{{ merge(row.level1) }}{{ row.level1 }}",
        "{{ merge(row.level1 ~ row.level2) }}{{ row.level2 }}",
        "{{ row.level1 }}",
    )
    rows = [{"level1": one, "level2": two} for one, two in pairs]
    root = part(rendered(merged_table(*cells), rows=rows))
    assert column(root, 0) == expected([(one, one) for one, _ in pairs])
    assert column(root, 1) == expected([(one + two, two) for one, two in pairs])
    assert column(root, 2) == [(None, one) for one, _ in pairs]


def expected(cells: list[tuple[str, str]]) -> list[tuple[str | None, str]]:
    found: list[tuple[str | None, str]] = []
    for _, members in groupby(cells):
        group = list(members)
        first = (None if len(group) == 1 else "restart", group[0][1])
        found += [first, *[("continue", "")] * (len(group) - 1)]
    return found


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("甲乙"), st.text("ab", max_size=2)), min_size=1, max_size=10))
def test_text_that_differs_moves_into_the_merged_cell(pairs: list[tuple[str, str]]) -> None:
    rows = [{"key": key, "text": text} for key, text in pairs]
    root = part(rendered(merged_table("{{ merge(row.key) }}{{ row.text }}", "x"), rows=rows))
    found = column(root, 0)
    start = 0
    for _, members in groupby(pairs, key=lambda pair: pair[0]):
        group = list(members)
        first = group[0][1]
        kept = first + "".join(text for _, text in group[1:] if text != first)
        assert found[start][1] == kept
        assert all(said == "" for _, said in found[start + 1 : start + len(group)])
        start += len(group)


def test_a_fact_that_a_merge_prints_once_is_mapped_once() -> None:
    rows = [{"label": fact("levels.output.weight", "50")} for _ in range(3)]
    data = rendered(merged_table("{{ merge(row.label) }}{{ row.label }}", "x"), rows=rows)
    assert [text for _, text in bookmarked(part(data))] == ["50"]
    assert len(fact_map(data)) == 1


def test_a_key_that_is_empty_merges_nothing() -> None:
    root = part(rendered(merged_table("{{ merge(row.key) }}a", "x"), rows=[{"key": ""}, {"key": None}]))
    assert column(root, 0) == [(None, "a"), (None, "a")]


def test_a_merge_outside_a_table_is_refused() -> None:
    with pytest.raises(BrokenOutputError):
        rendered(template_of(p("{{ merge('a') }}x")))


def test_a_loop_over_nothing_leaves_no_hollow_table() -> None:
    assert part(rendered(merged_table("{{ row }}", "x"), rows=[])).find(f".//{w('tbl')}") is None


def test_the_grid_follows_columns_that_a_loop_makes() -> None:
    cells = ("{%tc for cell in cells %}", "{{ cell }}", "{%tc endfor %}")
    root = part(rendered(template_of(table(row(*cells), columns=3) + p("")), cells=["甲", "乙", "丙", "丁"]))
    widths = [int(str(one.get(w("w")))) for one in root.iter(w("gridCol"))]
    assert widths == [750] * 4 and sum(widths) == 3_000
    assert [words(one) for one in root.iter(w("tc"))] == ["甲", "乙", "丙", "丁"]
