"""Prints the values of a part as XML, each at its spot; what has none leaves a mark, and the part is then resolved.

Printing is most of what a report costs, so the compiled template calls one function for each value and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, cast

from jinja2 import nodes
from jinja2.compiler import Frame
from jinja2.runtime import Context
from markupsafe import Markup, escape

from reportgen.base.messages import N_
from reportgen.base.text import FORBIDDEN
from reportgen.document.fact import Fact
from reportgen.document.marks import BOOKMARK_PREFIX
from reportgen.render.bounded import BoundedCode
from reportgen.render.bounds import budget_of
from reportgen.render.word.faults import UnprintableError, allowed
from reportgen.render.word.inline_images import image_xml
from reportgen.render.word.rich import SIGNS, kind_of, listing_xml, marked
from reportgen.render.word.session import SESSION, Session
from reportgen.render.word.spots import Spot
from reportgen.render.word.tags import AT
from reportgen.render.word.texts import any_text, text_of

Printed = Callable[..., str]
"""`printed(value)` or `printed(value, spot)`: the XML that prints a value, paid from the budget."""

MARK = "<rg:"
"""How a mark begins that must be resolved in the finished part."""

_SPECIAL = re.compile(f"[&<>\"'\n\t\r{FORBIDDEN}]")
"""The characters that are not printed as they are: escaped, made into breaks, or refused."""

_KEY = re.compile(r'<rg:merge key="[^"]*"/>')


class PrintingCode(BoundedCode):
    """Compiles each value that a template prints to one call of `printed`."""

    def write_commons(self) -> None:
        """Writes where `printed` comes from, for each rendering."""
        super().write_commons()
        self.writeline("printed = environment.printer(context)")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("printed(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write(")")

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        if isinstance(node, nodes.TemplateData):
            return node.data
        raise nodes.Impossible

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:
        """Writes a filter; that of a spot is the second argument of `printed`."""
        if node.name == AT and node.node is not None:
            self.visit(node.node, frame)
            self.write(", ")
            self.visit(node.args[0], frame)
        else:
            super().visit_Filter(node, frame)


def printer(context: Context) -> Printed:
    """What prints the values of the part that is being rendered."""
    session = cast(Session, context.resolve(SESSION))
    budget, spots, marks_facts = budget_of(context), session.spots, session.marks_facts
    special, facts, before_first = _SPECIAL.search, session.facts, session.first_bookmark - 1

    def printed(value: Any, at: int = -1) -> str:
        kind = value.__class__
        if at < 0 or not (kind is str or kind is Fact):
            xml = _at(value, spots[at], session) if at >= 0 else printed_xml(value, session)
            if MARK in xml:
                if _KEY.fullmatch(xml):
                    session.leaves_keys = True
                else:
                    session.leaves_marks = True
        else:
            before, after, breaks = spots[at]
            xml = value if kind is str else value.text
            if special(xml):
                xml = _escaped(xml, breaks, marks_facts=marks_facts)
            if marks_facts:
                xml = f"{before}{xml}{after}" if xml else ""
                if kind is Fact:
                    facts.append(value)
                    number = len(facts)
                    id = before_first + number
                    xml = f'{_START % (id, number)}{xml}<w:bookmarkEnd w:id="{id}"/>'
        budget.characters -= len(xml)
        if budget.characters < 0:
            budget.print(0)
        return xml

    return printed


_START = f'<w:bookmarkStart w:id="%d" w:name="{BOOKMARK_PREFIX}%d"/>'


def _at(value: Any, spot: Spot, session: Session) -> str:
    """A value that is neither a text nor a fact, at its spot."""
    if isinstance(value, Markup) or kind_of(value):
        xml = printed_xml(value, session)
        return xml if not xml or _KEY.fullmatch(xml) else f"{spot.before}{xml}{spot.after}"
    text = text_of(value) if session.marks_facts else any_text(value)
    xml = _escaped(text, spot.breaks, marks_facts=session.marks_facts)
    return f"{spot.before}{xml}{spot.after}" if xml or not spot.before else ""


def _escaped(text: str, breaks: Mapping[int, str], *, marks_facts: bool) -> str:
    xml = str(escape(_held(text, marks_facts=marks_facts)))
    return xml.translate(breaks) if any(sign in xml for sign in SIGNS) else xml


def _held(text: str, *, marks_facts: bool) -> str:
    """`text` with line breaks of one kind. Raises UnprintableError for a character that Word refuses."""
    if marks_facts:
        return allowed(text)
    allowed(text.translate(_PAGES) if "\a" in text or "\f" in text else text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


_PAGES = {0x07: None, 0x0C: None}


def printed_xml(value: Any, session: Session) -> str:
    """A value printed where there is no spot; facts and breaks are marks."""
    if isinstance(value, Markup):
        return str(value)
    if isinstance(value, Fact) and session.marks_facts:
        number = session.number_of(value)
        return f'<rg:fact n="{number}">{text_xml(value.text)}</rg:fact>'
    if kind := kind_of(value):
        return _rich_xml(value, kind, session)
    if session.marks_facts:
        return text_xml(text_of(value))
    return marked(str(escape(_held(any_text(value), marks_facts=False))))


def text_xml(text: str) -> str:
    """`text` for the inside of a `w:t`: line breaks and tabs are marks."""
    return str(escape(allowed(text))).replace("\n", "<rg:br/>").replace("\t", "<rg:tab/>")


def _rich_xml(value: Any, kind: str, session: Session) -> str:
    match kind:
        case "Listing":
            return listing_xml(value)
        case "InlineImage":
            return image_xml(value, session)
        case "RichText":
            raise UnprintableError(N_("a RichText is printed by {{{{r … }}}}, with the r"))
        case "RichTextParagraph":
            raise UnprintableError(N_("a RichTextParagraph is printed by {{{{p … }}}}, with the p"))
        case _:
            raise UnprintableError(
                N_("docxtpl's {kind} cannot be printed here; put its text into the template or data"), kind=kind
            )
