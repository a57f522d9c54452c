"""A chart is of a kind that there is not."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.render.word.check.draft import Draft
from reportgen.render.word.check.rule import TemplateCheck
from reportgen.render.word.check.scopes import doubts_of

FAULT = Fault(
    "TPL140",
    "unknown_chart",
    Severity.ERROR,
    N_("{tag}: there is no chart {kind}; charts: {known}"),
    N_("did you mean {suggestion}?"),
)


def find(draft: Draft) -> Iterator[Finding]:
    """Each call of `chart` with a kind, written out, that the format does not draw."""
    for doubt in doubts_of(draft):
        if doubt.kind == "chart":
            where, known = doubt.tag.where, doubt.owner
            yield FAULT.at(where, tag=doubt.tag.text, kind=doubt.name, known=known, suggestion=doubt.near)


CHECK = TemplateCheck(FAULT, find, word_only=False)
