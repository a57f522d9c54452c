"""Curly quotes stand inside a tag.

docxtpl reads them as straight ones. That is right where they hold a text, and wrong inside a text, which would end
early or be printed with other quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2.exceptions import TemplateSyntaxError

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.render.word.check.draft import Draft
from reportgen.render.word.check.rule import TemplateCheck
from reportgen.render.word.check.tagging import Tag

FAULT = Fault(
    "TPL124",
    "curly_quotes",
    Severity.WARNING,
    N_("{tag} holds curly quotes"),
    N_("write straight quotes ' or \" around texts; curly quotes cannot be printed by a tag, write them beside it"),
)

_CURLY = re.compile("[“”‘’]")
_STRAIGHT_TEXT = re.compile(r"\"[^\"]*\"|'[^']*'")


def find(draft: Draft) -> Iterator[Finding]:
    """Each tag with curly quotes: an error where it cannot be read, a warning inside a text, else a note."""
    for tag in draft.tags:
        if _CURLY.search(tag.text):
            yield FAULT.at(tag.where, severity=_severity(draft, tag), tag=tag.text)


def broken_by_quotes(tag: Tag) -> bool:
    """Whether a tag that cannot be read holds curly quotes, which are then to blame."""
    return _CURLY.search(tag.text) is not None


def _severity(draft: Draft, tag: Tag) -> Severity:
    if isinstance(draft.parsed(tag), TemplateSyntaxError):
        return Severity.ERROR
    inside = any(_CURLY.search(text) for text in _STRAIGHT_TEXT.findall(tag.text))
    return Severity.WARNING if inside else Severity.INFO


CHECK = TemplateCheck(FAULT, find, word_only=False)
