"""A date, an amount or the name of a department is typed into a template of forms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_, Message
from reportgen.render.word.check.draft import Draft
from reportgen.render.word.check.rule import TemplateCheck
from reportgen.render.word.check.static_year import TITLES

FAULT = Fault(
    "TPL132",
    "left_over_data",
    Severity.WARNING,
    N_("{text} looks like {what} left over from a filled form; it would be printed in every report"),
    N_("print it from the data; `reportgen template fields` lists the names"),
)

_KINDS = (
    (
        N_("a date"),
        re.compile(r"20\d\d\s*(?:年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?|[-./]\d{1,2}[-./]\d{1,2})(?!\d)"),
    ),
    (
        N_("an amount"),
        re.compile(r"(?<!\d)\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|(?<![\d.])\d{1,15}(?:\.\d{1,6})?\s?(?:万元|亿元)"),
    ),
    (
        N_("the name of a department"),
        re.compile(
            r"[\u4e00-\u9fff]{2,12}[省州市县区](?!级)[\u4e00-\u9fff]{1,10}(?:局|厅|委员会)(?![制印发\u4e00-\u9fff])"
        ),
    ),
)
_PRINTS_FORM = re.compile(r"\bform\s*[.\[]")


def find(draft: Draft) -> Iterator[Finding]:
    """Each stretch of fixed text that looks like data, where the template prints the head of the form."""
    if any(_PRINTS_FORM.search(tag.body) for tag in draft.tags):
        for part in draft.parts:
            for line in part.lines:
                text = TITLES.sub("", line.loose)
                for what, pattern in _KINDS:
                    for match in pattern.finditer(text):
                        yield FAULT.at(line.where, text=match.group(), what=Message(what))


CHECK = TemplateCheck(FAULT, find, word_only=False)
