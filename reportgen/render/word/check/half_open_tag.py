"""Braces open a tag that nothing closes, or close one that nothing opens."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.base.finding import Finding
from reportgen.render.word.check.draft import Draft
from reportgen.render.word.check.full_width_braces import without_full_width
from reportgen.render.word.check.rule import TemplateCheck
from reportgen.render.word.check.tagging import GAP
from reportgen.render.word.faults import BROKEN_TAG

_TEXT = f"[^{{}}{GAP}]{{0,80}}"
_BROKEN = re.compile(
    "|".join(
        (
            rf"\{{ ?\{{{_TEXT}\}} ?\}}",
            rf"\{{[{{%][^{{}}%{GAP}]{{0,80}}(?:[}}%](?![}}%])\}}?)?",
            rf"\{{#[^{{}}{GAP}]{{0,80}}",
            rf"\{{?{_TEXT}(?:\}}\}}|%\}})",
        )
    )
)
"""Both ends with spaces between the braces; a beginning with what follows, a comment's too; an end with what stands
before it."""


def find(draft: Draft) -> Iterator[Finding]:
    """Each stretch of text that is half a tag."""
    for part in draft.parts:
        for line in part.lines:
            for match in _BROKEN.finditer(without_full_width(line.loose)):
                text = match.group().strip()
                yield BROKEN_TAG.at(line.where, text=text, tag=text)


CHECK = TemplateCheck(BROKEN_TAG, find)
