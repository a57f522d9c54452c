"""What a template's markup and tags prove about every document that it makes."""

from __future__ import annotations

import pytest

from reportgen.render.word.settled import TOUCHING_TABLES, betrayals
from reportgen.render.word.skeleton import Skeleton

CELL = "<w:tc><w:tcPr/><w:p/></w:tc>"
ROW = f"<w:tr>{CELL}</w:tr>"
GRID = "<w:tblGrid><w:gridCol/></w:tblGrid>"
WIDE = "<w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
TWO = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p/></w:tc>'
FOR, END = "{% for a in b %}", "{% endfor %}"


def proved(markup: str) -> frozenset[str] | None:
    skeleton = Skeleton.of(markup)
    assert skeleton is not None
    return betrayals(skeleton)


@pytest.mark.parametrize(
    "markup",
    [
        "<w:p><w:r><w:t>{{ a }}</w:t></w:r></w:p>",
        f"<w:tbl>{GRID}{ROW}{FOR}{ROW}{END}</w:tbl><w:p/>",
        f"{FOR}<w:tbl>{GRID}{ROW}</w:tbl><w:p/>{END}",
        '<w:p><w:bookmarkStart w:id="1"/><w:bookmarkEnd w:id="1"/></w:p>',
        f"<w:tbl>{WIDE}<w:tr>{TWO}</w:tr><w:tr>{CELL}{CELL}</w:tr></w:tbl><w:p/>",
        "<w:p>{{ a > b < c }}</w:p>",
    ],
)  # fmt: skip
def test_sound_whatever_the_values_are(markup: str) -> None:
    assert proved(markup) == frozenset()


@pytest.mark.parametrize(
    ("markup", "sign"),
    [
        (f"<w:tbl>{GRID}{FOR}{ROW}{END}</w:tbl><w:p/>", "</w:tblGrid></w:tbl>"),
        (f"<w:tbl>{GRID}<w:tr><w:tc><w:tcPr/>{FOR}<w:p/>{END}</w:tc></w:tr></w:tbl><w:p/>", "<w:tcPr/></w:tc>"),
        (f"<w:tbl>{GRID}{ROW}</w:tbl>{FOR}<w:p/>{END}<w:tbl>{GRID}{ROW}</w:tbl><w:p/>", TOUCHING_TABLES),
        (f"{FOR}<w:tbl>{GRID}{ROW}</w:tbl>{END}<w:p/>", TOUCHING_TABLES),
        (f"<w:tbl>{GRID}{ROW}</w:tbl><w:tbl>{GRID}{ROW}</w:tbl><w:p/>", TOUCHING_TABLES),
    ],
)
def test_what_is_not_sound_shows_in_the_text(markup: str, sign: str) -> None:
    found = proved(markup)
    assert found is not None and sign in found


@pytest.mark.parametrize(
    "markup",
    [
        f"<w:tbl>{GRID}<w:tr>{FOR}{CELL}{END}</w:tr></w:tbl><w:p/>",
        f"<w:tbl>{GRID}<w:tr>{CELL}{CELL}</w:tr></w:tbl><w:p/>",
        f'{FOR}<w:p><w:bookmarkStart w:id="1"/></w:p>{END}',
        '<w:p><w:bookmarkStart w:id="1"/></w:p><w:p><w:bookmarkStart w:id="1"/></w:p>',
        '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1"/></wp:inline></w:drawing></w:r></w:p>',
        f"<w:tbl>{GRID}<w:tr>{TWO.replace('2', '{{ n }}')}</w:tr></w:tbl><w:p/>",
        f"<w:tbl>{GRID}<w:tr><w:tc><w:tcPr/></w:tc></w:tr></w:tbl><w:p/>",
        "<w:hdr>{% if a %}<w:p/>{% endif %}</w:hdr>",
        "<w:p>{% if a %}</w:p><w:p>{% endif %}</w:p>",
    ],
)
def test_what_cannot_be_proved(markup: str) -> None:
    assert proved(markup) is None
