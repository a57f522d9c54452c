"""Narrative is printed by a template that has no styles for parts of it."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Finding
from reportgen.render.word.check.draft import Draft
from reportgen.render.word.check.rule import TemplateCheck
from reportgen.render.word.check.tagging import Tag
from reportgen.render.word.faults import NO_STYLE
from reportgen.render.word.names import STYLES_TYPE
from reportgen.render.word.styles import Styles
from reportgen.render.word.xml import parse


def find(draft: Draft) -> Iterator[Finding]:
    """The roles without a style, told where narrative is first printed; nothing where none is."""
    package = draft.package
    tag = next(filter(_prints_narrative, draft.tags), None)
    if package is not None and tag is not None:
        part = next((package.parts[name] for name, kind in package.types.items() if kind == STYLES_TYPE), b"")
        yield from Styles.of(parse(part) if part else None).missing(tag.where)


def _prints_narrative(tag: Tag) -> bool:
    return tag.kind == "{{" and tag.body.startswith("prose")


CHECK = TemplateCheck(NO_STYLE, find)
