"""What is offered for a name that is not there can be what was meant, or is all there is."""

from __future__ import annotations

import pytest

from reportgen.render.nearest import meant, nearest
from reportgen.render.word.check.run import check_word
from reportgen.render.word.check.shapes import disclosure_shape
from tests.render.word.check.planted import FILE, template


@pytest.mark.parametrize(("name", "expected"), [("titel", "title"), ("部门", "form, funds, title")])
def test_a_name_that_is_like_no_other_gets_all_there_are(name: str, expected: str) -> None:
    assert nearest(name, ["title", "form", "funds"]) == expected


def test_nothing_is_offered_where_nothing_is() -> None:
    assert nearest("a", []) == "-"


@pytest.mark.parametrize(("owner", "expected"), [((1, 2), "0–1"), ([], "-"), ({"labels": 1}, "labels")])
def test_of_a_list_its_numbers_are_offered(owner: object, expected: str) -> None:
    assert meant("label", owner) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("{{ funds.total.executed }}", "{% for fund in funds %}"),
        ("{{ form.title.text }}", "form.title"),
        ("{{ form.titel }}", "title"),
    ],
)
def test_a_tag_that_names_a_figure_as_narrative_does_is_told_how_templates_do(tag: str, expected: str) -> None:
    (told,) = check_word(template({"body": [tag]}), FILE, disclosure_shape())
    assert (told.code, told.values["suggestion"]) == ("TPL126", expected)
