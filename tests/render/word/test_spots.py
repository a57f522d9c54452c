"""Where values stand: runs cut around them, and the breaks that their places allow."""

from __future__ import annotations

import pytest

from reportgen.render.word.skeleton import Skeleton
from reportgen.render.word.spots import Spotted, cut_runs, spots_inside

BOLD = "<w:rPr><w:b/></w:rPr>"
T = '<w:t xml:space="preserve">'


def skeleton(text: str) -> Skeleton:
    found = Skeleton.of(text)
    assert found is not None
    return found


def cut(text: str) -> str:
    return cut_runs(skeleton(text)).skeleton.text()


@pytest.mark.parametrize(
    ("run", "pieces"),
    [
        (f"<w:r>{BOLD}<w:t>{{{{ a }}}}</w:t></w:r>", "{{ a }}"),
        ("<w:r><w:t>x {{ a }}y</w:t></w:r>", f"<w:r>{T}x </w:t></w:r>{{{{ a }}}}<w:r>{T}y</w:t></w:r>"),
        ("<w:r><w:t>{% if a %}{{ a }}{% endif %}</w:t></w:r>", "{% if a %}{{ a }}{% endif %}"),
        ("<w:r><w:tab/><w:t>{{ a }}</w:t></w:r>", "<w:r><w:tab/></w:r>{{ a }}"),
    ],
)  # fmt: skip
def test_a_run_is_cut_around_its_values(run: str, pieces: str) -> None:
    assert cut(f"<w:p>{run}</w:p>") == f"<w:p>{pieces}</w:p>"


@pytest.mark.parametrize(
    "run",
    [
        "<w:r><w:t>no value</w:t></w:r>",
        "<w:r><w:t>{% if a %}x{% endif %}</w:t></w:r>",
        "<w:r><w:t>x {{- a }}</w:t></w:r>",
        "<w:r><w:rPr><w:color w:val=\"{{ c }}\"/></w:rPr><w:t>{{ a }}</w:t></w:r>",
        "<w:r><w:instrText>{{ a }}</w:instrText></w:r>",
    ],
)  # fmt: skip
def test_what_is_not_certain_is_left_whole(run: str) -> None:
    text = f"<w:p>{run}</w:p>"
    assert cut(text) == text
    assert cut_runs(skeleton(text)).spots == {}


def breaks(found: Spotted, number: int = 0) -> dict[str, str]:
    return {chr(sign): xml for sign, xml in found.spots[number].breaks.items()}


def test_a_new_paragraph_looks_like_the_one_it_leaves() -> None:
    look = '<w:pPr><w:jc w:val="center"/></w:pPr>'
    found = spots_inside(skeleton(f"<w:p>{look}<w:r>{BOLD}<w:t>{{{{ a }}}}</w:t></w:r></w:p>"))
    made = breaks(found)
    assert made["\a"] == f"</w:t></w:r></w:p><w:p>{look}<w:r>{BOLD}{T}"
    assert made["\t"] == f"</w:t></w:r><w:r>{BOLD}<w:tab/></w:r><w:r>{BOLD}{T}"


@pytest.mark.parametrize(
    "text",
    [
        "<w:p><w:hyperlink><w:r><w:t>{{ a }}</w:t></w:r></w:hyperlink></w:p>",
        "<w:p><w:r><w:t>{% for a in b %}{{ a }}</w:t></w:r></w:p><w:p><w:r><w:t>{% endfor %}</w:t></w:r></w:p>",
        "<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>{{ a }}</w:t></w:r></w:p>",
        '<w:p><w:pPr><w:jc w:val="{{ j }}"/></w:pPr><w:r><w:t>{{ a }}</w:t></w:r></w:p>',
    ],
)
def test_where_a_paragraph_is_not_certain_there_is_no_spot(text: str) -> None:
    assert spots_inside(skeleton(text)).spots == {}
