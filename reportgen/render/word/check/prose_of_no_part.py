"""Something is printed with `prose(…)` of which a section has no such part."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.render.word.check.draft import Draft
from reportgen.render.word.check.rule import TemplateCheck
from reportgen.render.word.check.scopes import doubts_of
from reportgen.render.word.section_parts import PARTS

FAULT = Fault(
    "TPL138",
    "prose_of_no_part",
    Severity.ERROR,
    N_("{tag}: prose(…) prints {known} of a section, not {part}"),
    N_("did you mean {suggestion}?"),
)


def find(draft: Draft) -> Iterator[Finding]:
    """Each call of `prose` with a part, written out, that there is not."""
    for doubt in doubts_of(draft):
        if doubt.kind == "part":
            known = ", ".join(PARTS)
            yield FAULT.at(doubt.tag.where, tag=doubt.tag.text, known=known, part=doubt.name, suggestion=doubt.near)


CHECK = TemplateCheck(FAULT, find)
