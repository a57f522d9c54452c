"""The headings of what `prose(…)` prints begin where no heading can."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.render.word.check.draft import Draft
from reportgen.render.word.check.rule import TemplateCheck
from reportgen.render.word.check.scopes import doubts_of
from reportgen.render.word.styles import HEADINGS

FAULT = Fault(
    "TPL139",
    "prose_at_no_level",
    Severity.ERROR,
    N_("{tag}: the headings of prose(…) begin at a level from 1 to {most}, not at {level}"),
    N_("write the level as a number, on a page prose(section, 3), in Word prose(section, level=3)"),
)


def find(draft: Draft) -> Iterator[Finding]:
    """Each call of `prose` with a level, written out, that is none."""
    for doubt in doubts_of(draft):
        if doubt.kind == "level":
            yield FAULT.at(doubt.tag.where, tag=doubt.tag.text, most=HEADINGS, level=doubt.name)


CHECK = TemplateCheck(FAULT, find, word_only=False)
