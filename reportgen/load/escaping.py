"""Text as Markdown in which every character stands for itself."""

from __future__ import annotations

import re

_INLINE = re.compile(r"[\\`*_\[\]<>~|{}&!]")
_LINE_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[+\-=](?=\s|$)|[-=]{2,}(?=\s*$)|:?-+:?(?=\s*$)|\d{1,9}[.)](?=\s|$))")


def escaped(line: str) -> str:
    """One line of text as a line of Markdown that prints exactly it."""
    plain = escaped_inline(line)
    return _LINE_START.sub(lambda match: f"{match[1]}{_escaped_marker(match[2])}", plain)


def escaped_inline(text: str) -> str:
    """Text inside of a line of Markdown, where no mark of a paragraph's start can be."""
    return _INLINE.sub(lambda match: "\\" + match.group(), text)


def started(line: str) -> str:
    """A line whose inside is escaped already, with its beginning made none of a list or heading."""
    return _LINE_START.sub(lambda match: f"{match[1]}{_escaped_marker(match[2])}", line)


def _escaped_marker(marker: str) -> str:
    return f"{marker[:-1]}\\{marker[-1]}" if marker[0].isdigit() else f"\\{marker}"
