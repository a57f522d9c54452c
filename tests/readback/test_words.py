"""Words of the narrative that a file does not hold."""

from __future__ import annotations

import pytest

from reportgen.base.messages import in_language
from reportgen.readback.words import compare_words


@pytest.mark.parametrize(
    ("section", "tag"),
    [("completion", "prose(preamble)"), ("completion.g1", "prose(goal.completion)"), ("results", "prose(section)")],
)
def test_the_hint_names_what_the_template_has_to_print(section: str, tag: str) -> None:
    (told,) = compare_words([(section, "甲乙"), (section, "丙")], "丙丁", "report.docx")
    with in_language("en"):
        assert (told.code, told.fact, tag in str(told.hint)) == ("RBK015", section, True)
