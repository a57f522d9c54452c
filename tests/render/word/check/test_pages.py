"""HTML templates: the page's own faults, and those of any template, each with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.api import check_template

LAYER = Path(__file__).parents[4] / "templates" / "default"


def told(folder: Path, text: str, data: dict[str, object] | None = None) -> list[tuple[str, int | None]]:
    file = folder / "report.html.j2"
    file.write_text(text, encoding="utf-8")
    return [(one.code, one.where.line) for one in check_template(file, data)]


@pytest.mark.parametrize("name", ["report.html.j2", "paste.html.j2", "index.html.j2"])
def test_nothing_is_told_of_the_installed_pages(name: str) -> None:
    assert check_template(LAYER / name) == []


def test_all_faults_are_told_in_one_run(tmp_path: Path) -> None:
    page = """<p>{{ form.yaer }}</p>
<p>{{ from.year }}</p>
<p>{% for fund in funds %}{{ fund.label }}{% endfor %}{{ fund.label }}</p>
<p>2023年度{{ form.year }}</p>
<p onclick="x">｛｛ form.year ｝｝</p>
<p>{{ form.year | wann }}</p>
"""
    assert told(tmp_path, page) == [
        ("TPL126", 1),
        ("TPL004", 2),
        ("TPL127", 3),
        ("TPL131", 4),
        ("HTM005", 5),
        ("TPL130", 5),
        ("TPL003", 6),
    ]


def test_what_can_never_be_printed_is_told(tmp_path: Path) -> None:
    page = """<p>{{ totals.score | wan }}</p>
{{ prose(sections, 3) }}
{{ prose(preamble, 3) }}
{% for goal in goals %}<p>{{ goal.text | percent }}</p>{{ prose(goal.completion, 5) }}{% endfor %}
"""
    assert told(tmp_path, page) == [("TPL136", 1), ("TPL137", 2), ("TPL136", 4)]


def test_arguments_that_no_page_takes_are_told(tmp_path: Path) -> None:
    page = """{{ prose(preamble, "opening") }}
{{ prose(preamble, level=3) }}
{{ chart("pie", "x", funds, "label", "executed", alt="x") }}
{{ chart("points", "x", levels, "name", ("score", "weight"), within="indicators", alt="x") }}
{% for goal in goals %}{{ prose(goal.completion, 0) }}{% endfor %}
"""
    assert told(tmp_path, page) == [("TPL139", 1), ("TPL140", 3), ("TPL139", 5)]
    assert told(tmp_path, '{{ chart("bra", "x", funds, "label", "executed", alt="x") }}') == [("TPL140", 1)]


def test_an_unclosed_block_is_told_where_it_opens(tmp_path: Path) -> None:
    assert told(tmp_path, "<p>\n{% if grade %}\n</p>\n") == [("TPL120", 2)]
    assert told(tmp_path, "<p>{{ form.year + }}</p>") == [("TPL001", 1)]


def test_data_gives_the_names_and_is_rendered_once(tmp_path: Path) -> None:
    assert told(tmp_path, "<p>{{ name }}</p>\n<p>{{ nam }}</p>", {"name": "x"}) == [("TPL004", 2)]
    assert told(tmp_path, "<p>\n{{ name + 1 }}</p>", {"name": "x"}) == [("HTM010", 2)]
