"""A closing tag or a branch stands outside any block it could belong to."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.render.word.check.blocks import blocks_of
from reportgen.render.word.check.draft import Draft
from reportgen.render.word.check.rule import TemplateCheck

FAULT = Fault(
    "TPL121",
    "unopened_block",
    Severity.ERROR,
    N_("{tag} belongs to no block: nothing is open here that it could close or divide"),
    N_("remove it, or write the opening tag before it"),
)


def find(draft: Draft) -> Iterator[Finding]:
    """Each closing tag and each branch without an opening tag."""
    for part in draft.parts:
        for tag in blocks_of(part).alone:
            yield FAULT.at(tag.where, tag=tag.text)


CHECK = TemplateCheck(FAULT, find, word_only=False)
