"""The text of an element of a web page as it is shown, and as Markdown where it has structure."""

from __future__ import annotations

import re
from typing import Any

from reportgen.load.escaping import escaped_inline, started

_LEFT_OUT = frozenset((
    *("script", "style", "noscript", "template", "head", "nav", "header", "footer", "aside", "button", "select"),
    *("option", "input", "textarea", "iframe", "object", "svg", "canvas", "video", "audio", "map", "link", "meta"),
    "title",
))  # fmt: skip
_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "menu", "complementary"))
_BREAKING = frozenset((
    *("p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "dt", "dd", "table", "blockquote"),
    *("section", "article"),
))  # fmt: skip
_BOLD = frozenset(("b", "strong"))
_UNSEEN = re.compile(r"(?i)(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)")


def is_left_out(element: Any) -> bool:
    """Whether an element is the page's own furniture and no part of what it tells."""
    return not isinstance(element.tag, str) or element.tag in _LEFT_OUT or element.get("role") in _ROLES


def is_hidden(element: Any) -> bool:
    """Whether an element is not shown."""
    if not isinstance(element.tag, str) or element.tag in _LEFT_OUT:
        return False
    return "hidden" in element.attrib or _UNSEEN.search(element.get("style", "")) is not None


class Text:
    """Collects shown text: white space joined as a browser does, `br` and blocks as line breaks."""

    def __init__(self) -> None:
        self._plain = ""
        self._marked = ""
        self._in_links = 0
        self._structured = False

    def add(self, text: str | None, *, bold: bool = False, link: bool = False) -> None:
        """Adds characters of the source."""
        plain = re.sub(r"[ \t\n\r\f]+", " ", text or "")
        self._plain += plain
        core = escaped_inline(plain.strip())
        before, after = plain[: len(plain) - len(plain.lstrip())], plain[len(plain.rstrip()) :]
        self._marked += f"{before}**{core}**{after}" if bold and core else before + core + (after if core else "")
        self._structured |= bold and bool(core)
        self._in_links += len(plain.strip()) if link else 0

    def add_element(self, element: Any, *, bold: bool = False, link: bool = False) -> None:
        """Adds what an element shows."""
        if is_left_out(element) or is_hidden(element):
            return
        bold, link = bold or element.tag in _BOLD, link or element.tag == "a"
        breaking = element.tag in _BREAKING
        if element.tag == "br" or breaking:
            self._break()
        if element.tag == "li":
            ordered = element.getparent() is not None and element.getparent().tag == "ol"
            self._marked += "1. " if ordered else "- "
            self._structured = True
        elif element.tag in ("td", "th") and not self._plain.endswith(("\n", " ")):
            self.add(" ")
        self.add(element.text, bold=bold, link=link)
        for child in element:
            self.add_element(child, bold=bold, link=link)
            self.add(child.tail, bold=bold, link=link)
        if breaking:
            self._break()

    def _break(self) -> None:
        if self._plain and not self._plain.endswith("\n"):
            self._plain += "\n"
            self._marked += "\n"

    @property
    def text(self) -> str:
        """The text as shown, without white space at the ends of its lines."""
        lines = (re.sub(r" {2,}", " ", line).strip(" ") for line in self._plain.split("\n"))
        return "\n".join(lines).strip()

    @property
    def markup(self) -> str | None:
        """The text as Markdown where it has bold words or lists, else None."""
        if not self._structured:
            return None
        lines = [re.sub(r"\*\*(\s*)\*\*", r"\1", line.strip(" ")) for line in self._marked.strip().split("\n")]
        listed = [line.startswith(("- ", "1. ")) for line in lines]
        shown = lines[:1] if listed[0] else [started(lines[0])]
        for place in range(1, len(lines)):
            gap = "\n" if listed[place] and listed[place - 1] else "\n\n"
            shown.append(gap + (lines[place] if listed[place] else started(lines[place])))
        return "".join(shown)

    @property
    def only_links(self) -> bool:
        """Whether all of the text stands in links."""
        letters = len(re.sub(r"[\s|>»/·]", "", self._plain))
        return letters > 0 and self._in_links >= letters


def text_of(element: Any) -> Text:
    """What an element shows."""
    text = Text()
    text.add(element.text)
    for child in element:
        text.add_element(child)
        text.add(child.tail)
    return text
