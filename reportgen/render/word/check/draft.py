"""A template as the checks see it: read once, nothing of it compiled or refused yet."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from lxml.etree import _Element

from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.base.messages import N_, tr
from reportgen.render.environment import Environment
from reportgen.render.expressions import faults_of
from reportgen.render.word.check.shapes import Record
from reportgen.render.word.check.tagging import Tag, loose, source_of, tag_of, tags_in
from reportgen.render.word.names import MAIN_TYPE, TEMPLATED_TYPES, w
from reportgen.render.word.package import Package, read_package
from reportgen.render.word.places import Places, is_copy
from reportgen.render.word.values import environment
from reportgen.render.word.xml import parse

PAGE_FUNCTIONS = ("chart", "linked_data", "prose", "script", "stylesheet")
"""The functions that a page may call."""


@dataclass(frozen=True, slots=True)
class Line:
    """The text of one paragraph, or one line of a template in text; `loose` is what is left without its tags."""

    text: str
    loose: str
    where: Location


@dataclass(frozen=True, slots=True)
class Part:
    """One part that holds tags, which Jinja sees as a template of its own."""

    name: str
    whole: Location
    root: _Element | None
    lines: tuple[Line, ...]
    tags: tuple[Tag, ...]


@dataclass(frozen=True, eq=False)
class Draft:
    """A template to be checked. `names` is what it may print, `refused` what was found while it was read.

    Without `facts` it is to be rendered with any data, not with a report.
    """

    file: str
    parts: tuple[Part, ...]
    names: Record
    environment: Environment
    package: Package | None = None
    refused: tuple[Finding, ...] = ()
    facts: bool = True
    _parsed: dict[str, nodes.Template | TemplateSyntaxError] = field(default_factory=dict)
    _faults: dict[str, list[Finding]] = field(default_factory=dict)

    @cached_property
    def tags(self) -> tuple[Tag, ...]:
        """Every tag of every part that is no comment."""
        return tuple(tag for part in self.parts for tag in part.tags if tag.says)

    def parsed(self, tag: Tag) -> nodes.Template | TemplateSyntaxError:
        """What a tag says as a tree, or why it cannot be read; tags that say the same share one tree."""
        source = source_of(tag)
        if source not in self._parsed:
            try:
                self._parsed[source] = self.environment.parse(source)
            except TemplateSyntaxError as error:
                self._parsed[source] = error
            except RecursionError:
                self._parsed[source] = TemplateSyntaxError(tr(N_("it is nested too deeply")), 1)
        return self._parsed[source]

    def tree(self, tag: Tag) -> nodes.Template | None:
        """What a tag says as a tree, None where it cannot be read."""
        parsed = self.parsed(tag)
        return parsed if isinstance(parsed, nodes.Template) else None

    def faults(self, tag: Tag) -> list[Finding]:
        """What the closed language of expressions says of a tag that can be read; names are checked elsewhere."""
        tree = self.tree(tag)
        if tree is None:
            return []
        source = source_of(tag)
        if source not in self._faults:
            names = {one.name for one in tree.find_all(nodes.Name)} - set(self.environment.globals)
            self._faults[source] = faults_of(source, self.environment, names, lambda line: tag.where)
        return [replace(one, where=tag.where) for one in self._faults[source]]


def word_draft(data: bytes, file: str, names: Record, *, facts: bool = True) -> Draft:
    """Reads a Word template. Raises TemplateError where there is nothing that could be checked."""
    refused: list[Finding] = []
    package = read_package(data, file, refused)
    kinds = sorted(package.types.items(), key=lambda item: (item[1] != MAIN_TYPE, item[0]))
    parts = [_word_part(parse(package.parts[name]), name, file) for name, kind in kinds if kind in TEMPLATED_TYPES]
    return Draft(file, tuple(parts), names, environment(), package, tuple(refused), facts)


def text_draft(text: str, file: str, names: Record) -> Draft:
    """A template that is a text, such as a page."""
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    def place(at: int) -> Location:
        return Location("template", file, line=bisect_right(starts, at))

    tags = tuple(tag_of(tag, place(start), word=False) for start, _, tag in tags_in(text))
    lines = (
        Line(line, loose(line), Location("template", file, line=number))
        for number, line in enumerate(text.split("\n"), start=1)
    )
    part = Part("", Location("template", file), None, tuple(lines), tags)
    return Draft(file, (part,), names, Environment(str, dict.fromkeys(PAGE_FUNCTIONS, str)))


def _word_part(root: _Element, name: str, file: str) -> Part:
    whole = Location("word", file, part=name)
    places = Places(root, whole)
    order = {element: number for number, element in enumerate(root.iter(w("t")))}
    lines: list[Line] = []
    found: list[tuple[int, int, Tag]] = []
    for paragraph, pieces in _texts(root):
        text = "".join(piece.text or "" for piece in pieces)
        if not text.strip():
            continue
        where = places.of(paragraph)
        lines.append(Line(text, loose(text), where))
        for start, tag in _tags(text, pieces, paragraph, where):
            assert tag.first is not None
            found.append((order[tag.first], start, tag))
    tags = tuple(tag for _, _, tag in sorted(found, key=lambda one: one[:2]))
    return Part(name, whole, root, tuple(lines), tags)


def _tags(text: str, pieces: list[_Element], paragraph: _Element, where: Location) -> Iterator[tuple[int, Tag]]:
    starts = [0, *accumulate(len(piece.text or "") for piece in pieces)]
    for start, end, tag in tags_in(text):
        first, last = (pieces[min(bisect_right(starts, at), len(pieces)) - 1] for at in (start, end - 1))
        yield start, tag_of(tag, where, word=True, paragraph=paragraph, first=first, last=last)


def _texts(root: _Element) -> list[tuple[_Element, list[_Element]]]:
    """Every paragraph with the elements that hold its own text; older copies only where they say something else."""
    texts: dict[_Element, list[_Element]] = {}
    for element in root.iter(w("t")):
        paragraph = next(element.iterancestors(w("p")), None)
        if paragraph is not None:
            texts.setdefault(paragraph, []).append(element)
    said = {_joined(pieces) for paragraph, pieces in texts.items() if not is_copy(paragraph)}
    return [
        (paragraph, pieces)
        for paragraph, pieces in texts.items()
        if not is_copy(paragraph) or _joined(pieces) not in said
    ]


def _joined(pieces: list[_Element]) -> str:
    return "".join(piece.text or "" for piece in pieces)
