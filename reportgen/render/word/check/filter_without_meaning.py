"""A filter stands behind what it can never print: an amount as a percentage, a name as money."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.render.word.check.draft import Draft
from reportgen.render.word.check.rule import TemplateCheck
from reportgen.render.word.check.scopes import doubts_of

FAULT = Fault(
    "TPL136",
    "filter_without_meaning",
    Severity.ERROR,
    N_("{tag}: the filter {filter} cannot print {name}"),
    N_("print it without a filter, or with one that has a meaning for it: {fitting}"),
)


def find(draft: Draft) -> Iterator[Finding]:
    """Each filter that refuses whatever the name before it may hold."""
    for doubt in doubts_of(draft):
        if doubt.kind == "meaning":
            near = doubt.near or "-"
            yield FAULT.at(doubt.tag.where, tag=doubt.tag.text, filter=doubt.owner, name=doubt.name, fitting=near)


CHECK = TemplateCheck(FAULT, find, word_only=False)
