"""Imported text as Markdown that prints every character as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from reportgen.document.blocks import plain_text
from reportgen.load.escaping import escaped
from reportgen.load.fields import Faults
from reportgen.load.forms.marked import MarkedText
from reportgen.load.markdown import parse_markdown

_BOLD = re.compile(r"((?<!\\)(?:\\\\)*)\*\*")
_STEP = re.compile(
    r"(?<=[;；。:：])\s*(?=(?:[一二三四五六七八九十]{1,2}是|[一二三四五六七八九十]{1,2}、|[(（]\d{1,2}[)）]))"
)


def as_markdown(text: str, marked: Mapping[str, str] | None = None) -> str:
    """`text` as Markdown with every markup character escaped.

    Each line is a paragraph, split further before 一是, 二是 and 一、 二、. Lines that together are a text of `marked`,
    or a part of one, become the Markdown given there: what the source had of lists, tables, footnotes and bold words.
    """
    texts = [MarkedText(known, markup) for known, markup in (marked or {}).items()]
    return "\n\n".join(_blocks([line.strip() for line in text.split("\n")], marked or {}, texts)) + "\n"


def _blocks(lines: Sequence[str], marked: Mapping[str, str], texts: Sequence[MarkedText]) -> Iterator[str]:
    place = 0
    while place < len(lines):
        ends = range(len(lines), place, -1)
        known = ((end, _known("\n".join(lines[place:end]), marked, texts)) for end in ends)
        end, markup = next((found for found in known if found[1] is not None), (place, None))
        if markup is not None:
            yield markup
            place = end
            continue
        yield from (escaped(step.strip()) for step in _STEP.split(lines[place]) if step.strip())
        place += 1


def _known(text: str, marked: Mapping[str, str], texts: Sequence[MarkedText]) -> str | None:
    """The Markdown of a text that the source marked up, whole or as a part of a longer one."""
    markup = marked.get(text) or next((part for one in texts if (part := one.part(text)) is not None), None)
    return markup if markup is None or not _prints_its_marks(markup, text) else _BOLD.sub(r"\1", markup)


def _prints_its_marks(markup: str, text: str) -> bool:
    """Whether the marks of bold words would be printed, as in `5**（以上）**`: no word begins or ends there."""
    return "**" in markup and plain_text(parse_markdown(markup, "", Faults())).count("**") > text.count("**")
