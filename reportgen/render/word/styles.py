"""The styles of a template that narrative is set in, looked up by name.

A template that lacks them all still works: text falls back to its default paragraph, and what only a style could show
(the frame of a table, the line of a rule) is written out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml.etree import _Element

from reportgen.render.word.names import w

NAMES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "text": ("paragraph", ("正文段落", "Body Text")),
    "label": ("paragraph", ("分项标题", "heading 2")),
    "heading1": ("paragraph", ("正文标题1", "heading 1")),
    "heading2": ("paragraph", ("正文标题2", "heading 2")),
    "heading3": ("paragraph", ("正文标题3", "heading 3")),
    "list": ("paragraph", ("列表段落", "List Paragraph")),
    "quote": ("paragraph", ("引文", "Quote")),
    "code": ("paragraph", ("代码", "HTML Preformatted")),
    "rule": ("paragraph", ("分隔线",)),
    "note": ("paragraph", ("注释", "footnote text")),
    "cell": ("paragraph", ("正文表内文字",)),
    "head": ("paragraph", ("正文表头",)),
    "grid": ("table", ("正文表格", "Table Grid")),
    "literal": ("character", ("行内代码", "HTML Code")),
    "link": ("character", ("Hyperlink", "超链接")),
    "number": ("character", ("注释编号", "footnote reference")),
}
"""Each role of narrative: the type of its style, and the names it is looked up by, the first found wins."""

HEADINGS = 3
"""How many levels of headings have a style; deeper ones take the last."""


@dataclass(frozen=True, slots=True)
class Styles:
    """The style ids of one template by role."""

    ids: Mapping[str, str]

    def id(self, role: str) -> str | None:
        """The id of the style for `role`, or None where the template has none."""
        return self.ids.get(role)

    @classmethod
    def of(cls, root: _Element | None) -> Styles:
        """The styles that the part `root` defines."""
        known: dict[tuple[str, str], str] = {}
        for style in () if root is None else root.findall(w("style")):
            name = style.find(w("name"))
            if name is not None:
                kind, text = str(style.get(w("type"), "paragraph")), str(name.get(w("val"), ""))
                known.setdefault((kind, text.lower()), str(style.get(w("styleId"), "")))
        found = {}
        for role, (kind, names) in NAMES.items():
            ids = [known[kind, name.lower()] for name in names if (kind, name.lower()) in known]
            found.update({role: ids[0]} if ids else {})
        return cls(found)
