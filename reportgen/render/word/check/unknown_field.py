"""A tag asks something for a field that it does not have."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.render.word.check.draft import Draft
from reportgen.render.word.check.rule import TemplateCheck
from reportgen.render.word.check.scopes import doubts_of

FAULT = Fault(
    "TPL126",
    "unknown_field",
    Severity.ERROR,
    N_("{tag}: there is no field {name} here"),
    N_("did you mean {suggestion}? `reportgen template fields` lists what there is"),
)


def find(draft: Draft) -> Iterator[Finding]:
    """Each field that does not exist, with the one most like it."""
    for doubt in doubts_of(draft):
        if doubt.kind == "field":
            suggestion = doubt.near or "-"
            yield FAULT.at(doubt.tag.where, tag=doubt.tag.text, name=doubt.name, suggestion=suggestion)


CHECK = TemplateCheck(FAULT, find, word_only=False)
