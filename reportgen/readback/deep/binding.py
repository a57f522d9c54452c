"""What a package must print before its forms, taken from the evaluations and the narratives of its reports."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from reportgen.document.blocks import Block
from reportgen.document.fact import Fact
from reportgen.readback.deep.pattern import Line, lines_of
from reportgen.readback.deep.seen import bare
from reportgen.readback.deep.source import Source

TITLE = "{department}{year}年度绩效自评材料"
"""What a package is called that is given no title of its own."""


@dataclass(frozen=True, slots=True)
class Said:
    """What must stand in one place: a figure, a name or a section of narrative, in lines; where it comes from."""

    report: str
    fact: str
    label: str
    lines: tuple[Line, ...]
    number: int | None = None
    """The number of the part that may stand before it."""
    page: int | None = None
    """The part whose page number may follow; 0 for that of the summary."""

    @property
    def words(self) -> str:
        """All of it without white space."""
        return "".join(line.words for line in self.lines)


@dataclass(frozen=True)
class Binding:
    """What was asked for of a package, and the source of each of its reports in their order.

    `inserted` where it stands in another file, which has a title and contents of its own.
    """

    named: str | None
    contents: bool
    summary: bool
    parts: tuple[Source, ...]
    inserted: bool = False

    def as_inserted(self) -> Binding:
        """The same, as it is laid into another file."""
        return replace(self, contents=False, inserted=True)

    @cached_property
    def title(self) -> str:
        """The title in one line."""
        if self.named is not None:
            return self.named.replace("\n", "")
        first = self.parts[0]
        return TITLE.format(department=first.text_of("form.department"), year=first.text_of("form.year"))

    def said(self, *, marked: bool) -> Iterator[Said]:
        """Everything that stands before the forms, in its order; `marked` where footnotes leave their number."""
        first = self.parts[0].report
        if not self.inserted:
            page = 0 if self.contents and self.summary else None
            yield replace(_name(first, "title", self.title), page=page)
        for number, source in enumerate(self.parts, start=1) if self.contents else ():
            yield replace(_name(source.report, "form.title", _title_of(source)), number=number)
            yield replace(_name(source.report, *_subject(source)), page=number)
        for number, source in enumerate(self.parts, start=1) if self.summary else ():
            yield replace(_name(source.report, *_subject(source)), number=number)
            yield from _summary(source, marked=marked)

    def summarised(self) -> Iterator[tuple[Source, str, tuple[Block, ...]]]:
        """The sections of narrative that the summary prints, with their names."""
        for source in self.parts if self.summary else ():
            for name, blocks in (*_completion(source), *_measures(source)):
                yield source, name, blocks


def _name(report: str, id: str, text: str) -> Said:
    return Said(report, id, id, tuple(lines_of_text(text)))


def lines_of_text(text: str) -> Iterator[Line]:
    """A text that is no narrative, as a line."""
    yield Line(re.escape(bare(text)), bare(text))


def _title_of(source: Source) -> str:
    is_project = source.text_of("form.project")
    return source.profile.project_title if is_project else source.profile.title


def _subject(source: Source) -> tuple[str, str]:
    id = "form.project" if source.text_of("form.project") else "form.department"
    return id, source.text_of(id)


def names_of(source: Source) -> tuple[str, ...]:
    """What a form may be called by: its title, and whom and what it is about, and of which year."""
    return (_title_of(source), *(source.text_of(f"form.{name}") for name in ("department", "project", "year")))


def _summary(source: Source, *, marked: bool) -> Iterator[Said]:
    """The fixed wording: score, amounts in 万元, rate; what was done, what was not and why, what comes next."""
    figures = (("totals.score", None), ("funds.total.adjusted", "wan"), ("funds.total.executed", "wan"))
    for id, format in (*figures, ("funds.total.rate", None)):
        yield from _figure(source, id, format)
    for name, blocks in _completion(source):
        yield Said(source.report, name, name, tuple(lines_of(blocks, marked)))
    for one in source.expected.assessment.evaluation.indicators:
        if source.text_of(f"indicators.{one.id}.reason"):
            yield from _figure(source, f"indicators.{one.id}.name", None)
            yield from _figure(source, f"indicators.{one.id}.reason", None)
    for name, blocks in _measures(source):
        yield Said(source.report, name, name, tuple(lines_of(blocks, marked)))


def _figure(source: Source, id: str, format: str | None) -> Iterator[Said]:
    fact: Fact | None = source.expected.fact(id, format)
    if fact is not None and fact.text:
        yield Said(source.report, id, fact.label, tuple(lines_of_text(fact.text)))


def _completion(source: Source) -> Sequence[tuple[str, tuple[Block, ...]]]:
    goals = [f"completion.{goal.id}" for goal in source.expected.assessment.evaluation.goals]
    sections = dict(source.narrative.all_sections())
    return [(name, sections[name].blocks) for name in ("completion", *goals) if name in sections]


def _measures(source: Source) -> Sequence[tuple[str, tuple[Block, ...]]]:
    return [(name, one.blocks) for name, one in source.narrative.all_sections() if name == "next_steps"]
