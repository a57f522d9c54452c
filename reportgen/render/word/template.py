"""A Word template: opened, checked and compiled once, then rendered many times."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import count
from types import MappingProxyType
from typing import Any

from jinja2 import Template
from lxml import etree
from lxml.etree import _Element

from reportgen.base.errors import TemplateError
from reportgen.base.finding import Finding
from reportgen.document.fact import Fact
from reportgen.document.marks import BOOKMARK_PREFIX
from reportgen.render.environment import Environment
from reportgen.render.expressions import SYNTAX, faults_of
from reportgen.render.word.admission import admitted, faults_of_package, whole
from reportgen.render.word.blocks import Assembly, Block, assemble
from reportgen.render.word.breaks import resolve_breaks
from reportgen.render.word.calls import faults_of_calls
from reportgen.render.word.charts.drawing import place_charts
from reportgen.render.word.failures import TOO_COMPLEX, failure_of
from reportgen.render.word.faults import BROKEN_TAG, BrokenOutputError
from reportgen.render.word.footnotes import NOTE_PREFIX, attach_notes, with_footnotes
from reportgen.render.word.frame import Frame
from reportgen.render.word.gate import check_output
from reportgen.render.word.likeness import repair_like_docxtpl
from reportgen.render.word.marks import resolve_marks, resolve_prose
from reportgen.render.word.merges import merge_cells, take_keys
from reportgen.render.word.names import MARK_NS, R_NS, TEMPLATED_TYPES, w
from reportgen.render.word.package import Package, read_package
from reportgen.render.word.packing import pack
from reportgen.render.word.properties import Properties
from reportgen.render.word.repairs import drop_fact_bookmarks, repair
from reportgen.render.word.session import SESSION, Session
from reportgen.render.word.shell import Shell
from reportgen.render.word.tags import Tagged, tagged, tags_of
from reportgen.render.word.values import environment
from reportgen.render.word.xml import XmlError, parent_of, parse, serialize

NO_BLOCKS: Mapping[str, tuple[str, bytes]] = MappingProxyType({})
_ROOT = re.compile(r"<(\w+:\w+)")


@dataclass(frozen=True, slots=True)
class _Part:
    """A part that holds tags, compiled."""

    source: Tagged
    template: Template
    next_id: int


@dataclass(frozen=True, slots=True)
class WordTemplate:
    """A template that may be rendered any number of times; rendering changes nothing in it.

    With `facts`, figures are marked, narrative is set and the file is made anew around the parts. Without, the template
    is one of docxtpl with any data: the result is what docxtpl makes of it, see docs/templates.md for what is better.
    """

    parts: Mapping[str, _Part]
    shell: Shell
    frame: Frame
    first_bookmark: int
    tags: frozenset[str]
    facts: bool
    properties: Properties

    @classmethod
    def open(
        cls,
        data: bytes,
        file: str,
        names: Iterable[str],
        blocks: Mapping[str, tuple[str, bytes]] = NO_BLOCKS,
        *,
        facts: bool = True,
    ) -> WordTemplate:
        """Opens the template in `data`, told of as `file`; `names` are the names its tags may use.

        `blocks` are the files, by the region they replace: what each is told of as, and its bytes; only with `facts`.
        Raises TemplateError with every fault of all its parts.
        """
        read = read_package(data, file)
        package = with_footnotes(admitted(read)) if facts else whole(read)
        if refused := list(faults_of_package(package, file, facts=facts)):
            raise TemplateError(refused)
        roots = {name: parse(package.parts[name]) for name in _templated(package)}
        made, assembly = environment(), assemble(roots, package, file, blocks) if facts else Assembly()
        if broken := [fault for block in assembly.blocks for fault in _syntax_faults(block, made)]:
            raise TemplateError(broken)
        sources = [_placed(_source(root, name, file, light=facts), assembly) for name, root in roots.items()]
        properties = Properties.of(package, file, made)
        found = [fault for source in sources for fault in _faults(source, made, tuple(names))]
        if faults := [*found, *properties.faults(made, tuple(names))]:
            raise TemplateError(faults)
        parts = {
            source.part: _Part(source, _compiled(made, source), _next_id(roots[source.part])) for source in sources
        }
        tags = frozenset(tag for root in roots.values() for tag in tags_of(root))
        shell = Shell.of(package, frozenset(parts), own_parts=facts)
        frame = Frame.of(package, roots)
        return cls(parts, shell, frame, _first_bookmark(roots.values()), tags, facts, properties)

    def render(self, context: Mapping[str, Any], title: str = "", language: str = "") -> bytes:
        """The document with the values of `context`; `title` and `language` are for its core properties with `facts`.

        Raises TemplateError where a tag cannot be printed, and BrokenOutputError where the result is not sound.
        """
        session = Session(self.shell.styles, self.first_bookmark, self.shell.numbering, self.frame, self.facts)
        roots = {name: self._render_part(name, context, session) for name in self.parts}
        attach_notes(roots, session, self.parts[self.frame.body].source.whole.file)
        if self.facts:
            return self._report(roots, session, title, language)
        repair_like_docxtpl(roots, self.shell.main)
        rendered = {name: serialize(root) for name, root in roots.items()}
        rendered |= self.properties.render({**context, SESSION: session})
        data = pack(self.shell.around_any(rendered, session))
        check_output(data, self.parts.keys(), (), strict=False)
        return data

    def _report(self, roots: Mapping[str, _Element], session: Session, title: str, language: str) -> bytes:
        pictures = count(1)
        for root in roots.values():
            repair(root, pictures)
        rendered = {name: serialize(root) for name, root in roots.items()}
        facts = _facts_left(roots.values(), session)
        data = pack(self.shell.around(rendered, session, facts, title, language))
        check_output(data, self.parts.keys(), self.tags)
        return data

    def _render_part(self, name: str, context: Mapping[str, Any], session: Session) -> _Element:
        part, session.part = self.parts[name], name
        session.next_id = part.next_id
        try:
            text = part.template.render({**context, SESSION: session})
            root = parse(text.encode())
        except XmlError as error:
            raise BrokenOutputError(str(error), name) from error
        except Exception as error:
            raise TemplateError([failure_of(error, part.source, context)]) from error
        keys = take_keys(root, name)
        if self.facts:
            resolve_marks(root, session)
        else:
            resolve_prose(root, session)
            resolve_breaks(root)
        if self.facts or keys:
            merge_cells(root, keys, session)
        place_charts(root, session)
        return root


def _templated(package: Package) -> list[str]:
    """The parts that hold tags, the document itself before its headers and footers."""
    names = [name for name, kind in package.types.items() if kind in TEMPLATED_TYPES]
    return sorted(names, key=lambda name: (not package.types[name].endswith("document.main+xml"), name))


def _source(root: _Element, part: str, file: str, *, light: bool) -> Tagged:
    from docxtpl import DocxTemplate

    if light:
        _lighten(root)
    patched = DocxTemplate(io.BytesIO()).patch_xml(etree.tostring(root, encoding="unicode"))
    own = f' xmlns:rg="{MARK_NS}"' + ("" if "r" in root.nsmap else f' xmlns:r="{R_NS}"')
    return tagged(root, _ROOT.sub(lambda match: match.group() + own, patched, count=1), part, file)


def _placed(source: Tagged, assembly: Assembly) -> Tagged:
    """The source with its tags and faults told in the files they come from."""
    places, faults = map(assembly.place, source.places), map(assembly.told, source.faults)
    return replace(source, places=tuple(places), faults=tuple(faults))


def _syntax_faults(block: Block, made: Environment) -> list[Finding]:
    """What a block leaves open, told in the block: in the template it would seem to be open elsewhere."""
    source = _source(deepcopy(block.root), block.part, block.file, light=True)
    return [fault for fault in _faults(source, made, ()) if fault.code in (SYNTAX.code, BROKEN_TAG.code)]


def _lighten(root: _Element) -> None:
    """Removes what Word keeps for itself and would be repeated by loops, and the marks of facts of another report."""
    drop_fact_bookmarks(root)
    for element in list(root.iter(w("proofErr"), w("lastRenderedPageBreak"))):
        parent_of(element).remove(element)
    for element in root.iter(w("p"), w("r"), w("tr"), w("sectPr")):
        for name in [
            name for name in map(str, element.attrib) if "}rsid" in name or name.endswith(("}paraId", "}textId"))
        ]:
            del element.attrib[name]


def _faults(source: Tagged, made: Environment, names: tuple[str, ...]) -> list[Finding]:
    if source.faults:
        return list(source.faults)
    if faults := faults_of(source.source, made, names, source.place):
        return faults
    return list(faults_of_calls(source.source, made, source.place))


def _next_id(root: _Element) -> int:
    """The first number that no drawing of a part has."""
    ids = (str(one.get("id")) for one in root.iter() if one.get("id"))
    return max((int(one) for one in ids if one.isascii() and one.isdigit()), default=0) + 1


def _first_bookmark(roots: Iterable[_Element]) -> int:
    """The first id that no bookmark has, nor the name of one around a note of a report made into a template."""
    starts = [one for root in roots for one in root.iter(w("bookmarkStart"))]
    ids = [str(one.get(w("id"), "0")) for one in starts]
    names = [str(one.get(w("name"), "")) for one in starts]
    ids += [name.removeprefix(NOTE_PREFIX) for name in names if name.startswith(NOTE_PREFIX)]
    return max((int(id) for id in ids if id.isdecimal()), default=0) + 1


def _facts_left(roots: Iterable[_Element], session: Session) -> dict[int, Fact]:
    """The facts whose bookmarks stand in the document: those of repeated text that a merge left out are gone."""
    left = {}
    for root in roots:
        for bookmark in root.iter(w("bookmarkStart")):
            name = str(bookmark.get(w("name"), ""))
            if name.startswith(BOOKMARK_PREFIX):
                number = int(name.removeprefix(BOOKMARK_PREFIX))
                left[number] = session.facts[number - 1]
    return left


def _compiled(made: Environment, source: Tagged) -> Template:
    try:
        return made.from_string(source.source)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError) as error:
        raise TemplateError([TOO_COMPLEX.at(source.whole, problem=str(error))]) from error
