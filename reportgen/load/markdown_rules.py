"""The parser of narrative: CommonMark with tables, strikethrough and footnotes, and rules of our own.

`{{ id | filter }}` names a fact, emphasis works beside Chinese characters and punctuation, raw HTML is text, and links
have a short list of schemes.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

from reportgen.base.text import is_cjk

MAX_NESTING = 32
"""Deeper lists or quotations are refused; the parser itself would drop their text."""

REFERENCE = "reference"
"""The type of the token that names a fact; its `meta` holds `fact` and `filters`."""

_REFERENCE = re.compile(r"\{\{\s*(?P<fact>[A-Za-z0-9_.\-]+)\s*(?P<filters>(?:\|\s*[A-Za-z_]+\s*)*)\}\}")
_SCHEMES = ("http://", "https://", "mailto:", "tel:", "#")


def _reference_rule(state: StateInline, silent: bool) -> bool:
    match = _REFERENCE.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        token = state.push(REFERENCE, "", 0)
        token.content = match.group()
        token.meta = {
            "fact": match["fact"],
            "filters": tuple(name.strip() for name in match["filters"].split("|") if name.strip()),
        }
    state.pos = match.end()
    return True


def _is_space(character: str) -> bool:
    return not character or character.isspace()


def _is_punctuation(character: str) -> bool:
    return bool(character) and unicodedata.category(character)[0] in "PS"


def _emphasis_rule(state: StateInline, silent: bool) -> bool:
    """Emphasis delimiters by CommonMark, but a Chinese character beside a run counts as a word's edge."""
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    end = state.pos
    while end < state.posMax and state.src[end] == marker:
        end += 1
    before = state.src[state.pos - 1] if state.pos > 0 else ""
    after = state.src[end] if end < state.posMax else ""
    opens, closes = _flanking(marker, before, after)
    for _ in range(end - state.pos):
        token = state.push("text", "", 0)
        token.content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=end - state.pos,
                token=len(state.tokens) - 1,
                end=-1,
                open=opens,
                close=closes,
            )
        )
    state.pos = end
    return True


def _flanking(marker: str, before: str, after: str) -> tuple[bool, bool]:
    """Whether a run of `marker` between two characters can open and can close emphasis."""
    edge_before = _is_space(before) or _is_punctuation(before) or is_cjk(before)
    edge_after = _is_space(after) or _is_punctuation(after) or is_cjk(after)
    left = not _is_space(after) and (not _is_punctuation(after) or edge_before)
    right = not _is_space(before) and (not _is_punctuation(before) or edge_after)
    if marker == "*":
        return left, right
    return (
        left and (not right or _is_punctuation(before)),
        right and (not left or _is_punctuation(after)),
    )


@cache
def parser() -> MarkdownIt:
    """The one parser of all narrative."""
    from mdit_py_plugins.footnote import footnote_plugin

    made = MarkdownIt("commonmark", {"html": False, "maxNesting": 3 * MAX_NESTING})
    made.enable(["table", "strikethrough"]).use(footnote_plugin, inline=False)
    made.disable("text_join")  # keeps escaped characters apart, so that \\{{ stays two plain braces
    made.inline.ruler.at("emphasis", _emphasis_rule)
    made.inline.ruler.before("escape", "reference", _reference_rule)
    made.validateLink = _link_is_allowed  # type: ignore[method-assign]
    return made


def _link_is_allowed(url: str) -> bool:
    return url.lower().startswith(_SCHEMES) or not re.match(r"[a-z][a-z0-9+.\-]*:", url, re.IGNORECASE)
