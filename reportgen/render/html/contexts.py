"""Holds a template to what a safe page needs, and prints each value the way its place needs.

A page runs nothing and loads nothing: no scripts, no frames, no event attributes, no address but `data:`. Values stand
between tags, in titles and in quoted attributes only; in the latter two a fact prints its text alone. Branches are
followed on the syntax tree, so a value's place is known whichever of them is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from jinja2 import nodes

from reportgen.base.finding import Fault, Finding
from reportgen.base.messages import Message
from reportgen.render.expressions import Place
from reportgen.render.html import faults
from reportgen.render.html.markup import ADDRESS, PLAIN, as_read, is_address
from reportgen.render.html.scanner import WORDS, Event, Mode, State, scan

STYLESHEET = "stylesheet"
_ELEMENTS = re.compile(
    "animate.*|applet|base|embed|foreignobject|frame|frameset|iframe|link|math|noembed|noframes|noscript|object|"
    "plaintext|portal|script|set|svg|template|xmp"
)
_LOADING = re.compile(
    "action|background|cite|classid|codebase|data|formaction|href|icon|imagesrcset|longdesc|manifest|ping|poster|"
    "profile|src|srcdoc|srcset|usemap|xlink:href"
)
_SEVERAL = re.compile("imagesrcset|ping|srcset")
"""Attributes that hold several addresses, of which one that is safe would hide the others."""
_LINKS = frozenset({"a", "area"})


def fit_to_places(tree: nodes.Template, place: Place, only: frozenset[str] | None = None) -> list[Finding]:
    """Finds every fault of the template's markup, and marks each expression in `tree` to be printed as its place needs.

    The environment must know the filters `markup.FITTING` when the tree is compiled.

    `place` turns a line of the template into a place for people; `only` are the elements that it may hold, if not all.
    """
    walker = _Walker(place, only)
    end = walker.body(tree.body, State())
    if end.mode is not Mode.TEXT:
        walker.tell(faults.UNCLOSED, _last_line(tree), spot=Message(WORDS[end.mode]))
    return walker.found


def _last_line(tree: nodes.Template) -> int:
    texts = tree.find_all(nodes.TemplateData)
    return max((node.lineno + node.data.count("\n") for node in texts), default=1)


@dataclass
class _Walker:
    place: Place
    only: frozenset[str] | None
    found: list[Finding] = field(default_factory=list)

    def tell(self, fault: Fault, line: int, **values: Any) -> None:
        finding = fault.at(self.place(line), **values)
        if finding not in self.found:
            self.found.append(finding)

    def body(self, body: Sequence[nodes.Node], state: State) -> State:
        for node in body:
            match node:
                case nodes.Output():
                    state = self._output(node, state)
                case nodes.If():
                    state = self._if(node, state)
                case nodes.For():
                    once = self._join(self.body(node.body, state), state, node, "for")
                    state = self._join(self.body(node.else_, state), once, node, "for") if node.else_ else once
        return state

    def _if(self, node: nodes.If, state: State) -> State:
        branches = [node.body, *(branch.body for branch in node.elif_), node.else_]
        first, *rest = [self.body(branch, state) for branch in branches]
        for end in rest:
            first = self._join(first, end, node, "if")
        return first

    def _join(self, one: State, other: State, node: nodes.Node, tag: str) -> State:
        joined = one.joined(other)
        if joined is None:
            self.tell(faults.BRANCHES, node.lineno, tag=tag)
        return joined or one

    def _output(self, output: nodes.Output, state: State) -> State:
        for index, node in enumerate(output.nodes):
            if isinstance(node, nodes.TemplateData):
                state, events = scan(node.data, state)
                for event in events:
                    self._event(event, node.lineno + node.data[: event.at].count("\n"))
            else:
                output.nodes[index], state = self._expression(node, state)
        return state

    def _expression(self, node: nodes.Expr, state: State) -> tuple[nodes.Expr, State]:
        if state.mode is Mode.TEXT:
            return node, state
        if state.mode is Mode.STYLE and _is_stylesheet(node):
            return node, state
        if state.mode not in (Mode.TITLE, Mode.VALUE) or _makes_markup(node):
            self.tell(faults.PLACE, node.lineno, spot=Message(WORDS[state.mode]))
            return node, state
        filter = PLAIN
        if _LOADING.fullmatch(state.attribute) and not state.begun:
            filter = self._address_filter(node, state)
        wrapped = nodes.Filter(node, filter, [], [], None, None, lineno=node.lineno, environment=node.environment)
        return wrapped, scan("x", state)[0] if state.mode is Mode.VALUE else state

    def _address_filter(self, node: nodes.Expr, state: State) -> str:
        if state.tag not in _LINKS or state.attribute != "href":
            self.tell(faults.ADDRESS, node.lineno, attribute=state.attribute)
        return ADDRESS

    def _event(self, event: Event, line: int) -> None:
        state = event.state
        match event.kind:
            case "tag" if _ELEMENTS.fullmatch(state.tag):
                self.tell(faults.ELEMENT, line, element=state.tag)
            case "tag" if self.only is not None and state.tag not in self.only:
                self.tell(faults.NOT_KEPT, line, element=state.tag, kept=", ".join(sorted(self.only)))
            case "attribute" if state.attribute.startswith("on") or state.attribute == "style":
                self.tell(faults.ATTRIBUTE, line, attribute=state.attribute)
            case "raw" if state.mode is Mode.STYLE:
                self.tell(faults.STYLE, line)
            case "value" if not _value_is_safe(event):
                self.tell(faults.ADDRESS, line, attribute=state.attribute)


def _value_is_safe(event: Event) -> bool:
    state, text = event.state, as_read(event.text, whole=event.whole)
    if state.attribute == "http-equiv":
        return event.whole and text.lower() == "content-security-policy"
    if not _LOADING.fullmatch(state.attribute):
        return True
    if _SEVERAL.fullmatch(state.attribute):
        return False
    if state.tag in _LINKS and state.attribute == "href":
        return is_address(text) if event.whole else is_address(text + ":")
    return text.startswith("data:")


def _is_stylesheet(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == STYLESHEET


def _makes_markup(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Call) or node.find(nodes.Call) is not None
