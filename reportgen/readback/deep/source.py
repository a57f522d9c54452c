"""What every format must print, taken from the evaluation and the narrative."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from reportgen.document.blocks import Link, Note, Picture, inlines_of, plain_text
from reportgen.document.fact import Fact
from reportgen.document.narrative import Narrative
from reportgen.filters.filter import FilterError, filters
from reportgen.model.profile import Profile
from reportgen.model.tables import FUNDS, INDICATORS, tables_of
from reportgen.readback.deep.seen import bare
from reportgen.readback.expected import Expected


@dataclass(frozen=True)
class TableOf:
    """A table of the form: the keys of its columns, which of them names a row, and its rows by column key."""

    block: str
    columns: tuple[str, ...]
    names: str
    ids: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]


@dataclass(frozen=True)
class Source:
    """One report as its author wrote it: figures as `expected` holds them, and the narrative."""

    report: str
    expected: Expected
    narrative: Narrative

    @property
    def profile(self) -> Profile:
        """The rules of the form."""
        return self.expected.assessment.evaluation.profile

    @cached_property
    def columns(self) -> Mapping[str, str]:
        """The printed labels of the form by field."""
        return self.expected.assessment.evaluation.columns

    @cached_property
    def tables(self) -> tuple[TableOf, ...]:
        """The tables of the form that have rows."""
        evaluation = self.expected.assessment.evaluation
        funds = tuple(
            {"source": line.label.text, **self._texts(f"funds.{line.id}", FUNDS)} for line in evaluation.funds
        )
        indicators = tuple(
            {
                "level1": one.level1.text,
                "level2": one.level2.text,
                "name": one.name.text,
                **self._texts(f"indicators.{one.id}", INDICATORS[3:]),
            }
            for one in evaluation.indicators
        )
        fund_ids = tuple(f"funds.{line.id}" for line in evaluation.funds)
        indicator_ids = tuple(f"indicators.{one.id}" for one in evaluation.indicators)
        has = tables_of(evaluation)
        made = (
            TableOf("funds", ("source", *has.funds), "source", fund_ids, funds),
            TableOf("indicators", has.indicators, "name", indicator_ids, indicators),
        )
        return tuple(one for one in made if one.rows)

    def only(self, sections: Sequence[str]) -> Source:
        """The same report with these sections of its narrative alone."""
        kept = {name: section for name, section in self.narrative.all_sections() if name in sections}
        goals = {name.partition(".")[2]: section for name, section in kept.items() if name.startswith("completion.")}
        others = {name: section for name, section in kept.items() if not name.startswith("completion.")}
        return Source(self.report, self.expected, Narrative(goals, others))

    def text_of(self, id: str) -> str:
        """A figure as the form prints it; nothing where there is none."""
        figure = self.expected.assessment.figures.get(id)
        return "" if figure is None else figure.text

    def _texts(self, id: str, columns: Sequence[str]) -> dict[str, str]:
        return {column: self.text_of(f"{id}.{column}") for column in columns}

    @cached_property
    def pieces(self) -> tuple[str, ...]:
        """Every text that an author, the profile or a filter gave, one by one."""
        return tuple(dict.fromkeys(filter(None, self._pieces())))

    def _pieces(self) -> Iterator[str]:
        yield self.report
        for figure in self.expected.assessment.figures.values():
            fact = Fact.of(figure)
            yield from (fact.text, *fact.text.split("\n"), fact.plain, fact.label)
        yield from (fact.text for fact in self.expected.printed)
        profile = self.profile
        yield from (profile.title, profile.project_title, profile.blank, *self.columns.values())
        evaluation = self.expected.assessment.evaluation
        yield from evaluation.sections.values()
        yield from (one.label.text for one in evaluation.funds)
        yield from (text for one in evaluation.indicators for text in (one.level1.text, one.level2.text))
        for _, section in self.narrative.all_sections():
            yield from plain_text(section.blocks).split("\n")
            for inline in inlines_of(section.blocks):
                if isinstance(inline, Link):
                    yield inline.target
                elif isinstance(inline, Picture):
                    yield inline.text
                elif isinstance(inline, Note):
                    yield from plain_text(inline.blocks).split("\n")

    @cached_property
    def bare_pieces(self) -> tuple[str, ...]:
        """The pieces without white space."""
        return tuple(filter(None, map(bare, self.pieces)))

    def holds(self, sign: str, line: str) -> bool:
        """Whether `sign`, seen in `line`, is the author's: a text that has it stands in the line, or holds the line."""
        wanted, around = bare(sign), bare(line)
        return any(wanted in piece and (piece in around or around in piece) for piece in self.bare_pieces)

    @cached_property
    def years(self) -> frozenset[str]:
        """Every year that a text of the report names."""
        return frozenset(year for piece in self.bare_pieces for year in re.findall(r"(?<!\d)(?:19|20)\d\d", piece))

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Every run of digits, with its commas and points, in the texts of the report and in what filters print."""
        return frozenset(
            number for piece in (*self.pieces, *self._printings()) for number in NUMBER.findall(bare(piece))
        )

    def _printings(self) -> Iterator[str]:
        """Each number of the form as each filter prints it."""
        facts = [Fact.of(figure) for figure in self.expected.assessment.figures.values()]
        for fact in facts:
            for one in filters().values() if isinstance(fact.value, Decimal) else ():
                try:
                    yield one(fact).text
                except FilterError:
                    continue


NUMBER = re.compile(r"\d+(?:[,.]\d+)*")
