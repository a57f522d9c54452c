"""Two tags take the same row, cell or paragraph away: only the last of them would be left."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.render.word.check.draft import Draft, Part
from reportgen.render.word.check.rule import TemplateCheck
from reportgen.render.word.check.tagging import Tag
from reportgen.render.word.names import w

FAULT = Fault(
    "TPL129",
    "tags_share_a_place",
    Severity.ERROR,
    N_("{tag} and {other} take the same place away; only one of them would be left"),
    N_("give each tag with tr a row of its own, with tc a cell, with p a paragraph"),
)


def find(draft: Draft) -> Iterator[Finding]:
    """Each tag that shares its place with one of the same kind before it."""
    for part in draft.parts:
        yield from _shared(part)


def _shared(part: Part) -> Iterator[Finding]:
    taken: dict[_Element, Tag] = {}
    for tag in part.tags:
        if tag.prefix not in ("tr", "tc", "p") or tag.first is None:
            continue
        place = next(tag.first.iterancestors(w(tag.prefix)), None)
        if place is not None and place in taken:
            yield FAULT.at(tag.where, tag=tag.text, other=taken[place].text)
        elif place is not None:
            taken[place] = tag


CHECK = TemplateCheck(FAULT, find)
