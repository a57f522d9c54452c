"""A block is opened at one depth of the document and closed at another, so that what lies between is no whole."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.render.word.check.blocks import blocks_of
from reportgen.render.word.check.draft import Draft
from reportgen.render.word.check.rule import TemplateCheck
from reportgen.render.word.check.tagging import Tag
from reportgen.render.word.names import w

FAULT = Fault(
    "TPL123",
    "uneven_block",
    Severity.ERROR,
    N_("{tag} ends what {opened} begins ({place}), but they do not stand at the same depth"),
    N_("put both in one paragraph, or both in rows, cells or paragraphs of their own with the same tr, tc or p"),
)


def find(draft: Draft) -> Iterator[Finding]:
    """Each tag that ends a stretch of the document which is no whole number of rows, cells or paragraphs."""
    for part in draft.parts:
        for opened, tag in blocks_of(part).pairs:
            if not (opened.trims or tag.trims or _even(opened, tag)):
                yield FAULT.at(tag.where, tag=tag.text, opened=opened.text, place=opened.where)


def _even(opened: Tag, tag: Tag) -> bool:
    """Whether what lies between closes as many elements as it opens, of the same names."""
    before, after = _path(opened), _path(tag)
    shared = next((at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one is not other), None)
    shared = min(len(before), len(after)) if shared is None else shared
    return [one.tag for one in before[shared:]] == [one.tag for one in after[shared:]]


def _path(tag: Tag) -> list[_Element]:
    """The elements that the tag stands in once docxtpl has taken away the row, cell, paragraph or run around it."""
    assert tag.first is not None
    path = [*reversed(list(tag.first.iterancestors())), tag.first]
    if tag.prefix:
        holders = [at for at, element in enumerate(path) if element.tag == w(tag.prefix)]
        return path[: holders[-1]] if holders else path
    return path


CHECK = TemplateCheck(FAULT, find)
