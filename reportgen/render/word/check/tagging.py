"""Reads the tags of a text: which are whole, what each says, and what is left of the text without them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element

from reportgen.base.location import Location

TAG = re.compile(
    r"\{\{(?:(?!\{\{|\{%|\}\}).)*\}\}|\{%(?:(?!\{%|\{\{|%\}).)*%\}|\{#.*?#\}",
    re.DOTALL,
)
"""One whole tag: it begins nowhere inside another."""

STRAIGHT = str.maketrans("“”‘’", "\"\"''")
"""Word's curly quotes, which docxtpl reads as straight ones."""

BLOCKS = frozenset({"for", "if", "macro", "call", "filter", "with", "block", "autoescape", "raw"})
"""The statements that open a block, which `end` and the same word close."""

BRANCHES = {"else": ("if", "for"), "elif": ("if",)}
"""The statements inside a block, and the blocks they belong to."""

CELL_TAGS = {"colspan": True, "cellbg": True, "vm": False, "hm": False}
"""docxtpl's own statements on a cell; whether an expression follows."""

_INSIDE = re.compile(
    r"\{[{%#](?P<before>[-+]?)(?P<prefix>(?:tr|tc|p|r)(?=\s))?(?P<body>.*?)(?P<after>[-+]?)[}%#]\}", re.DOTALL
)


@dataclass(frozen=True, eq=False, slots=True)
class Tag:
    """One whole tag. `text` is as written; `body` is what it says, `word` the first word of a statement.

    `first` and `last` are the elements that hold its two ends, None outside Word. `trims` tells that it swallows the
    markup around it.
    """

    text: str
    kind: str
    prefix: str
    body: str
    where: Location
    paragraph: _Element | None = None
    first: _Element | None = None
    last: _Element | None = None
    trims: bool = False

    @property
    def word(self) -> str:
        """`for`, `endif`, `set`; empty where the tag prints a value."""
        words = self.body.split(None, 1)
        return words[0] if self.kind == "{%" and words else ""

    @property
    def opens(self) -> str:
        """The kind of block it opens; empty where it opens none."""
        return self.word if self.word in BLOCKS or (self.word == "set" and "=" not in self.body) else ""

    @property
    def closes(self) -> str:
        """The kind of block it closes; empty where it closes none."""
        kind = self.word.removeprefix("end") if self.word.startswith("end") else ""
        return kind if kind in BLOCKS or kind == "set" else ""

    @property
    def says(self) -> bool:
        """Whether it is no comment."""
        return self.kind != "{#"


def tag_of(text: str, where: Location, *, word: bool, **ends: _Element | None) -> Tag:
    """The tag that is written as `text`; `word` tells that it stands in a Word template."""
    inside = _INSIDE.fullmatch(text)
    assert inside is not None
    prefix, body = inside["prefix"] or "", inside["body"]
    if not word:
        prefix, body = "", (inside["prefix"] or "") + body
    straight = body.translate(STRAIGHT) if word else body
    trims = bool(inside["before"] or inside["after"])
    return Tag(text, text[:2], prefix, " ".join(straight.split("\n")).strip(), where, trims=trims, **ends)


def source_of(tag: Tag) -> str:
    """A template of one line that holds what the tag says and whatever would make it whole."""
    if tag.kind == "{{":
        return f"{{{{ {tag.body} }}}}"
    rest = tag.body.removeprefix(tag.word).strip()
    if tag.word in CELL_TAGS:
        return f"{{{{ {rest} }}}}" if CELL_TAGS[tag.word] else ""
    if tag.word == "elif":
        return f"{{% if {rest} %}}{{% endif %}}"
    if tag.word == "else":
        return f"{{% if 1 %}}{{% {tag.body} %}}{{% endif %}}"
    if tag.closes:
        return f"{{% if 1 %}}{{% endif {rest} %}}"
    if tag.opens:
        return f"{{% {tag.body} %}}{{% end{tag.opens} %}}"
    return f"{{% {tag.body} %}}"


def tags_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Every whole tag of a text, with where it begins and ends."""
    for match in TAG.finditer(text):
        yield match.start(), match.end(), match.group()


def loose(text: str) -> str:
    """A text with each whole tag replaced by one blank that no other text holds."""
    return TAG.sub(GAP, text)


GAP = "\ufffc"
"""What stands in a loose text where a tag was."""
