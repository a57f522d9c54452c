"""A tag for rows or cells stands outside any table."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.render.word.check.draft import Draft
from reportgen.render.word.check.rule import TemplateCheck
from reportgen.render.word.check.tagging import CELL_TAGS, Tag
from reportgen.render.word.names import w

FAULT = Fault(
    "TPL128",
    "row_tag_outside_table",
    Severity.ERROR,
    N_("{tag} is for a table and stands outside one"),
    N_("write {{%p … %}} for paragraphs, or move the tag into a row of a table"),
)


def find(draft: Draft) -> Iterator[Finding]:
    """Each tag for rows or cells that stands in no table."""
    for part in draft.parts:
        for tag in part.tags:
            if _is_for_tables(tag) and not _in_cell(tag):
                yield FAULT.at(tag.where, tag=tag.text)


def _is_for_tables(tag: Tag) -> bool:
    return tag.prefix in ("tr", "tc") or tag.word in CELL_TAGS


def _in_cell(tag: Tag) -> bool:
    return tag.paragraph is not None and next(tag.paragraph.iterancestors(w("tc")), None) is not None


CHECK = TemplateCheck(FAULT, find)
