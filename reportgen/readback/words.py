"""The narrative on the fast road: every run of its words stands in the visible text, to the character.

A run ends where a format may add something of its own: at a footnote, a picture, a link, a line break. What order the
runs stand in, and what stands between them, the long road compares.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.location import Location
from reportgen.base.messages import N_
from reportgen.document.blocks import (
    Block,
    Code,
    Grid,
    Heading,
    Inline,
    Link,
    ListBlock,
    Note,
    Paragraph,
    Quote,
    Span,
    Words,
)
from reportgen.document.fact import Fact

LOST_WORDS = Fault(
    "RBK015",
    "words_lost",
    Severity.ERROR,
    N_("{section}: “{expected}” is not in the file"),
    N_("build the report again; a template must print every text whole, this one with {tag}"),
)
_SHOWN = 60
COMPLETION = "completion"
"""The section that comes before the completion of single goals, and what the names of those begin with."""


def runs_of(blocks: Iterable[Block]) -> Iterator[str]:
    """Every run of words below `blocks`, without white space."""
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield from _runs(block.inlines)
            case ListBlock():
                for item in block.items:
                    yield from runs_of(item)
            case Quote():
                yield from runs_of(block.blocks)
            case Grid():
                for row in (block.header, *block.rows):
                    for cell in row:
                        yield from _runs(cell)
            case Code():
                yield unspaced(block.text)
            case _:
                continue


def _runs(inlines: Iterable[Inline]) -> Iterator[str]:
    parts: list[str] = []
    for inline in _flat(inlines):
        if isinstance(inline, str):
            parts.append(inline)
            continue
        yield unspaced("".join(parts))
        parts.clear()
        if isinstance(inline, Note):
            yield from runs_of(inline.blocks)
    yield unspaced("".join(parts))


def _flat(inlines: Iterable[Inline]) -> Iterator[str | Inline]:
    """The words of `inlines`, and what parts them."""
    for inline in inlines:
        match inline:
            case Words() | Fact():
                yield inline.text
            case Span():
                yield from _flat(inline.inlines)
            case Link():
                yield from (inline, *_flat(inline.inlines), inline)
            case _:
                yield inline


def unspaced(text: str) -> str:
    """`text` without white space."""
    return "".join(text.split())


def compare_words(runs: Iterable[tuple[str, str]], text: str, file: str) -> Iterator[Finding]:
    """Every run of words, by section, that is not in `text`."""
    for section, run in runs:
        if run not in text:
            shown = run[:_SHOWN] + ("…" if len(run) > _SHOWN else "")
            where, tag = Location.of_file(file), f"prose({_name_in_template(section)})"
            yield LOST_WORDS.at(where, fact=section, section=section, expected=shown, tag=tag)


def _name_in_template(section: str) -> str:
    """What a template calls a section of narrative."""
    if section == COMPLETION:
        return "preamble"
    return "goal.completion" if section.startswith(f"{COMPLETION}.") else "section"
