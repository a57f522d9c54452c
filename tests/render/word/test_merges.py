"""Cells whose keys are equal become one cell, row upon row, and no text is lost."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.etree import _Element

from reportgen.base.errors import TemplateError
from reportgen.render.word.names import R_NS, W_NS, w

from .forms import (
    bookmarked,
    fact,
    fact_map,
    opened,
    p,
    part,
    rendered,
    row,
    table,
    template_of,
    words,
)
from .grids import read_grid

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


@given(st.lists(st.tuples(st.sampled_from("甲乙"), st.text("ab", max_size=2)), min_size=1, max_size=10))
def test_text_that_differs_moves_into_the_merged_cell(pairs: list[tuple[str, str]]) -> None:
    rows = [{"key": key, "text": text} for key, text in pairs]
    root = part(rendered(merged_table("{{ merge(row.key) }}{{ row.text }}", "x"), rows=rows))
    found = column(root, 0)
    start = 0
    for _, members in groupby(pairs, key=lambda pair: pair[0]):
        group = list(members)
        kept = "".join(dict.fromkeys(text for _, text in group))
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


def test_a_merge_outside_a_table_is_told_with_its_place() -> None:
    body = p("x") + p("{{ merge('a') }}x") + table(row("{{ merge('a') }}"), columns=1) + p("{{ merge('a') }}")
    with pytest.raises(TemplateError) as caught:
        opened(template_of(body))
    found = [(one.code, one.where.part, one.where.paragraph) for one in caught.value.findings]
    assert found == [("TPL170", "word/document.xml", 2), ("TPL170", "word/document.xml", 3)]


def test_a_loop_over_nothing_leaves_no_hollow_table() -> None:
    assert part(rendered(merged_table("{{ row }}", "x"), rows=[])).find(f".//{w('tbl')}") is None


def test_the_grid_follows_columns_that_a_loop_makes() -> None:
    cells = ("{%tc for cell in cells %}", "{{ cell }}", "{%tc endfor %}")
    root = part(rendered(template_of(table(row(*cells), columns=3) + p("")), cells=["甲", "乙", "丙", "丁"]))
    widths = [int(str(one.get(w("w")))) for one in root.iter(w("gridCol"))]
    assert widths == [750] * 4 and sum(widths) == 3_000
    assert [words(one) for one in root.iter(w("tc"))] == ["甲", "乙", "丙", "丁"]


def texts(data: bytes, name: str = "word/document.xml") -> list[tuple[int, int, str]]:
    """Every visible cell of the first table: its row, how many rows it takes, its words."""
    found = part(data, name).find(f".//{w('tbl')}")
    assert found is not None
    return [(one.row, one.height, one.text) for one in read_grid(found)]


def cell(text: str, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/>{properties}</w:tcPr>{p(text)}</w:tc>'


def line(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def looped(*cells: str, columns: int = 1) -> str:
    return line(cell(LOOP[0])) + line(*cells) + line(cell(LOOP[1]))


def of_table(*rows: str, columns: int = 1) -> bytes:
    return template_of(table(*rows, columns=columns) + p(""))


PAIRS = [{"outer": "甲", "inner": "子"}, {"outer": "乙", "inner": "子"}, {"outer": "乙", "inner": "子"}]


def test_an_inner_group_never_spans_two_outer_groups() -> None:
    data = rendered(merged_table("{{ merge(row.outer, row.inner) }}{{ row.inner }}"), rows=PAIRS)
    assert texts(data) == [(0, 1, "子"), (1, 2, "子")]
    data = rendered(merged_table("{{ merge(row.outer) }}{{ merge(row.inner) }}{{ row.inner }}"), rows=PAIRS)
    assert texts(data) == [(0, 1, "子"), (1, 2, "子")]
    data = rendered(merged_table("{{ merge(row.inner) }}{{ row.inner }}"), rows=PAIRS)
    assert texts(data) == [(0, 3, "子")]


def test_an_inner_group_of_an_outer_cell_that_stands_alone_stands_alone() -> None:
    rows = [{"outer": "", "inner": "子"}] * 2
    data = rendered(merged_table("{{ merge(row.outer, row.inner) }}{{ row.inner }}"), rows=rows)
    assert texts(data) == [(0, 1, "子"), (1, 1, "子")]


@pytest.mark.parametrize(
    ("keys", "heights"),
    [
        ((1, 1, 2), [2, 1]),
        ((True, True, False), [2, 1]),
        ((("a", 1), ("a", 1), ("a", 2)), [2, 1]),
        ((fact("x.1", "4"), fact("x.2", "4"), fact("x.3", "5")), [2, 1]),
        (('a\x01\ud800"<', 'a\x01\ud800"<', "b"), [2, 1]),
    ],
)
def test_a_key_is_the_value_of_any_expression(keys: tuple[object, ...], heights: list[int]) -> None:
    data = rendered(merged_table("{{ merge(row.key) }}x"), rows=[{"key": key} for key in keys])
    assert [height for _, height, _ in texts(data)] == heights
    data = rendered(merged_table("{{ merge(loop.index0 == 2, row.key) }}x"), rows=[{"key": "k"}] * 3)
    assert [height for _, height, _ in texts(data)] == [2, 1]


@pytest.mark.parametrize(
    ("tag", "code"),
    [("{{ merge() }}", "TPL114"), ("{{ merge(row.key) }}", "TPL114"), ("{{ merge(row.missing) }}", "TPL110")],
)
def test_a_key_that_is_none_is_told_with_its_place(tag: str, code: str) -> None:
    with pytest.raises(TemplateError) as caught:
        rendered(merged_table("x", tag), rows=[{"key": {"a": 1}}])
    assert [(one.code, one.where.table, one.where.row) for one in caught.value.findings] == [(code, 1, 2)]


def test_groups_are_made_of_the_rows_that_a_filter_leaves() -> None:
    loop = "{%tr for row in rows if row.inner != '丑' %}"
    rows = [{"inner": "子"}, {"inner": "丑"}, {"inner": "子"}]
    body = of_table(line(cell(loop)), line(cell("{{ merge(row.inner) }}{{ row.inner }}")), line(cell(LOOP[1])))
    assert texts(rendered(body, rows=rows)) == [(0, 2, "子")]


def test_the_same_words_of_two_facts_stand_once_and_carry_both() -> None:
    facts = [fact("q1.weight", "4"), fact("q2.weight", "4"), fact("q1.weight", "4"), fact("q3.weight", "5")]
    data = rendered(merged_table("{{ merge('k') }}{{ row.weight }} 分"), rows=[{"weight": one} for one in facts])
    assert texts(data) == [(0, 4, "4 分\n5 分")]
    found = part(data).find(f".//{w('tbl')}")
    assert found is not None
    ids = {name: one["id"] for name, one in fact_map(data).items()}
    seen = sorted((ids[name], text) for region in read_grid(found) for name, text in region.facts)
    assert seen == [("q1.weight", "4"), ("q2.weight", "4"), ("q3.weight", "5")]


def test_a_fact_is_kept_where_the_same_words_were_no_fact() -> None:
    data = rendered(merged_table("{{ merge('k') }}{{ row }}"), rows=["4", fact("q1.weight", "4")])
    assert texts(data) == [(0, 2, "4\n4")]
    assert [one["id"] for one in fact_map(data).values()] == ["q1.weight"]


def test_what_is_seen_and_is_no_text_is_kept_too() -> None:
    sign = '<w:r><w:sym w:font="Wingdings" w:char="{{ row.sign }}"/></w:r>'
    made = cell("{{ merge('k') }}").replace("</w:p>", f"{sign}</w:p>")
    data = rendered(of_table(looped(made)), rows=[{"sign": one} for one in ("F0FE", "F0FE", "F0A8")])
    assert [one.get(w("char")) for one in part(data).iter(w("sym"))] == ["F0FE", "F0A8"]


def test_an_end_of_a_bookmark_that_reaches_beyond_a_cell_stays() -> None:
    start, end = '<w:bookmarkStart w:id="7" w:name="all"/>', '<w:bookmarkEnd w:id="7"/>'
    first, last = cell("{{ merge('k') }}甲"), cell("{{ merge('k') }}甲")
    body = of_table(line(first.replace("<w:r>", f"{start}<w:r>")), line(last.replace("</w:r>", f"</w:r>{end}")))
    root = part(rendered(body))
    assert [len(list(root.iter(w(name)))) for name in ("bookmarkStart", "bookmarkEnd")] == [1, 1]


def test_a_continuation_keeps_its_look_but_counts_no_further() -> None:
    look = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:jc w:val="center"/></w:pPr>'
    made = cell("{{ merge('k') }}甲").replace("<w:p>", look)
    root = part(rendered(of_table(looped(made)), rows=[1, 2]))
    assert [len(list(root.iter(w(name)))) for name in ("numPr", "jc")] == [1, 2]


def test_a_row_without_a_key_ends_a_group_and_may_span_columns() -> None:
    total = line(cell("小计", '<w:gridSpan w:val="2"/>'))
    cells = line(cell("{{ merge('k') }}甲"), cell("{{ row }}"))
    loop = [line(cell(tag, '<w:gridSpan w:val="2"/>')) for tag in LOOP]
    data = rendered(of_table(loop[0], cells, loop[1], total, cells.replace("{{ row }}", "z"), columns=2), rows=[1, 2])
    assert texts(data) == [(0, 2, "甲"), (0, 1, "1"), (1, 1, "2"), (2, 1, "小计"), (3, 1, "甲"), (3, 1, "z")]


def test_a_cell_of_another_width_begins_a_group() -> None:
    rows = [line(cell("{{ merge('k') }}甲", f'<w:gridSpan w:val="{span}"/>')) for span in (2, 2, 1)]
    assert texts(rendered(of_table(*rows, columns=2))) == [(0, 2, "甲"), (2, 1, "甲")]


@pytest.mark.parametrize(("state", "expected"), [("", [1, 2]), (' w:val="0"', [3])])
def test_a_group_ends_with_the_repeated_header(state: str, expected: list[int]) -> None:
    made = line(cell("{{ merge('k') }}甲"))
    head = made.replace("<w:tr>", f"<w:tr><w:trPr><w:tblHeader{state}/></w:trPr>")
    assert [height for _, height, _ in texts(rendered(of_table(head, made, made)))] == expected


def test_the_rows_of_a_table_in_a_cell_are_its_own() -> None:
    inner = table(*[line(cell("{{ merge('k') }}内"))] * 2, columns=1)
    outer = f"<w:tc>{p('{{ merge(' + repr('k') + ') }}外')}{inner}{p('')}</w:tc>"
    root = part(rendered(of_table(line(outer), line(cell("{{ merge('k') }}外")))))
    outer_table, inner_table = root.iter(w("tbl"))
    assert [one.height for one in read_grid(outer_table)] == [2]
    assert [(one.height, one.text) for one in read_grid(inner_table)] == [(2, "内")]


def test_rows_inside_a_content_control_are_rows() -> None:
    made = line(cell("{{ merge('k') }}甲"))
    wrapped = f"<w:sdt><w:sdtPr/><w:sdtContent>{made}</w:sdtContent></w:sdt>"
    root = part(rendered(of_table(made, wrapped, made)))
    merges = [str(one.get(w("val"))) for one in root.iter(w("vMerge"))]
    assert merges == ["restart", "continue", "continue"]


@pytest.mark.parametrize("kind", ["header", "footer"])
def test_tables_of_headers_and_footers_merge(kind: str) -> None:
    tag = "hdr" if kind == "header" else "ftr"
    body = table(looped(cell("{{ merge('k') }}{{ row }}")), columns=1) + p("")
    other = {"word/header1.xml": f'<w:{tag} xmlns:w="{W_NS}">{body}</w:{tag}>'.encode()}
    made = template_of(p("x"), other, f'<Relationship Id="rId9" Type="{R_NS}/{kind}" Target="header1.xml"/>')
    assert texts(rendered(made, rows=["甲", "甲", "乙"]), "word/header1.xml") == [(0, 3, "甲\n乙")]


ROOM = '<w:vAlign w:val="center"/>'


def test_the_merges_of_docxtpl_work_beside_ours() -> None:
    cells = (cell("{% vm %}总", ROOM), cell("{{ merge(row) }}{{ row }}", ROOM))
    data = rendered(of_table(looped(*cells), columns=2), rows=["甲", "甲", "乙"])
    assert texts(data) == [(0, 3, "总"), (0, 2, "甲"), (2, 1, "乙")]


def test_the_spans_of_docxtpl_work_beside_our_merges() -> None:
    columns = [cell("{%tc for one in rows %}"), cell("{%tc endfor %}")]
    spanned = line(columns[0], cell("{% hm %}{{ merge('k') }}总", ROOM), columns[1])
    data = rendered(of_table(spanned, spanned, line(columns[0], cell("{{ one }}"), columns[1]), columns=3), rows="甲乙")
    assert texts(data) == [(0, 2, "总"), (2, 1, "甲"), (2, 1, "乙")]
    data = rendered(of_table(line(cell("{% colspan 2 %}{{ merge('k') }}总", ROOM)), columns=2))
    assert texts(data) == [(0, 1, "总")]


def test_a_merge_made_in_word_hides_no_text_and_never_begins_in_the_middle() -> None:
    start, more = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    data = rendered(of_table(line(cell("甲", start)), line(cell("乙", more)), line(cell("甲", more))))
    assert texts(data) == [(0, 3, "甲\n乙")]
    body = of_table(
        line(cell("x{%tr if no %}")), line(cell("甲", start)), line(cell("x{%tr endif %}")), line(cell("乙", more))
    )
    assert texts(rendered(body, no=False)) == [(0, 1, "乙")]
    body = of_table(line(cell("{{ merge('k') }}甲", start)), line(cell("乙", more)), line(cell("丙", more)))
    assert texts(rendered(body)) == [(0, 1, "甲"), (1, 2, "乙\n丙")]
