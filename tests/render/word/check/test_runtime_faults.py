"""What only values show is told with its tag and its exact place, wherever in a document it stands."""

from __future__ import annotations

from typing import Any

import pytest

from reportgen.base.errors import TemplateError
from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.render.word.anything import render_any
from reportgen.render.word.template import WordTemplate
from tests.render.word.forms import NAMES, disclosure

from .planted import FILE, PARTS, PLACES, run, template, where

FAULTS = {
    "undefined": ("TPL110", "{{ form.titel }}"),
    "undefined by key": ("TPL110", "{{ labels['yaer'] }}"),
    "undefined in a condition": ("TPL110", "{% if form.titel == 'x' %}{% endif %}"),
    "undefined in a loop": ("TPL110", "{% for one in form.titel %}{% endfor %}"),
    "undefined in a filter": ("TPL110", "{{ funds | map(attribute='lable') | join }}"),
    "division by zero": ("TPL111", "{{ 1 / (funds | length - 2) }}"),
    "remainder of zero": ("TPL111", "{{ 1 % (funds | length - 2) }}"),
    "a word for an amount": ("TPL112", "{{ form.title | wan }}"),
    "a word for a date": ("TPL112", "{{ form.unit | day }}"),
    "a word and a number": ("TPL112", "{{ form.title + 1 }}"),
    "a loop over a number": ("TPL112", "{% for one in 3 %}{% endfor %}"),
    "too many turns": ("TPL113", "{% for one in range(100001) %}{% endfor %}"),
    "a list for a text": ("TPL114", "{{ funds }}"),
    "a group for a text": ("TPL114", "{{ form }}"),
}
"""Each with its code and the tags that have it; the first of them is told."""


def fault_of(data: bytes, context: dict[str, Any] | None = None) -> Finding:
    with pytest.raises(TemplateError) as caught:
        if context is None:
            WordTemplate.open(data, FILE, NAMES).render(disclosure().context(), "", "zh-CN")
        else:
            render_any(data, FILE, context)
    (finding,) = caught.value.findings
    return finding


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", FAULTS)
def test_it_is_told_with_its_tag_where_it_stands(name: str, place: str) -> None:
    code, text = FAULTS[name]
    found = fault_of(template({place: ["{{ form.unit }}", f"前{text}后", "{{ form.title }}"]}))
    assert (found.code, found.where) == (code, where(place, 1, 3 if place == "body" else 0))
    assert found.values["tag"] == (text if text.startswith("{{") else text.partition("%}")[0] + "%}")


@pytest.mark.parametrize("place", PLACES)
def test_the_second_of_two_tags_alike_is_told_where_only_it_fails(place: str) -> None:
    texts = ["{% set n = 1 %}{{ 1 // n }}", "{{ 1 // n }}", "{% set n = 0 %}", "{{ 1 // n }}"]
    found = fault_of(template({place: texts}))
    assert (found.code, found.where) == ("TPL111", where(place, 3, 4 if place == "body" else 0))


@pytest.mark.parametrize("place", PLACES)
def test_a_tag_that_word_split_over_runs_is_told_as_it_reads(place: str) -> None:
    found = fault_of(template({place: [run("a{{ form") + run(".ti") + run("tel }}")]}))
    assert (found.where, found.values["tag"]) == (where(place, 0, 1 if place == "body" else 0), "{{ form.titel }}")


@pytest.mark.parametrize("place", PLACES)
def test_a_fault_of_a_later_turn_of_a_loop_is_told_at_its_tag(place: str) -> None:
    rows = ["{%p for fund in funds %}", "{{ fund.label }}", "{{ 1 // (2 - loop.index) }}", "{%p endfor %}"]
    found = fault_of(template({place: rows}))
    assert (found.code, found.where) == ("TPL111", where(place, 2, 4 if place == "body" else 0))


@pytest.mark.parametrize("place", PLACES)
def test_it_is_told_alike_with_any_data(place: str) -> None:
    sound = {"form": {"title": "题", "unit": "元", "department": "局"}, "n": 0}
    found = fault_of(template({place: ["{{ n }}", "{{ 1 / n }}"]}), sound)
    assert (found.code, found.where) == ("TPL111", where(place, 1, 2 if place == "body" else 0))


@pytest.mark.parametrize("place", PLACES)
def test_tags_that_python_cannot_compile_are_told_with_their_part(place: str) -> None:
    deep = "".join(f"{{% for a{n} in funds %}}" for n in range(60)) + "{% endfor %}" * 60
    found = fault_of(template({place: [deep]}))
    assert (found.code, found.where) == (
        "TPL115",
        Location("word", FILE, part=PARTS.get(place, "word/document.xml")),
    )
