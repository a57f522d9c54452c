"""Parts of a text that the source marked up: its bold words, links, footnotes and lists, cut as the text is cut."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from reportgen.load.escaping import started

_NOTE = re.compile(r"\[\^([^\]]+)\]")
_NOTE_TEXT = re.compile(r"\n\n(?=\[\^[^\]]+\]: )")
_LINK_END = re.compile(r"\]\(<([^>]*)>\)")
_BULLET = re.compile(r"(?:  )*- ")
_SHORT = 8
"""A part of fewer characters is taken for one of a longer text only at its end: elsewhere it may be any word."""


@dataclass(frozen=True, slots=True)
class _Letter:
    """A character of the text: as Markdown, its style, and the footnotes and mark of a list that stand with it."""

    text: str
    bold: bool
    link: str | None
    notes: str = ""
    bullet: str = ""


class MarkedText:
    """A text and its Markdown, letter by letter. `is_known` tells whether the two could be laid side by side."""

    def __init__(self, text: str, markup: str) -> None:
        body, *notes = _NOTE_TEXT.split(markup)
        self._text = text
        self._notes = notes
        self._letters = tuple(_letters(text, body))
        self.is_known = len(self._letters) == len(text)

    def part(self, text: str) -> str | None:
        """The Markdown of a part of the text; None where it is none, or plain text loses nothing of it."""
        start = self._text.find(text) if len(text) >= _SHORT else len(self._text) - len(text)
        if not self.is_known or not text or start < 0 or not self._text.startswith(text, start):
            return None
        letters = self._letters[start : start + len(text)]
        if not any(letter.bold or letter.link or letter.notes or letter.bullet for letter in letters):
            return None
        used = "".join(letter.notes for letter in letters)
        notes = [note for note in self._notes if note.partition(":")[0] in used]
        return "\n\n".join(["".join(_lines(letters)), *notes])


def _letters(text: str, markup: str) -> Iterator[_Letter]:
    """The letters of `text` with their style, as far as `markup` spells the same."""
    place, bold, link, bullet = 0, False, None, ""
    last: _Letter | None = None
    for kind, value in _tokens(markup):
        if kind == "bold":
            bold = not bold
        elif kind == "link":
            link = value or None
        elif kind == "bullet":
            bullet = value
        elif kind == "note":
            last = replace(last, notes=last.notes + value) if last is not None else None
        else:
            shown = value[-1]
            while place < len(text) and text[place] != shown and text[place].isspace():
                if last is not None:
                    yield last
                last, place = _Letter(text[place], bold, link), place + 1
            if place < len(text) and text[place] == shown:
                if last is not None:
                    yield last
                last, bullet, place = _Letter(value, bold, link, bullet=bullet), "", place + 1
            elif not shown.isspace():
                return
    if last is not None:
        yield last


def _tokens(markup: str) -> Iterator[tuple[str, str]]:
    place = 0
    links = [match.group(1) for match in _LINK_END.finditer(markup)]
    while place < len(markup):
        rest = markup[place:]
        at_start = place == 0 or markup[place - 1] == "\n"
        if at_start and (bullet := _BULLET.match(rest)):
            yield "bullet", bullet.group()
            place += bullet.end()
        elif note := _NOTE.match(rest):
            yield "note", note.group()
            place += note.end()
        elif end := _LINK_END.match(rest):
            yield "link", ""
            place += end.end()
        elif rest[0] == "[" and links:
            yield "link", links.pop(0)
            place += 1
        elif rest.startswith("**"):
            yield "bold", ""
            place += 2
        else:
            length = 2 if rest[0] == "\\" and len(rest) > 1 else 1
            yield "letter", rest[:length]
            place += length


def _lines(letters: Sequence[_Letter]) -> Iterator[str]:
    """The lines of a part, items of one list below one another and paragraphs apart."""
    line: list[_Letter] = []
    listed: bool | None = None
    gap = ""
    for letter in [*letters, _Letter("\n", False, None)]:
        if letter.text.strip("\\") != "\n":
            line.append(letter)
            continue
        if line:
            bullet = next((one.bullet for one in line if one.bullet), "")
            shown = "".join(_runs(line)).strip()
            yield (gap if not (listed and bullet) else "\n") + (bullet + shown if bullet else started(shown))
            listed, line = bool(bullet), []
            gap = "\\\n" if letter.text == "\\\n" else "\n\n"


def _runs(line: Sequence[_Letter]) -> Iterator[str]:
    for (bold, link), run in groupby(line, key=lambda letter: (letter.bold, letter.link)):
        letters = list(run)
        text = "".join(letter.text + letter.notes for letter in letters)
        core = text.strip()
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :] if core else ""
        core = f"**{core}**" if bold and core else core
        yield before + (f"[{core}](<{link}>)" if link and core else core) + after
