"""The fields of a part: which are known to be harmless, and what is refused of the others.

A field is written as an attribute (`w:fldSimple`) or as runs between a beginning, perhaps a middle and an end, one
inside another. What stands as an instruction outside any field is judged like one: a condition of the template could
put it into one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from lxml.etree import _Element

from reportgen.base.messages import N_, Message
from reportgen.render.word.names import w

FIELDS = frozenset(
    "PAGE NUMPAGES SECTION SECTIONPAGES TOC REF PAGEREF NOTEREF HYPERLINK STYLEREF SEQ EQ = QUOTE SYMBOL".split()  # noqa: SIM905
)
"""The fields that a template may hold."""

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""The schemes an address may have."""

_NAME = re.compile(r"[A-Za-z]+(?![^\s\\\"])|=")
_WORD = re.compile(r'"[^"]*"?|\S+')
_SWITCHES_WITH_WORDS = frozenset({"\\l", "\\o", "\\t"})


@dataclass(eq=False, slots=True)
class _Field:
    """A field that is being read: its code so far, the element that tells of it, whether its result has begun."""

    element: _Element
    code: list[str] = field(default_factory=list)
    tagged: bool = False
    told: bool = False


def refused_fields(root: _Element) -> Iterator[tuple[_Element, Message]]:
    """Every field of a part that is refused, with the element it ends or stands at and what it is."""
    for element, code, tagged in _codes(root):
        by_tag = Message(N_("a tag inside the code of a field"))
        written = "{{" in code or "{%" in code
        if problem := by_tag if written else _problem(code) or (by_tag if tagged else None):
            yield element, problem


def _problem(code: str) -> Message | None:
    text = code.strip()
    name = _name(text)
    if name and name not in FIELDS:
        return Message(N_("the field {field}"), {"field": name})
    target = _target(text[len(name) :]) if name == "HYPERLINK" else ""
    if target and urlsplit(target).scheme.lower() not in SCHEMES:
        return Message(N_("a link to {target} outside the document"), {"target": target})
    return None


def _name(text: str) -> str:
    found = _NAME.match(text)
    return str(found.group() if found else "".join(text.split()[:1])).upper()


def _target(rest: str) -> str:
    """The address of a link by a field; empty where it leads into the document."""
    words: Iterator[str] = iter(_WORD.findall(rest))
    for word in words:
        if word.lower() in _SWITCHES_WITH_WORDS:
            next(words, None)
        elif not word.startswith("\\") or word.startswith("\\\\"):
            return word.strip('"')
    return ""


def _codes(root: _Element) -> Iterator[tuple[_Element, str, bool]]:
    """The instruction of every field, with the element it is told at and whether a tag of the template is in it."""
    open_ones: list[_Field] = []
    loose: _Field | None = None
    for element in root.iter(w("fldSimple"), w("fldChar"), w("instrText"), w("t")):
        if element.tag == w("fldSimple"):
            yield element, str(element.get(w("instr"), "")), False
        elif element.tag == w("fldChar"):
            yield from _told(loose)
            loose = None
            yield from _turned(element, open_ones)
        elif element.tag == w("instrText"):
            inside = open_ones[-1] if open_ones and not open_ones[-1].told else None
            if inside is None:
                loose = loose or _Field(element)
                inside = loose
            inside.code.append(element.text or "")
        elif open_ones and not open_ones[-1].told and "{" in (element.text or ""):
            open_ones[-1].tagged = True
    yield from _told(loose)
    for one in open_ones:
        yield from _told(one)


def _turned(element: _Element, open_ones: list[_Field]) -> Iterator[tuple[_Element, str, bool]]:
    """Takes note of a beginning, a middle or an end; tells the code that it closes."""
    match element.get(w("fldCharType")):
        case "begin":
            open_ones.append(_Field(element))
        case "separate" if open_ones:
            open_ones[-1].element = element
            yield from _told(open_ones[-1])
        case "end" if open_ones:
            one = open_ones.pop()
            one.element = element
            yield from _told(one)


def _told(one: _Field | None) -> Iterator[tuple[_Element, str, bool]]:
    if one is not None and not one.told:
        one.told = True
        yield one.element, "".join(one.code), one.tagged
