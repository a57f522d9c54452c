"""Named blocks: regions of a Word template that a layer replaces with the content of a file of its own.

A region is a block content control with the tag `block:NAME`, around whole paragraphs and tables or around whole rows
of a table. The controls themselves never reach a document; their content, the template's or the layer's, does.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import partial

from lxml import etree
from lxml.etree import _Element

from reportgen.base.errors import TemplateError
from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.location import Location
from reportgen.base.messages import N_
from reportgen.render.word.admission import admitted, faults_of_package
from reportgen.render.word.content import content_of, rows_of
from reportgen.render.word.names import MAIN_TYPE, w
from reportgen.render.word.package import Package, read_package
from reportgen.render.word.tags import paragraph_places
from reportgen.render.word.xml import parent_of, parse

UNKNOWN_BLOCK = Fault(
    "TPL181",
    "unknown_word_block",
    Severity.ERROR,
    N_("{template} has no region {block} that could be replaced"),
    N_("did you mean {suggestion}?"),
)
MISPLACED_REGION = Fault(
    "TPL182",
    "misplaced_region",
    Severity.ERROR,
    N_("the content control {tag} cannot be replaced"),
    N_("put it around whole paragraphs or whole rows, and give it a tag like block:title"),
)

PREFIX = "block:"
_NAME = re.compile(r"[\w-]+")
_INLINE = frozenset(w(name) for name in ("r", "tc", "hyperlink", "fldSimple"))


@dataclass(frozen=True, slots=True)
class Block:
    """A layer's file for one region: its main part and its package. Told of as `file`."""

    file: str
    package: Package
    part: str
    root: _Element


@dataclass(slots=True)
class _Region:
    name: str
    content: list[_Element]

    @property
    def holds_rows(self) -> bool:
        return any(element.tag == w("tr") for element in self.content)


@dataclass(frozen=True, slots=True)
class Assembly:
    """The blocks that were laid into a template, and where their paragraphs stand in their own files."""

    blocks: tuple[Block, ...] = ()
    places: Mapping[tuple[object, ...], Location] = field(default_factory=dict)

    def place(self, where: Location) -> Location:
        """A place in the assembled template as a place in the file that its content comes from."""
        return self.places.get(_key(where), where)

    def told(self, finding: Finding) -> Finding:
        """The same finding at the place in its own file."""
        return replace(finding, where=self.place(finding.where))


def read_block(data: bytes, file: str) -> Block:
    """The block in `data`. Raises TemplateError with everything that no template may hold."""
    package = admitted(read_package(data, file))
    if refused := list(faults_of_package(package, file)):
        raise TemplateError(refused)
    part = next(name for name, kind in package.types.items() if kind == MAIN_TYPE)
    root = parse(package.parts[part])
    _unwrapped(root)
    return Block(file, package, part, root)


def assemble(
    roots: Mapping[str, _Element], package: Package, file: str, blocks: Mapping[str, tuple[str, bytes]]
) -> Assembly:
    """Lays `blocks`, files and their bytes by region, into the parts of a template, and removes every block control.

    Raises TemplateError for controls that stand wrong, blocks that no region asks for, and blocks that do not fit.
    """
    regions = {part: list(_unwrapped(root)) for part, root in roots.items()}
    faults = [fault for part, found in regions.items() for fault in _faults_of_regions(found, file, part)]
    known = sorted({one.name for found in regions.values() for one in found})
    faults += [_unknown(name, told, file, known) for name, (told, _) in blocks.items() if name not in known]
    if faults:
        raise TemplateError(faults)
    return _Layer(package, file, {name: read_block(data, told) for name, (told, data) in blocks.items()}).into(
        roots, regions
    )


def _unwrapped(root: _Element) -> Iterator[_Region]:
    """Removes the block controls below `root`, keeping their content; the regions they marked, the outer ones first."""
    found = []
    for control in reversed([one for one in root.iter(w("sdt")) if _tag(one).startswith(PREFIX)]):
        holder, parent = control.find(w("sdtContent")), parent_of(control)
        content = [] if holder is None else list(holder)
        found.append(_Region(_tag(control).removeprefix(PREFIX), content))
        at = parent.index(control)
        parent[at : at + 1] = content
    return reversed(found)


def _tag(control: _Element) -> str:
    tag = control.find(f"{w('sdtPr')}/{w('tag')}")
    return "" if tag is None else str(tag.get(w("val"), ""))


def _faults_of_regions(regions: list[_Region], file: str, part: str) -> Iterator[Finding]:
    for region in regions:
        tags = {element.tag for element in region.content}
        mixed = w("tr") in tags and tags & {w("p"), w("tbl")}
        if not _NAME.fullmatch(region.name) or not tags or tags & _INLINE or mixed:
            yield MISPLACED_REGION.at(Location("word", file, part=part), tag=PREFIX + region.name)


def _unknown(name: str, told: str, file: str, known: list[str]) -> Finding:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0) or ["?"]
    return UNKNOWN_BLOCK.at(Location.of_file(told), template=file, block=name, suggestion=near[0])


class _Layer:
    """Puts blocks in the place of regions and keeps count of where everything came from."""

    def __init__(self, package: Package, file: str, blocks: Mapping[str, Block]) -> None:
        self._package, self._file, self._blocks = package, file, blocks
        self._origins: dict[_Element, Location] = {}
        self._faults: list[Finding] = []

    def into(self, roots: Mapping[str, _Element], regions: Mapping[str, list[_Region]]) -> Assembly:
        if not self._blocks:
            return Assembly()
        for part, root in roots.items():
            self._origins |= paragraph_places(root, part, self._file)
            for region in regions[part]:
                if region.name in self._blocks and region.content[0].getparent() is not None:
                    self._replace(region, self._blocks[region.name])
        if self._faults:
            raise TemplateError(self._faults)
        return Assembly(tuple(self._blocks.values()), self._places(roots))

    def _replace(self, region: _Region, block: Block) -> None:
        parent = parent_of(region.content[0])
        copy = deepcopy(block.root)
        self._origins |= paragraph_places(copy, block.part, block.file)
        place = partial(self._place, block)
        content = list(content_of(copy, block.package, self._package, self._file, place, self._faults))
        if region.holds_rows:
            content = rows_of(content, parent, place, self._faults)
        at = parent.index(region.content[0])
        for element in region.content:
            parent.remove(element)
        parent[at:at] = content
        etree.cleanup_namespaces(parent)

    def _place(self, block: Block, element: _Element) -> Location:
        near = [element, *element.iterancestors(), *element.iter(w("p"))]
        return next((self._origins[one] for one in near if one in self._origins), Location.of_file(block.file))

    def _places(self, roots: Mapping[str, _Element]) -> dict[tuple[object, ...], Location]:
        return {
            _key(now): self._origins[paragraph]
            for part, root in roots.items()
            for paragraph, now in paragraph_places(root, part, self._file).items()
            if paragraph in self._origins
        }


def _key(where: Location) -> tuple[object, ...]:
    return where.part, where.table, where.row, where.column, where.paragraph
