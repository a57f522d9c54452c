"""A block is opened and never closed."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.render.word.check.blocks import blocks_of
from reportgen.render.word.check.draft import Draft
from reportgen.render.word.check.rule import TemplateCheck

FAULT = Fault(
    "TPL120",
    "unclosed_block",
    Severity.ERROR,
    N_("{tag} is never closed"),
    N_("write {{% end{block} %}} where it ends, with the same p, tr or tc as here"),
)


def find(draft: Draft) -> Iterator[Finding]:
    """Each opening tag without a closing one."""
    for part in draft.parts:
        for tag in blocks_of(part).unclosed:
            yield FAULT.at(tag.where, tag=tag.text, block=tag.opens)


CHECK = TemplateCheck(FAULT, find, word_only=False)
