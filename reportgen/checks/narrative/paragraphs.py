"""The texts of a report with their places and the ids that waivers call them by, for checks of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.base.location import Location
from reportgen.checks.rule import Subject
from reportgen.document.blocks import Block, Grid, ListBlock, Note, Quote, inlines_of, plain_text
from reportgen.model.values import Text


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or a cell: its words, where it stands, and the id of its fact or section (`sections.results`)."""

    text: str
    where: Location
    id: str


def passages(subject: Subject) -> Iterator[Passage]:
    """Every text of the report: head, funds, goals, indicators, and each paragraph and footnote of the narrative."""
    for id, cell in _cells(subject):
        if cell is not None:
            yield Passage(cell.text, cell.where, id)
    for name, section in subject.narrative.all_sections():
        for text, where in _paragraphs(section.blocks):
            yield Passage(text, where, f"sections.{name}")


def _cells(subject: Subject) -> Iterator[tuple[str, Text | None]]:
    evaluation = subject.evaluation
    for field in ("department", "project", "contact"):
        yield f"form.{field}", getattr(evaluation.form, field)
    for line in evaluation.funds:
        yield f"funds.{line.id}.label", line.label
        yield f"funds.{line.id}.reason", line.reason
    for goal in evaluation.goals:
        yield f"goals.{goal.id}", goal.text
    for indicator in evaluation.indicators:
        for field in ("level1", "level2", "name", "target", "actual", "reason"):
            yield f"indicators.{indicator.id}.{field}", getattr(indicator, field)


def _paragraphs(blocks: tuple[Block, ...]) -> Iterator[tuple[str, Location]]:
    for block in blocks:
        match block:
            case ListBlock():
                for item in block.items:
                    yield from _paragraphs(item)
            case Quote():
                yield from _paragraphs(block.blocks)
            case Grid():
                yield plain_text((block,)), block.where
            case _:
                yield plain_text((block,)), block.where
        if not isinstance(block, ListBlock | Quote):
            yield from _notes(block)


def _notes(block: Block) -> Iterator[tuple[str, Location]]:
    for inline in inlines_of((block,)):
        if isinstance(inline, Note):
            yield from _paragraphs(inline.blocks)
