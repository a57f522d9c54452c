"""A tag that is whole cannot be read."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2.exceptions import TemplateSyntaxError

from reportgen.base.finding import Finding
from reportgen.render.expressions import SYNTAX
from reportgen.render.word.check.curly_quotes import broken_by_quotes
from reportgen.render.word.check.draft import Draft
from reportgen.render.word.check.rule import TemplateCheck, of_tag


def find(draft: Draft) -> Iterator[Finding]:
    """Each tag that is no expression or statement, with what the reader of the language says."""
    for tag in draft.tags:
        parsed = draft.parsed(tag)
        if isinstance(parsed, TemplateSyntaxError) and not broken_by_quotes(tag):
            yield of_tag(SYNTAX.at(tag.where, problem=parsed.message or ""), tag)


CHECK = TemplateCheck(SYNTAX, find, word_only=False)
