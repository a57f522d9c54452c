"""Imported text as Markdown that prints every character as it was."""

from __future__ import annotations

import re

_INLINE = re.compile(r"[\\`*_\[\]<>~|{}&!]")
_LINE_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[+\-=](?=\s|$)|[-=]{2,}(?=\s*$)|:?-+:?(?=\s*$)|\d{1,9}[.)](?=\s|$))")
_STEP = re.compile(
    r"(?<=[;；。:：])\s*(?=(?:[一二三四五六七八九十]{1,2}是|[一二三四五六七八九十]{1,2}、|[(（]\d{1,2}[)）]))"
)


def as_markdown(text: str) -> str:
    """`text` as Markdown with every markup character escaped.

    Each line is a paragraph, split further before 一是, 二是 and 一、 二、.
    """
    steps = [step for line in text.split("\n") for step in _STEP.split(line)]
    return "\n\n".join(_escaped(step.strip()) for step in steps if step.strip()) + "\n"


def _escaped(line: str) -> str:
    plain = _INLINE.sub(lambda match: "\\" + match.group(), line)
    return _LINE_START.sub(lambda match: f"{match[1]}{_escaped_marker(match[2])}", plain)


def _escaped_marker(marker: str) -> str:
    return f"{marker[:-1]}\\{marker[-1]}" if marker[0].isdigit() else f"\\{marker}"
