"""Narrative in Markdown becomes blocks.

The rules of the text are those of `markdown_rules`. A soft line break between Chinese characters is no space.
Narrative never passes through a template engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from reportgen.base.location import Location
from reportgen.base.messages import N_, Message
from reportgen.base.text import join_lines
from reportgen.document.blocks import (
    Block,
    Break,
    Code,
    Grid,
    Heading,
    Inline,
    Link,
    ListBlock,
    Note,
    Paragraph,
    Picture,
    Quote,
    Reference,
    Rule,
    Span,
    Words,
)
from reportgen.load import faults
from reportgen.load.fields import Faults
from reportgen.load.markdown_rules import MAX_NESTING, parser

_NEAR_REFERENCE = re.compile(r"(?:\{\{|[｛{]\s*｛|｛\s*\{|\{\s+\{|\{%)[^\n]{0,80}")
_LOOSE_PICTURE = re.compile(r"!\[[^\]\n]{0,200}\]\((?P<source>[^)\n]{0,80})")
"""A picture that the parser left as text because of its address."""
SHOWN = 40
"""So much of a text is shown in a finding."""
_SPANS = {"strong": "strong", "em": "emphasis", "s": "strike"}


def parse_markdown(text: str, file: str, noted: Faults) -> tuple[Block, ...]:
    """The blocks of a Markdown text; faults are noted with file and line."""
    env: dict[str, Any] = {}
    tokens = parser().parse(text, env)
    reader = _Reader(file, noted, _footnotes(tokens), text.split("\n"))
    _refuse_unused_notes(text, env, file, noted)
    deep = next((token for token in tokens if _depth(token) >= MAX_NESTING), None)
    if deep is not None:
        noted.add(faults.NESTED_TOO_DEEP, reader.place(deep), limit=MAX_NESTING // 2)
        return ()
    return tuple(reader.blocks(_without_footnotes(tokens)))


def _depth(token: Token) -> int:
    """How deep a token stands, and what is inside it."""
    return token.level + max((child.level for child in token.children or ()), default=0)


def _refuse_unused_notes(text: str, env: Mapping[str, Any], file: str, noted: Faults) -> None:
    """Notes every footnote that nothing refers to: the parser would drop it."""
    for reference, number in env.get("footnotes", {}).get("refs", {}).items():
        if number < 0:
            label = reference.removeprefix(":")
            start = text.find(f"[^{label}]:")
            line = text.count("\n", 0, max(start, 0)) + 1
            noted.add(faults.UNUSED_NOTE, Location.in_text(file, line), label=label)


def _footnotes(tokens: Sequence[Token]) -> dict[int, list[Token]]:
    """The tokens of each footnote by its id."""
    notes: dict[int, list[Token]] = {}
    current: list[Token] | None = None
    for token in tokens:
        if token.type == "footnote_open":
            current = notes.setdefault(token.meta["id"], [])
        elif token.type == "footnote_close":
            current = None
        elif current is not None and token.type != "footnote_anchor":
            current.append(token)
    return notes


def _without_footnotes(tokens: Sequence[Token]) -> list[Token]:
    start = next((place for place, token in enumerate(tokens) if token.type == "footnote_block_open"), len(tokens))
    return list(tokens[:start])


class _Reader:
    """Walks the parser's tokens; a token's line becomes the place of its block."""

    def __init__(self, file: str, noted: Faults, footnotes: dict[int, list[Token]], lines: Sequence[str]) -> None:
        self._lines = lines
        self._file = file
        self._noted = noted
        self._footnotes = footnotes
        self._line = 1
        self._in_note = False
        self._in_table = False

    def place(self, token: Token) -> Location:
        if token.map:
            self._line = token.map[0] + 1
        return Location.in_text(self._file, self._line)

    def blocks(self, tokens: list[Token]) -> Iterator[Block]:
        position = 0
        while position < len(tokens):
            end = _end_of(tokens, position)
            block = self._block(tokens[position], tokens[position + 1 : end])
            if block is not None:
                yield block
            position = end + 1

    def _block(self, token: Token, inner: list[Token]) -> Block | None:
        where = self.place(token)
        match token.type:
            case "paragraph_open":
                return Paragraph(self._inlines_of(inner), where)
            case "heading_open":
                if not token.markup.startswith("#"):
                    self._noted.add(faults.UNDERLINED_HEADING, where, line=token.markup)
                return Heading(int(token.tag[1:]), self._inlines_of(inner), where)
            case "bullet_list_open":
                return ListBlock(tuple(self._items(inner)), None, where)
            case "ordered_list_open":
                start = token.attrGet("start")
                first = 1 if start is None else int(start)
                self._note_numbers(inner, first, token.level + 1)
                return ListBlock(tuple(self._items(inner)), first, where)
            case "blockquote_open":
                return Quote(tuple(self.blocks(inner)), where)
            case "fence" | "code_block":
                if token.type == "code_block":
                    self._noted.add(faults.INDENTED_CODE, where, text=token.content.strip()[:SHOWN])
                return Code(token.content.rstrip("\n"), where)
            case "hr":
                return Rule(where)
            case "table_open":
                return self._table(inner, where)
            case _:
                raise AssertionError(f"no block for {token.type}")

    def _items(self, tokens: list[Token]) -> Iterator[tuple[Block, ...]]:
        position = 0
        while position < len(tokens):
            end = _end_of(tokens, position)
            yield tuple(self.blocks(tokens[position + 1 : end]))
            position = end + 1

    def _note_numbers(self, tokens: list[Token], first: int, level: int) -> None:
        """Notes items that are printed under another number than was typed, but where one number stands for any."""
        items = [token for token in tokens if token.type == "list_item_open" and token.level == level]
        typed = [item.info + item.markup for item in items]
        if set(typed) == {f"{first}."}:
            return
        for number, (item, text) in enumerate(zip(items, typed, strict=True), start=first):
            if text != f"{number}.":
                self._noted.add(faults.ITEM_RENUMBERED, self.place(item), typed=text, printed=f"{number}.")

    def _table(self, tokens: list[Token], where: Location) -> Grid:
        self._in_table = True
        rows: list[list[tuple[Inline, ...]]] = []
        aligns: list[str | None] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
                self._refuse_cells_beyond(token, len(aligns))
            elif token.type in ("th_open", "td_open"):
                self.place(token)
                if token.type == "th_open":
                    style = str(token.attrGet("style") or "")
                    aligns.append(style.removeprefix("text-align:") or None)
            elif token.type == "inline":
                rows[-1].append(tuple(self._inlines(token)))
        self._in_table = False
        return Grid(tuple(rows[0]), tuple(tuple(row) for row in rows[1:]), tuple(aligns), where)

    def _refuse_cells_beyond(self, row: Token, columns: int) -> None:
        """Notes a row with more cells than its table has columns: the parser would drop them."""
        if columns and row.map:
            cells = escapedSplit(self._lines[row.map[0]].strip().strip("|"))
            if len(cells) > columns:
                self._noted.add(faults.CELLS_BEYOND, self.place(row), found=len(cells), columns=columns)

    def _inlines_of(self, tokens: list[Token]) -> tuple[Inline, ...]:
        return tuple(inline for token in tokens if token.type == "inline" for inline in self._inlines(token))

    def _inlines(self, token: Token) -> list[Inline]:
        self.place(token)
        inlines, _ = self._run(token.children or [], 0, None)
        return inlines

    def _run(self, tokens: list[Token], position: int, close: str | None) -> tuple[list[Inline], int]:
        """The inlines up to the token of type `close`, and the position after it."""
        found: list[Inline] = []
        while position < len(tokens):
            token = tokens[position]
            position += 1
            if token.type == close:
                break
            if token.type.endswith("_open"):
                inner, position = self._run(tokens, position, token.type.removesuffix("_open") + "_close")
                found.append(self._span(token, tuple(inner)))
            elif token.type == "softbreak":
                self._line += 1
                rest = tokens[position].content if position < len(tokens) else ""
                _append_words(found, join_lines(_last_words(found), rest))
            else:
                self._leaf(token, found)
        return found, position

    def _span(self, token: Token, inlines: tuple[Inline, ...]) -> Inline:
        if token.type == "link_open":
            target = str(token.attrGet("href") or "")
            return Link(target, inlines)
        return Span(_SPANS[token.type.removesuffix("_open")], inlines)

    def _leaf(self, token: Token, found: list[Inline]) -> None:
        where = Location.in_text(self._file, self._line)
        match token.type:
            case "text":
                self._refuse_near_references(token.content, where)
                _append_words(found, token.content)
            case "text_special":
                _append_words(found, token.content)
            case "hardbreak":
                self._line += 1
                found.append(Break())
            case "code_inline":
                found.append(Span("code", (Words(token.content),)))
            case "reference":
                found.append(Reference(token.meta["fact"], token.meta["filters"], where))
            case "footnote_ref":
                found.extend(self._note(token, where))
            case "image":
                found.append(self._picture(token, where))
            case _:
                raise AssertionError(f"no inline for {token.type}")

    def _note(self, token: Token, where: Location) -> Iterator[Note]:
        if self._in_note:
            self._noted.add(faults.NOTE_IN_NOTE, where, label=token.meta["label"])
            return
        number, line, self._in_note = token.meta["id"], self._line, True
        yield Note(number + 1, tuple(self.blocks(self._footnotes.get(number, []))))
        self._line, self._in_note = line, False

    def _picture(self, token: Token, where: Location) -> Picture:
        source, text = str(token.attrGet("src") or ""), self._alternative(token, where).strip()
        if not text:
            self._noted.add(faults.PICTURE_WITHOUT_TEXT, where, source=unquote(source))
        return Picture(source, text, where)

    def _alternative(self, token: Token, where: Location) -> str:
        """The words of an alternative text; a figure in it would be printed without its id and is refused."""
        words = []
        for child in token.children or ():
            if child.type in ("reference", "footnote_ref"):
                self._noted.add(faults.FIGURE_IN_PICTURE, where, text=child.content or f"[^{child.meta['label']}]")
            elif child.type in ("softbreak", "hardbreak"):
                words.append(" ")
            elif child.type == "image":
                words.append(self._alternative(child, where))
            else:
                words.append(child.content)
        return "".join(words)

    def _refuse_near_references(self, text: str, where: Location) -> None:
        for match in _NEAR_REFERENCE.finditer(text):
            fault = faults.BROKEN_REFERENCE
            if self._in_table:
                fault = replace(fault, hint=faults.REFERENCE_IN_TABLE)
            self._noted.add(fault, where, text=match.group())
        for match in _LOOSE_PICTURE.finditer(text):
            reason = Message(N_("only files below the report's folder are printed, named from there"))
            self._noted.add(faults.PICTURE_REFUSED, where, source=match["source"], reason=reason)


def _end_of(tokens: list[Token], position: int) -> int:
    """The position of the token that closes the one at `position`; itself where it needs no closing."""
    if tokens[position].nesting != 1:
        return position
    depth = 0
    for place in range(position, len(tokens)):
        depth += tokens[place].nesting
        if depth == 0:
            return place
    raise AssertionError("unbalanced tokens")


def _append_words(found: list[Inline], text: str) -> None:
    """Adds words, joined to the words before them."""
    if not text:
        return
    if found and isinstance(found[-1], Words):
        found[-1] = Words(found[-1].text + text)
    else:
        found.append(Words(text))


def _last_words(found: list[Inline]) -> str:
    return found[-1].text if found and isinstance(found[-1], Words) else ""
