"""A name that a loop makes is used outside it."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.render.word.check.draft import Draft
from reportgen.render.word.check.rule import TemplateCheck
from reportgen.render.word.check.scopes import doubts_of

FAULT = Fault(
    "TPL127",
    "loop_variable_outside",
    Severity.ERROR,
    N_("{tag}: {name} is there only inside {loop}"),
    N_("move the tag into the loop; for one item of a list write its place, such as funds[0]"),
)


def find(draft: Draft) -> Iterator[Finding]:
    """Each use of a loop's name before the loop or after it."""
    for doubt in doubts_of(draft):
        if doubt.kind == "gone":
            yield FAULT.at(doubt.tag.where, tag=doubt.tag.text, name=doubt.name, loop=doubt.owner)


CHECK = TemplateCheck(FAULT, find, word_only=False)
