"""A tag prints a name that does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Finding
from reportgen.render.expressions import UNKNOWN_NAME
from reportgen.render.word.check.draft import Draft
from reportgen.render.word.check.rule import TemplateCheck, of_tag
from reportgen.render.word.check.scopes import doubts_of


def find(draft: Draft) -> Iterator[Finding]:
    """Each name that does not exist, with the one most like it."""
    for doubt in doubts_of(draft):
        if doubt.kind == "name":
            yield of_tag(UNKNOWN_NAME.at(doubt.tag.where, name=doubt.name, suggestion=doubt.near), doubt.tag)


CHECK = TemplateCheck(UNKNOWN_NAME, find, word_only=False)
