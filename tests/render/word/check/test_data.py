"""With data, names are those of the data, and what only rendering finds is found."""

from __future__ import annotations

from decimal import Decimal

from reportgen.render.word.check.run import check_word
from reportgen.render.word.check.shapes import ANYTHING, SINGLE, Listing, Record, record_of_data, shape_of_data
from tests.render.word.forms import p, template_of

DATA = {
    "name": "甲",
    "rows": [{"label": "a", "amount": Decimal("1.10")}, {"label": "b", "note": None}],
    "nested": {"deep": {"er": 1}},
}


def told(*texts: str) -> list[tuple[str, int | None]]:
    found = check_word(template_of("".join(map(p, texts))), "x.docx", record_of_data(DATA), DATA)
    return [(one.code, one.where.paragraph) for one in found]


def test_names_and_fields_are_those_of_the_data() -> None:
    assert told("{{ name }}", "{{ form.year }}", "{{ nested.deep.or }}") == [("TPL004", 2), ("TPL126", 3)]
    assert told("{% for row in rows %}{{ row.label }}{% endfor %}") == []
    assert told("{% for row in rows %}{{ row.amonut }}{% endfor %}") == [("TPL126", 1)]


def test_what_only_rendering_finds_is_found_once_the_template_is_sound() -> None:
    # the second row has no amount: no template can be blamed before there is data
    loop = "{% for row in rows %}{{ row.amount }}{% endfor %}"
    assert told("x", loop) == [("TPL110", 2)]
    assert told("{{ name + 1 }}") == [("TPL112", 1)]
    assert told(loop, "{{ nam }}") == [("TPL004", 2)]


def test_the_shape_of_json() -> None:
    assert shape_of_data([{"a": 1}, {"b": [2]}]) == Listing(Record({"a": SINGLE, "b": Listing(SINGLE)}))
    assert shape_of_data([[1], [2]]) == Listing(Listing(SINGLE))
    assert shape_of_data([1, {"a": 1}]) == Listing(ANYTHING)
    assert shape_of_data([]) == Listing(ANYTHING)
