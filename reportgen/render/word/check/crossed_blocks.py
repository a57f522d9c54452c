"""A closing tag meets a block of another kind."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.render.word.check.blocks import blocks_of
from reportgen.render.word.check.draft import Draft
from reportgen.render.word.check.rule import TemplateCheck

FAULT = Fault(
    "TPL122",
    "crossed_blocks",
    Severity.ERROR,
    N_("{tag} meets {opened}, which it cannot close ({place})"),
    N_("write {{% end{block} %}} for that block, inner blocks before outer ones"),
)


def find(draft: Draft) -> Iterator[Finding]:
    """Each closing tag of another kind than the block that is open."""
    for part in draft.parts:
        for opened, tag in blocks_of(part).crossed:
            yield FAULT.at(tag.where, tag=tag.text, opened=opened.text, place=opened.where, block=opened.opens)


CHECK = TemplateCheck(FAULT, find, word_only=False)
