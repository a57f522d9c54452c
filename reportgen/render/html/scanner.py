"""Where in the markup each place of a template stands: in text, in a tag, in an attribute, in a comment."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto

from reportgen.base.messages import N_


class Mode(Enum):
    """A kind of place."""

    TEXT = auto()
    TITLE = auto()
    SCRIPT = auto()
    STYLE = auto()
    COMMENT = auto()
    DECLARATION = auto()
    OPEN = auto()
    NAME = auto()
    TAG = auto()
    ATTRIBUTE = auto()
    EQUALS = auto()
    VALUE = auto()
    UNQUOTED = auto()


WORDS = {
    Mode.TEXT: N_("between tags"),
    Mode.TITLE: N_("inside <title> or <textarea>"),
    Mode.SCRIPT: N_("inside <script>"),
    Mode.STYLE: N_("inside <style>"),
    Mode.COMMENT: N_("inside a comment"),
    Mode.DECLARATION: N_("inside a declaration"),
    Mode.OPEN: N_("right after <"),
    Mode.NAME: N_("inside the name of a tag"),
    Mode.TAG: N_("inside a tag, outside its attributes"),
    Mode.ATTRIBUTE: N_("inside the name of an attribute"),
    Mode.EQUALS: N_("inside an attribute without quotes"),
    Mode.VALUE: N_("inside the value of an attribute"),
    Mode.UNQUOTED: N_("inside an attribute without quotes"),
}
"""Each mode as it is told to people."""


@dataclass(frozen=True, slots=True)
class State:
    """One place: its mode, the tag and attribute it is in, and whether the attribute's value has begun."""

    mode: Mode = Mode.TEXT
    tag: str = ""
    closing: bool = False
    attribute: str = ""
    quote: str = ""
    begun: bool = False

    def joined(self, other: State) -> State | None:
        """The place after two branches that end here and at `other`; None where they do not agree.

        They may differ in how far an attribute's value has come, and in attributes that one of them adds.
        """
        if replace(self, begun=False) == replace(other, begun=False):
            return replace(self, begun=self.begun and other.begun)
        early, late = sorted((self, other), key=lambda state: _PROGRESS.get(state.mode, -1))
        same_tag = early.tag == late.tag and early.closing == late.closing
        between = {early.mode, late.mode} <= _PROGRESS.keys() and early.mode is not late.mode
        return early if same_tag and between else None


@dataclass(frozen=True, slots=True)
class Event:
    """What the scanner met: a `tag` opened, an `attribute` named, a `value` or raw text (`raw`) begun with `text`.

    `at` is its offset in the scanned markup; `whole` tells of a value that it also ended there.
    """

    kind: str
    at: int
    state: State
    text: str = ""
    whole: bool = False


_PROGRESS = {Mode.NAME: 0, Mode.ATTRIBUTE: 1, Mode.TAG: 2}
_RAW = {"script": Mode.SCRIPT, "style": Mode.STYLE, "title": Mode.TITLE, "textarea": Mode.TITLE}
_WHITE = r" \t\n\f\r"
"""White space to a browser; what else Python takes for it is part of a name or a value."""
_NAME = re.compile(rf"[^{_WHITE}/>]*")
_ATTRIBUTE_NAME = re.compile(rf"=?[^{_WHITE}/>=]*")
_REST_OF_NAME = re.compile(rf"[^{_WHITE}/>=]*")
_SPACE = re.compile(rf"[{_WHITE}]*")
_SPACE_BETWEEN = re.compile(rf"[{_WHITE}/]*")
_UNQUOTED_END = re.compile(rf"[{_WHITE}>]")
_SHORT_COMMENT = re.compile(r"-?>")
_COMMENT_END = re.compile(r"--!?>")
_DECLARATION_END = re.compile(r">")


def scan(markup: str, state: State) -> tuple[State, list[Event]]:
    """Reads a piece of markup that begins in `state`; where it ends, and what it held."""
    scanner = _Scanner(markup, state)
    while scanner.at < len(markup):
        scanner.step()
    return scanner.state, scanner.events


class _Scanner:
    def __init__(self, markup: str, state: State) -> None:
        self.state = state
        self.at = 0
        self.events: list[Event] = []
        self._markup = markup

    def step(self) -> None:
        match self.state.mode:
            case Mode.TEXT:
                self._text()
            case Mode.TITLE | Mode.SCRIPT | Mode.STYLE:
                self._raw()
            case Mode.COMMENT:
                self._until(_COMMENT_END)
            case Mode.DECLARATION:
                self._until(_DECLARATION_END)
            case Mode.OPEN:
                self._open()
            case Mode.NAME:
                self._name()
            case Mode.TAG | Mode.ATTRIBUTE | Mode.EQUALS:
                self._in_tag()
            case Mode.VALUE | Mode.UNQUOTED:
                self._value()

    def _go(self, mode: Mode) -> None:
        self.state = replace(self.state, mode=mode)

    def _tell(self, kind: str, text: str = "", whole: bool = False) -> None:
        self.events.append(Event(kind, self.at, self.state, text, whole))

    def _until(self, end: re.Pattern[str]) -> None:
        found = end.search(self._markup, self.at)
        self.at = found.end() if found else len(self._markup)
        if found:
            self.state = State()

    def _text(self) -> None:
        found = self._markup.find("<", self.at)
        self.at = len(self._markup) if found < 0 else found + 1
        if found >= 0:
            self.state = State(Mode.OPEN)

    def _raw(self) -> None:
        end = re.compile(rf"</{self.state.tag}(?=[{_WHITE}/>])", re.IGNORECASE).search(self._markup, self.at)
        stop = end.start() if end else len(self._markup)
        if stop > self.at:
            self._tell("raw", self._markup[self.at : stop])
        self.at = end.end() if end else stop
        if end:
            self.state = State(Mode.TAG, tag=self.state.tag, closing=True)

    def _open(self) -> None:
        rest = self._markup[self.at : self.at + 3]
        if rest.startswith("!--"):
            short = _SHORT_COMMENT.match(self._markup, self.at + 3)
            self.at = short.end() if short else self.at + 3
            self.state = State(Mode.TEXT if short else Mode.COMMENT)
        elif rest[0] in "!?":
            self._go(Mode.DECLARATION)
        elif rest[0] == "/" and not self.state.closing:
            self.at += 1
            self.state = replace(self.state, closing=True)
        elif rest[0].isascii() and rest[0].isalpha():
            self._go(Mode.NAME)
        elif self.state.closing and rest[0] != ">":
            self._go(Mode.DECLARATION)
        else:
            self.state = State()

    def _take(self, pattern: re.Pattern[str]) -> str:
        """What `pattern` matches here, passed over."""
        match = pattern.match(self._markup, self.at)
        self.at = match.end() if match else self.at
        return match.group() if match else ""

    def _name(self) -> None:
        self.state = replace(self.state, tag=self.state.tag + self._take(_NAME).lower())
        if self.at < len(self._markup):
            self._tell("tag")
            self._go(Mode.TAG)

    def _in_tag(self) -> None:
        resumes = self.at == 0 and self.state.mode is Mode.ATTRIBUTE
        start = self.at
        self._take(_SPACE_BETWEEN if self.state.mode is Mode.TAG else _SPACE)
        next = self._markup[self.at : self.at + 1]
        if next == ">":
            self.at += 1
            raw = None if self.state.closing else _RAW.get(self.state.tag)
            self.state = State(raw, tag=self.state.tag) if raw else State()
        elif self.state.mode is Mode.EQUALS and next:
            self._begin_value(next)
        elif self.state.mode is Mode.ATTRIBUTE and next == "=":
            self.at += 1
            self._go(Mode.EQUALS)
        elif self.state.mode is Mode.ATTRIBUTE and next == "/":
            self._go(Mode.TAG)
        elif next:
            self._attribute(self.state.attribute if resumes and self.at == start else "")

    def _attribute(self, begun: str) -> None:
        start = self.at
        name = begun + self._take(_REST_OF_NAME if begun else _ATTRIBUTE_NAME).lower()
        self.state = replace(self.state, mode=Mode.ATTRIBUTE, attribute=name, begun=False)
        self.events.append(Event("attribute", start, self.state))

    def _begin_value(self, first: str) -> None:
        quoted = first in "\"'"
        mode = Mode.VALUE if quoted else Mode.UNQUOTED
        self.state = replace(self.state, mode=mode, quote=first if quoted else "", begun=False)
        self.at += 1 if quoted else 0

    def _value(self) -> None:
        end = (re.compile(self.state.quote) if self.state.quote else _UNQUOTED_END).search(self._markup, self.at)
        stop = end.start() if end else len(self._markup)
        if stop > self.at:
            if not self.state.begun:
                self._tell("value", self._markup[self.at : stop], whole=end is not None)
            self.state = replace(self.state, begun=True)
        self.at = stop
        if end:
            self.at += 1 if self.state.quote else 0
            self.state = replace(self.state, mode=Mode.TAG, attribute="", quote="", begun=False)
