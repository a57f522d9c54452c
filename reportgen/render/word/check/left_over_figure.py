"""A built report was made into a template, and figures of that report still stand in it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.document.marks import BOOKMARK_PREFIX
from reportgen.render.word.check.draft import Draft
from reportgen.render.word.check.rule import TemplateCheck
from reportgen.render.word.names import w
from reportgen.render.word.places import Places, is_copy

FAULT = Fault(
    "TPL135",
    "left_over_figure",
    Severity.WARNING,
    N_("{text} is a figure of the report that this template was made from; it is printed into every report"),
    N_("write a tag in its place, or delete its bookmark in Word if it is meant to stay"),
)


def find(draft: Draft) -> Iterator[Finding]:
    """Each text that still stands in the bookmark of a fact; none where a tag has taken its place."""
    for part in draft.parts if draft.facts else ():
        left = [] if part.root is None else [one for one in _marked(part.root) if one[1].strip() and "{" not in one[1]]
        if part.root is not None and left:
            places = Places(part.root, part.whole)
            yield from (FAULT.at(places.around(start), text=text) for start, text in left)


def _marked(root: _Element) -> Iterator[tuple[_Element, str]]:
    """The bookmarks of facts in a part, each with the text inside."""
    open_ones: dict[str, tuple[_Element, list[str]]] = {}
    for element in root.iter(w("bookmarkStart"), w("bookmarkEnd"), w("t")):
        id = str(element.get(w("id")))
        if element.tag == w("t"):
            for _, texts in open_ones.values():
                texts.append(element.text or "")
        elif element.tag == w("bookmarkEnd") and id in open_ones:
            start, texts = open_ones.pop(id)
            yield start, "".join(texts)
        elif str(element.get(w("name"), "")).startswith(BOOKMARK_PREFIX) and not is_copy(element):
            open_ones[id] = element, []


CHECK = TemplateCheck(FAULT, find)
