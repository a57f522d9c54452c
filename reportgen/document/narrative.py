"""Narrative as it was read: sections of blocks, with their language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reportgen.base.location import NOWHERE, Location
from reportgen.document.blocks import Block

SECTION_FILES = {
    "completion": "completion.md",
    "results": "results.md",
    "experience": "experience.md",
    "next_steps": "next-steps.md",
}
"""The sections of a report and the files they are read from."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its blocks, and the language tag its text was found to be in (`zh-CN`, `en`, ...)."""

    blocks: tuple[Block, ...]
    language: str = "zh-CN"
    where: Location = NOWHERE


@dataclass(frozen=True, slots=True)
class Narrative:
    """The narrative of one report.

    `completion` holds, by goal id, what was done for each goal; `sections` the others by name (see SECTION_FILES),
    and under `completion` what stands before the first goal's heading.
    """

    completion: Mapping[str, Section] = field(default_factory=dict)
    sections: Mapping[str, Section] = field(default_factory=dict)

    def all_sections(self) -> Iterator[tuple[str, Section]]:
        """Every section with its name; the parts of completion are named `completion.<goal id>`."""
        if "completion" in self.sections:
            yield "completion", self.sections["completion"]
        for goal, section in self.completion.items():
            yield f"completion.{goal}", section
        for name, section in self.sections.items():
            if name != "completion":
                yield name, section
