"""Regions of a page that layers replace: `{# block:title #}` … `{# end:title #}`, each mark on a line of its own.

The lines between the marks are taken out and those of the layer's file put in before anything is read as a template.
A template cannot name a file: which blocks there are is found in the layers.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.location import Location
from reportgen.base.messages import N_

UNKNOWN_BLOCK = Fault(
    "TPL180",
    "unknown_block",
    Severity.ERROR,
    N_("{template} has no region {block} that could be replaced"),
    N_("did you mean {suggestion}?"),
)
BROKEN_MARK = Fault(
    "TPL186",
    "broken_region_mark",
    Severity.ERROR,
    N_("the mark of a region is not in order: {text}"),
    N_("write {{# block:name #}} and {{# end:name #}}, each on a line of its own, one region after another"),
)

_MARK = re.compile(r"\s*\{#-?\s*(block|end):([\w-]+)\s*-?#\}\s*")
_LIKE = re.compile(r"\{#-?\s*(?:end)?block\s*[:：]|\{#-?\s*end\s*[:：]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a template, and where it stands."""

    text: str
    file: str
    number: int


@dataclass(frozen=True, slots=True)
class Source:
    """The lines of a template after blocks were laid into it."""

    lines: tuple[Line, ...]
    told: str

    @property
    def text(self) -> str:
        """The template as one text."""
        return "\n".join(line.text for line in self.lines)

    def place(self, line: int | None) -> Location:
        """Where a line of the text stands, in the file it comes from."""
        if line is None or not 0 < line <= len(self.lines):
            return Location("template", self.told, line=line)
        found = self.lines[line - 1]
        return Location("template", found.file, line=found.number)


def lines_of(text: str, told: str) -> tuple[Line, ...]:
    """The lines of the file that is told of as `told`."""
    return tuple(Line(line, told, number) for number, line in enumerate(text.split("\n"), start=1))


def laid_in(base: Source, blocks: Mapping[str, Source]) -> tuple[Source, list[Finding]]:
    """`base` with the regions that `blocks` name replaced and all marks gone, and every fault of marks and names."""
    found = list(_faults_of_marks(base))
    known = [mark[2] for line in base.lines if (mark := _MARK.fullmatch(line.text)) and mark[1] == "block"]
    for name, block in blocks.items():
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0) or ["?"]
            where = Location.of_file(block.told)
            found.append(UNKNOWN_BLOCK.at(where, template=base.told, block=name, suggestion=near[0]))
    return Source(tuple(_written(base, blocks)), base.told), found


def _written(base: Source, blocks: Mapping[str, Source]) -> Iterator[Line]:
    replaced = False
    for line in base.lines:
        mark = _MARK.fullmatch(line.text)
        if mark is None:
            if not replaced:
                yield line
        elif mark[1] == "block" and mark[2] in blocks:
            replaced = True
            yield from _without_last_break(blocks[mark[2]].lines)
        elif mark[1] == "end":
            replaced = False


def _without_last_break(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return lines[:-1] if lines and not lines[-1].text else lines


def _faults_of_marks(base: Source) -> Iterator[Finding]:
    """Marks that are no whole line, not in pairs, inside one another, or there twice."""
    opened: tuple[str, Line] | None = None
    seen: set[str] = set()
    for line in base.lines:
        mark = _MARK.fullmatch(line.text)
        if mark is None:
            wrong = _LIKE.search(line.text) is not None
        elif mark[1] == "block":
            wrong = opened is not None or mark[2] in seen
            opened = (mark[2], line)
            seen.add(mark[2])
        else:
            wrong = opened is None or opened[0] != mark[2]
            opened = None
        if wrong:
            yield BROKEN_MARK.at(Location("template", line.file, line=line.number), text=line.text.strip())
    if opened is not None:
        yield BROKEN_MARK.at(Location("template", base.told, line=opened[1].number), text=opened[1].text.strip())
