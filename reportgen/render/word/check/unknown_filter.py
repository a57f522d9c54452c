"""A tag asks for a filter that does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Finding
from reportgen.render.expressions import UNKNOWN_FILTER
from reportgen.render.word.check.draft import Draft
from reportgen.render.word.check.rule import TemplateCheck, of_tag


def find(draft: Draft) -> Iterator[Finding]:
    """Each filter that does not exist."""
    for tag in draft.tags:
        yield from (of_tag(one, tag) for one in draft.faults(tag) if one.code == UNKNOWN_FILTER.code)


CHECK = TemplateCheck(UNKNOWN_FILTER, find, word_only=False)
