"""Imported text as Markdown that prints every character as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from reportgen.load.escaping import escaped

_STEP = re.compile(
    r"(?<=[;；。:：])\s*(?=(?:[一二三四五六七八九十]{1,2}是|[一二三四五六七八九十]{1,2}、|[(（]\d{1,2}[)）]))"
)


def as_markdown(text: str, marked: Mapping[str, str] | None = None) -> str:
    """`text` as Markdown with every markup character escaped.

    Each line is a paragraph, split further before 一是, 二是 and 一、 二、. Lines that together are a text of `marked`
    become the Markdown given there: what the source had of lists, tables, footnotes and bold words.
    """
    return "\n\n".join(_blocks([line.strip() for line in text.split("\n")], marked or {})) + "\n"


def _blocks(lines: Sequence[str], marked: Mapping[str, str]) -> Iterator[str]:
    place = 0
    while place < len(lines):
        ends = range(len(lines), place, -1)
        known = next((end for end in ends if "\n".join(lines[place:end]) in marked), None)
        if known is not None:
            yield marked["\n".join(lines[place:known])]
            place = known
            continue
        yield from (escaped(step.strip()) for step in _STEP.split(lines[place]) if step.strip())
        place += 1
