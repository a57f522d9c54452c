"""Which opening tag each closing tag belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reportgen.render.word.check.draft import Part
from reportgen.render.word.check.tagging import BRANCHES, Tag


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of one part.

    `pairs` are the tags that stand at the two ends of a stretch that is repeated or left out; `crossed` a closing tag
    with the opening tag of another kind that it meets; `alone` a branch or a closing tag that belongs to nothing.
    """

    pairs: list[tuple[Tag, Tag]] = field(default_factory=list)
    crossed: list[tuple[Tag, Tag]] = field(default_factory=list)
    unclosed: list[Tag] = field(default_factory=list)
    alone: list[Tag] = field(default_factory=list)


def blocks_of(part: Part) -> Blocks:
    """The blocks of a part, as far as its tags make any."""
    found, stack = Blocks(), list[list[Tag]]()
    for tag in part.tags:
        if _is_raw(stack) and tag.closes != "raw":
            continue
        if tag.opens:
            stack.append([tag])
        elif tag.word in BRANCHES:
            _branch(tag, stack, found)
        elif tag.closes:
            _close(tag, stack, found)
    found.unclosed.extend(tags[0] for tags in stack)
    return found


def _is_raw(stack: Sequence[Sequence[Tag]]) -> bool:
    return bool(stack) and stack[-1][0].opens == "raw"


def _branch(tag: Tag, stack: list[list[Tag]], found: Blocks) -> None:
    if stack and stack[-1][0].opens in BRANCHES[tag.word]:
        found.pairs.append((stack[-1][-1], tag))
        stack[-1].append(tag)
    else:
        found.alone.append(tag)


def _close(tag: Tag, stack: list[list[Tag]], found: Blocks) -> None:
    kinds = [tags[0].opens for tags in stack]
    if kinds and kinds[-1] == tag.closes:
        found.pairs.append((stack.pop()[-1], tag))
    elif tag.closes in kinds:
        # what stands open above it was left open, or closes too late: told once, at this tag
        while stack[-1][0].opens != tag.closes:
            inner = stack.pop()[0]
            found.unclosed.append(inner)
        stack.pop()
    elif kinds:
        found.crossed.append((stack[-1][0], tag))
    else:
        found.alone.append(tag)
