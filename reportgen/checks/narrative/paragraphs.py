"""The texts of a report with their places and the ids that waivers call them by, for checks of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from reportgen.base.location import Location
from reportgen.base.text import squeezed
from reportgen.checks.rule import Subject
from reportgen.document.blocks import (
    Block,
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
    inline_text,
    inlines_of,
    plain_text,
)
from reportgen.document.fact import Fact
from reportgen.model.values import Text

REMEMBERED = 4
"""So many reports' texts are kept: each is read by many checks in a row."""
GAP = "\ufffc"
"""Stands for a figure that is no typed text."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or a cell: its words, where it stands, and the id of its fact or section (`sections.results`)."""

    text: str
    where: Location
    id: str


def essence(text: str, *, numbers: bool = True) -> str:
    """The letters and digits of `text` alone, for comparison; without its digits where `numbers` do not count."""
    kept = (character for character in squeezed(text) if character.isalnum())
    return "".join(character for character in kept if numbers or not character.isdigit())


@lru_cache(maxsize=REMEMBERED)
def passages(subject: Subject) -> tuple[Passage, ...]:
    """Every text of the report: head, funds, goals, indicators, and each paragraph and footnote of the narrative."""
    cells = [Passage(cell.text, cell.where, id) for id, cell in _cells(subject) if cell is not None]
    paragraphs = [
        Passage(text, where, f"sections.{name}")
        for name, section in subject.narrative.all_sections()
        for text, where in paragraphs_of(section.blocks)
    ]
    return (*cells, *paragraphs)


def _cells(subject: Subject) -> Iterator[tuple[str, Text | None]]:
    evaluation = subject.evaluation
    for field in ("department", "project", "central_supervisor", "supervisor", "contact"):
        yield f"form.{field}", getattr(evaluation.form, field)
    for line in evaluation.funds:
        yield f"funds.{line.id}.label", line.label
        yield f"funds.{line.id}.reason", line.reason
    for goal in evaluation.goals:
        yield f"goals.{goal.id}", goal.text
    for indicator in evaluation.indicators:
        for field in ("level1", "level2", "name", "target", "actual", "reason"):
            yield f"indicators.{indicator.id}.{field}", getattr(indicator, field)


def typed_passages(subject: Subject) -> Iterator[Passage]:
    """The goals and the narrative as they were typed: a figure that was inserted by reference reads as a gap."""
    for goal in subject.evaluation.goals:
        yield Passage(goal.text.text, goal.text.where, f"goals.{goal.id}")
    for name, section in subject.narrative.all_sections():
        for text, where in paragraphs_of(section.blocks, figures=False):
            yield Passage(text, where, f"sections.{name}")


def paragraphs_of(blocks: tuple[Block, ...], *, figures: bool = True) -> Iterator[tuple[str, Location]]:
    """Each paragraph, cell and footnote of `blocks` with its place; without `figures` inserted ones read as a gap."""
    for block in blocks:
        match block:
            case ListBlock():
                for item in block.items:
                    yield from paragraphs_of(item, figures=figures)
            case Quote():
                yield from paragraphs_of(block.blocks, figures=figures)
            case Grid():
                yield from _cells_of(block, figures)
            case _:
                yield plain_text((block if figures else _without_figures(block),)), block.where
        if not isinstance(block, ListBlock | Quote):
            yield from _notes(block, figures)


def _cells_of(grid: Grid, figures: bool) -> Iterator[tuple[str, Location]]:
    """Each filled cell with the line of its row: the header, the line below it, then a line for each row."""
    for row, cells in enumerate((grid.header, *grid.rows)):
        line = None if grid.where.line is None else grid.where.line + row + (1 if row else 0)
        where = replace(grid.where, line=line)
        for cell in cells:
            if text := inline_text(cell if figures else _gaps(cell)):
                yield text, where


def _notes(block: Block, figures: bool) -> Iterator[tuple[str, Location]]:
    for inline in inlines_of((block,)):
        if isinstance(inline, Note):
            yield from paragraphs_of(inline.blocks, figures=figures)


def _without_figures(block: Block) -> Block:
    match block:
        case Paragraph() | Heading():
            return replace(block, inlines=_gaps(block.inlines))
        case _:
            return block


def _gaps(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return tuple(_gap(inline) for inline in inlines)


def _gap(inline: Inline) -> Inline:
    match inline:
        case Fact():
            return Words(GAP)
        case Span() | Link():
            return replace(inline, inlines=_gaps(inline.inlines))
        case _:
            return inline
