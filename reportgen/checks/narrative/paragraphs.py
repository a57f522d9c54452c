"""The paragraphs of a narrative with their places, for checks of text."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.location import Location
from reportgen.checks.rule import Subject
from reportgen.document.blocks import Block, Grid, ListBlock, Quote, plain_text


def paragraphs(subject: Subject) -> Iterator[tuple[str, Location]]:
    """Each paragraph's plain text and place, in reading order, lists and quotations taken apart."""
    for _, section in subject.narrative.all_sections():
        yield from _of(section.blocks)


def texts(subject: Subject) -> Iterator[tuple[str, Location]]:
    """Every text of the report: paragraphs, goals, names and reasons."""
    evaluation = subject.evaluation
    for goal in evaluation.goals:
        yield goal.text.text, goal.text.where
    for indicator in evaluation.indicators:
        for text in (indicator.name, indicator.target, indicator.actual, indicator.reason):
            if text is not None:
                yield text.text, text.where
    yield from paragraphs(subject)


def _of(blocks: tuple[Block, ...]) -> Iterator[tuple[str, Location]]:
    for block in blocks:
        match block:
            case ListBlock():
                for item in block.items:
                    yield from _of(item)
            case Quote():
                yield from _of(block.blocks)
            case Grid():
                yield plain_text((block,)), block.where
            case _:
                yield plain_text((block,)), block.where
