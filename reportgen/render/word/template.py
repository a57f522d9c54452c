"""A Word template: opened, checked and compiled once, then rendered many times."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from jinja2 import Template
from lxml.etree import _Element

from reportgen.base.errors import TemplateError
from reportgen.base.finding import Finding
from reportgen.render.environment import Environment
from reportgen.render.expressions import SYNTAX, faults_of
from reportgen.render.word.additions import CORE, FACTS_ITEM, core_xml, facts_xml
from reportgen.render.word.admission import admitted, faults_of_package, whole
from reportgen.render.word.blocks import Assembly, Block, assemble
from reportgen.render.word.calls import faults_of_calls
from reportgen.render.word.failures import TOO_COMPLEX
from reportgen.render.word.faults import BROKEN_TAG, BrokenOutputError
from reportgen.render.word.footnotes import with_footnotes
from reportgen.render.word.frame import Frame
from reportgen.render.word.gate import check_output
from reportgen.render.word.names import DECLARATION, TEMPLATED_TYPES, w
from reportgen.render.word.package import Package, read_package
from reportgen.render.word.part import CompiledPart, RenderedPart
from reportgen.render.word.properties import Properties
from reportgen.render.word.resolving import resolved
from reportgen.render.word.session import SESSION, Session
from reportgen.render.word.shell import Shell
from reportgen.render.word.sources import Source, source_of
from reportgen.render.word.tags import Tagged, tags_of
from reportgen.render.word.values import environment
from reportgen.render.word.xml import parse

NO_BLOCKS: Mapping[str, tuple[str, bytes]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class WordTemplate:
    """A template that may be rendered any number of times; rendering changes nothing in it.

    With `facts`, figures are marked, narrative is set and the file is made anew around the parts. Without, the template
    is one of docxtpl with any data: the result is what docxtpl makes of it, see docs/templates.md for what is better.
    """

    parts: Mapping[str, CompiledPart]
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
        sources = {name: _placed(source_of(root, name, file, facts=facts), assembly) for name, root in roots.items()}
        properties = Properties.of(package, file, made)
        found = [fault for source in sources.values() for fault in _faults(source.tagged, made, tuple(names))]
        if faults := [*found, *properties.faults(made, tuple(names))]:
            raise TemplateError(faults)
        parts = {
            name: CompiledPart(source.tagged, _compiled(made, source.tagged), _next_id(roots[name]), source.betrayals)
            for name, source in sources.items()
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
        rendered = {name: part.render(context, session) for name, part in self.parts.items()}
        properties = {} if self.facts else self.properties.render({**context, SESSION: session})
        unfinished = self._unfinished(rendered, session)
        made = self._finished(rendered, session, unfinished)
        try:
            self._check(made)
        except BrokenOutputError:
            if unfinished == rendered.keys():
                raise
            made = self._finished(rendered, session, rendered.keys())
            self._check(made)
        own = {CORE: core_xml(title, language)} if self.facts else properties
        return self.shell.packed({**made, **own})

    def _check(self, made: Mapping[str, bytes]) -> None:
        check_output(made, self.parts.keys(), self.tags if self.facts else (), strict=self.facts)

    def _unfinished(self, rendered: Mapping[str, RenderedPart], session: Session) -> Collection[str]:
        """The parts in which something is left to be resolved: where one is, so are all that count or number alike."""
        marked = {name for name, part in rendered.items() if part.is_marked or not part.is_sound}
        if session.notes:
            marked |= {self.frame.body, self.frame.notes}
        return marked & rendered.keys()

    def _finished(
        self, rendered: Mapping[str, RenderedPart], session: Session, unfinished: Collection[str]
    ) -> dict[str, bytes]:
        """The parts of the document that are its own, the map of its facts included."""
        whole = {name: part for name, part in rendered.items() if name not in unfinished}
        made = {name: f"{DECLARATION}{part.text}".encode() for name, part in whole.items()}
        facts = {number for part in whole.values() for number in part.facts}
        if unfinished:
            file = self.parts[self.frame.body].source.whole.file
            left = resolved({name: rendered[name] for name in unfinished}, session, file, self.shell.main)
            made, facts = made | left.parts, facts | left.facts
        if self.facts:
            made[FACTS_ITEM] = facts_xml((number, session.facts[number - 1]) for number in sorted(facts))
        return made | self.shell.added(session)


def _templated(package: Package) -> list[str]:
    """The parts that hold tags, the document itself before its headers and footers."""
    names = [name for name, kind in package.types.items() if kind in TEMPLATED_TYPES]
    return sorted(names, key=lambda name: (not package.types[name].endswith("document.main+xml"), name))


def _placed(source: Source, assembly: Assembly) -> Source:
    """The source with its tags and faults told in the files they come from."""
    places, faults = map(assembly.place, source.tagged.places), map(assembly.told, source.tagged.faults)
    return replace(source, tagged=replace(source.tagged, places=tuple(places), faults=tuple(faults)))


def _syntax_faults(block: Block, made: Environment) -> list[Finding]:
    """What a block leaves open, told in the block: in the template it would seem to be open elsewhere."""
    source = source_of(deepcopy(block.root), block.part, block.file, facts=True).tagged
    return [fault for fault in _faults(source, made, ()) if fault.code in (SYNTAX.code, BROKEN_TAG.code)]


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
    ids = (int(str(one.get(w("id"), "0"))) for root in roots for one in root.iter(w("bookmarkStart")))
    return max(ids, default=0) + 1


def _compiled(made: Environment, source: Tagged) -> Template:
    try:
        return made.from_string(source.source)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError) as error:
        raise TemplateError([TOO_COMPLEX.at(source.whole, problem=str(error))]) from error
