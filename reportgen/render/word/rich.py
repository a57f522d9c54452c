"""Values that bring their own look: docxtpl's RichText, RichTextParagraph, Listing and InlineImage.

Such values are written by the program that renders, never by data; what they hold is checked all the same.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from lxml import etree
from markupsafe import escape

from reportgen.base.messages import N_
from reportgen.render.word.faults import UnprintableError
from reportgen.render.word.field_codes import SCHEMES
from reportgen.render.word.names import MARK_NS, R_NS, W_NS, r, w
from reportgen.render.word.session import Session
from reportgen.render.word.xml import XmlError, parse, unescaped

_LOOK = "rPr rStyle color shd sz szCs vertAlign b bCs i iCs u strike rFonts rtl lang"
_RUNS = frozenset(w(name) for name in f"r t hyperlink {_LOOK}".split())
_PARAGRAPHS = _RUNS | {w(name) for name in ("p", "pPr", "pStyle")}
_MARKS = frozenset(f"{{{MARK_NS}}}{name}" for name in ("br", "tab", "para", "page"))
_LINK = re.compile(r'r:id="([^"]*)"')
SIGNS = {"\n": "<rg:br/>", "\t": "<rg:tab/>", "\a": "<rg:para/>", "\f": "<rg:page/>"}
"""The characters that docxtpl makes into breaks, and the marks that stand for them until the part is there."""

_SIGNS = re.compile("[\n\t\a\f]")


def address(url: str) -> str:
    """What `url_id` of a RichText is given for a link to `url`: `RichText("site", url_id=address("https://…"))`."""
    return str(escape(url))


def kind_of(value: Any) -> str | None:
    """Which of docxtpl's value types `value` is, None for any other."""
    name, module = type(value).__name__, type(value).__module__
    return name if module.partition(".")[0] == "docxtpl" else None


def marked(xml: str) -> str:
    """Escaped text or XML whose signs for breaks are marks."""
    return _SIGNS.sub(lambda match: SIGNS[match.group()], xml) if _SIGNS.search(xml) else xml


def listing_xml(value: Any) -> str:
    """The content of a `w:t` that prints a Listing."""
    return marked(_checked(value.xml, _MARKS, "Listing"))


def runs_xml(value: Any, session: Session) -> str:
    """The runs of a RichText."""
    return _linked(_checked(value.xml, _RUNS | _MARKS, "RichText"), session)


def paragraphs_xml(value: Any, session: Session) -> str:
    """The paragraphs of a RichTextParagraph."""
    return _linked(_checked(value.xml, _PARAGRAPHS | _MARKS, "RichTextParagraph"), session)


def _checked(xml: str, known: frozenset[str], kind: str) -> str:
    made = marked(xml)
    try:
        root = parse(f'<x xmlns:w="{W_NS}" xmlns:r="{R_NS}" xmlns:rg="{MARK_NS}">{made}</x>'.encode())
    except (XmlError, UnicodeEncodeError) as error:
        raise UnprintableError(
            N_("the {kind} holds what is no XML: {problem}"), kind=kind, problem=str(error)
        ) from error
    for element in root.iter(etree.Element):
        if element is not root and str(element.tag) not in known:
            raise UnprintableError(N_("the {kind} holds {element}"), kind=kind, element=str(element.tag))
        if any(
            not name.startswith((f"{{{W_NS}}}", "{http://www.w3.org/XML")) for name in set(element.attrib) - {r("id")}
        ):
            raise UnprintableError(N_("the {kind} holds {element}"), kind=kind, element=str(element.attrib))
    return made


def _linked(xml: str, session: Session) -> str:
    def link(match: re.Match[str]) -> str:
        url = unescaped(match.group(1))
        if urlsplit(url).scheme.lower() not in SCHEMES:
            raise UnprintableError(N_("the link {url} leads nowhere: give url_id an address"), url=url)
        return f'r:id="{session.link(url)}"'

    return _LINK.sub(link, xml)
