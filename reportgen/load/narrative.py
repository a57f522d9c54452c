"""Reads the narrative of a report: completion, results, experience and next steps."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from urllib.parse import unquote

from reportgen.base.errors import ReportgenError
from reportgen.base.files import read_bytes
from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.document.blocks import (
    Block,
    Break,
    Code,
    Grid,
    Heading,
    Image,
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
    inline_text,
    inlines_of,
    plain_text,
)
from reportgen.document.fact import Fact
from reportgen.document.narrative import SECTION_FILES, Narrative, Section
from reportgen.filters.filter import filters
from reportgen.load import faults
from reportgen.load.fields import Faults
from reportgen.load.language import language_of
from reportgen.load.nodes import decode
from reportgen.load.parsed import ANEW, Kind, Parsed
from reportgen.load.pictures import picture_path, read_picture
from reportgen.model.figure import Figure
from reportgen.model.figures import Assessment

COMPLETION = "completion"
_INLINES = (Words, Break, Span, Link, Reference, Note, Picture)
_BLOCKS = (Paragraph, Heading, ListBlock, Quote, Grid, Code, Rule)
KIND = Kind("narrative", tuple, (*_BLOCKS, *_INLINES, Location))
"""What a file of narrative is parsed to: blocks before their references and pictures are known."""


@dataclass(frozen=True, slots=True)
class _Linker:
    """Turns references into facts; what it cannot resolve is noted and stays a reference."""

    figures: Mapping[str, Figure]
    images: Mapping[str, Image]
    noted: Faults

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(self._block(block) for block in blocks)

    def _block(self, block: Block) -> Block:
        match block:
            case Paragraph() | Heading():
                return replace(block, inlines=self._inlines(block.inlines))
            case ListBlock():
                return replace(block, items=tuple(self.blocks(item) for item in block.items))
            case Quote():
                return replace(block, blocks=self.blocks(block.blocks))
            case Grid():
                rows = tuple(self._row(row) for row in block.rows)
                return replace(block, header=self._row(block.header), rows=rows)
            case _:
                return block

    def _row(self, row: tuple[tuple[Inline, ...], ...]) -> tuple[tuple[Inline, ...], ...]:
        return tuple(self._inlines(cell) for cell in row)

    def _inlines(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return tuple(self._inline(inline) for inline in inlines)

    def _inline(self, inline: Inline) -> Inline:
        match inline:
            case Span() | Link():
                return replace(inline, inlines=self._inlines(inline.inlines))
            case Note():
                return replace(inline, blocks=self.blocks(inline.blocks))
            case Reference():
                return self._fact(inline)
            case Picture():
                return replace(inline, image=self.images.get(inline.source))
            case _:
                return inline

    def _fact(self, reference: Reference) -> Inline:
        figure = self.figures.get(reference.fact)
        if figure is None:
            near = difflib.get_close_matches(reference.fact, self.figures, n=1, cutoff=0) or ["?"]
            self.noted.add(faults.UNKNOWN_FACT_ID, reference.where, fact=reference.fact, suggestion=near[0])
            return reference
        fact = Fact.of(figure)
        for name in reference.filters:
            printed = self._filtered(fact, name, reference.where)
            if printed is None:
                return reference
            fact = printed
        return fact

    def _filtered(self, fact: Fact, name: str, where: Location) -> Fact | None:
        filter = filters().get(name)
        if filter is None:
            self.noted.add(faults.UNKNOWN_FILTER, where, filter=name, known=", ".join(filters()))
            return None
        try:
            return filter(fact)
        except ReportgenError as error:
            self.noted.add(faults.FILTER_MISUSED, where, reason=str(error))
            return None


@dataclass(frozen=True, slots=True)
class NarrativeFiles:
    """The narrative as parsed, before its references are resolved, with the faults found so far."""

    blocks: Mapping[str, tuple[Block, ...]]
    images: Mapping[str, Image]
    findings: Sequence[Finding]
    read: Mapping[str, bytes]


def read_narrative_files(folder: Path, name_of: str, known: Parsed = ANEW) -> NarrativeFiles:
    """Parses every narrative file below `folder` that is not `known`; `name_of` is the folder as told to people."""
    noted = Faults()
    blocks: dict[str, tuple[Block, ...]] = {}
    read: dict[str, bytes] = {}
    for section, file_name in SECTION_FILES.items():
        path, name = folder / file_name, f"{name_of}/{file_name}"
        if not path.exists():
            continue
        try:
            read[file_name] = data = read_bytes(path, links=False)
            blocks[section] = known.of(KIND, name, data, noted, partial(_parse, data, name, noted))
        except ReportgenError as error:
            noted.findings.extend(_as_findings(error, name))
    for path in sorted(folder.glob("*.md")):
        if path.name not in SECTION_FILES.values():
            sections = ", ".join(SECTION_FILES.values())
            noted.add(faults.STRAY_FILE, Location.of_file(f"{name_of}/{path.name}"), known=sections)
    images = _images([one for section in blocks.values() for one in _pictures(section)], folder, read, noted)
    return NarrativeFiles(blocks, images, noted.findings, read)


def _parse(data: bytes, name: str, noted: Faults) -> tuple[Block, ...]:
    from reportgen.load.markdown import parse_markdown

    return parse_markdown(decode(data, name), name, noted)


def _pictures(blocks: tuple[Block, ...]) -> Iterator[Picture]:
    return (inline for inline in inlines_of(blocks) if isinstance(inline, Picture))


def _images(pictures: Sequence[Picture], folder: Path, read: dict[str, bytes], noted: Faults) -> dict[str, Image]:
    """What the pictures show, by source; each file is read once, and one that is refused noted at every place."""
    found: dict[str, Image | ReportgenError] = {}
    for picture in pictures:
        name = unquote(picture.source)
        if picture.source not in found:
            found[picture.source] = _image(picture.source, folder, read)
        if isinstance(problem := found[picture.source], ReportgenError):
            noted.add(faults.PICTURE_REFUSED, picture.where, source=name, reason=problem.message)
    return {source: image for source, image in found.items() if isinstance(image, Image)}


def _image(source: str, folder: Path, read: dict[str, bytes]) -> Image | ReportgenError:
    try:
        read[unquote(source)], image = read_picture(picture_path(source, folder))
    except ReportgenError as error:
        return error
    return image


def _as_findings(error: ReportgenError, name: str) -> Sequence[Finding]:
    found: Sequence[Finding] | None = getattr(error, "findings", None)
    return found or [faults.unreadable(Location.of_file(name), error)]


def link_narrative(files: NarrativeFiles, assessment: Assessment, noted: Faults) -> Narrative:
    """The narrative with its references resolved against the figures of the report, and its completion by goal."""
    linker = _Linker(assessment.figures, files.images, noted)
    sections: dict[str, Section] = {}
    completion: dict[str, Section] = {}
    for name, raw in files.blocks.items():
        blocks = linker.blocks(raw)
        if name == COMPLETION:
            preamble, completion = _by_goal(blocks, assessment, noted)
            blocks = preamble
        if blocks:
            sections[name] = _section(blocks)
    return Narrative(completion, sections)


def _section(blocks: tuple[Block, ...]) -> Section:
    return Section(blocks, language_of(plain_text(blocks)), blocks[0].where)


def _by_goal(
    blocks: tuple[Block, ...], assessment: Assessment, noted: Faults
) -> tuple[tuple[Block, ...], dict[str, Section]]:
    """What stands before the first `## goal` heading, and the blocks below each such heading."""
    goals = [goal.id for goal in assessment.evaluation.goals]
    parts: dict[str, list[Block]] = {}
    heads: dict[str, Location] = {}
    preamble: list[Block] = []
    current = preamble
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2:
            goal = inline_text(block.inlines).strip()
            if goal not in goals:
                noted.add(faults.UNKNOWN_GOAL, block.where, heading=goal, known=", ".join(goals))
            elif goal in heads:
                noted.add(faults.REPEATED_GOAL, block.where, goal=goal, first=heads[goal].line)
            heads.setdefault(goal, block.where)
            current = parts.setdefault(goal, [])
        else:
            current.append(block)
    found = {goal: _section(tuple(parts[goal])) for goal in goals if parts.get(goal)}
    return tuple(preamble), found
