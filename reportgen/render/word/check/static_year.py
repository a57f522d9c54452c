"""A year is typed into a template that prints the year of the form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.render.word.check.draft import Draft
from reportgen.render.word.check.rule import TemplateCheck

FAULT = Fault(
    "TPL131",
    "static_year",
    Severity.WARNING,
    N_("{text} is typed into the template and stays the same in every year"),
    N_("write {{{{ form.year }}}}年; a year in the title of a document belongs into 《》 or 〔〕"),
)

TITLES = re.compile("《[^》]{0,200}》|〔[^〕]{0,20}〕")
"""The titles and numbers of documents, which keep their years."""

_YEAR = re.compile(
    r"(?<![\d,.])20\d\d\s*年度?(?!\s*\d{1,2}\s*月)|二[〇○零][〇○零一二三四五六七八九]{2}年度?(?![一二三四五六七八九十]+月)"
)
_PRINTS_YEAR = re.compile(r"\bform\s*(?:\.\s*year\b|\[['\"]year['\"]\])")


def find(draft: Draft) -> Iterator[Finding]:
    """Each year in the fixed text, where the template prints the year of the form somewhere."""
    if any(_PRINTS_YEAR.search(tag.body) for tag in draft.tags):
        for part in draft.parts:
            for line in part.lines:
                for match in _YEAR.finditer(TITLES.sub("", line.loose)):
                    yield FAULT.at(line.where, text=match.group())


CHECK = TemplateCheck(FAULT, find, word_only=False)
