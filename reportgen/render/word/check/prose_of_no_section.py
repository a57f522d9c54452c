"""Something is printed with `prose(…)` that is no section of narrative."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.render.word.check.draft import Draft
from reportgen.render.word.check.rule import TemplateCheck
from reportgen.render.word.check.scopes import doubts_of

FAULT = Fault(
    "TPL137",
    "prose_of_no_section",
    Severity.ERROR,
    N_("{tag}: prose(…) prints a section of narrative, and {name} is none"),
    N_("print a figure or a text as it is, a list item by item; `reportgen template fields` tells what is a section"),
)


def find(draft: Draft) -> Iterator[Finding]:
    """Each call of `prose` with a figure, a text or a list."""
    for doubt in doubts_of(draft):
        if doubt.kind == "section":
            yield FAULT.at(doubt.tag.where, tag=doubt.tag.text, name=doubt.name)


CHECK = TemplateCheck(FAULT, find, word_only=False)
