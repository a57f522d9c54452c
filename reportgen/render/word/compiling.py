"""Opens a template: everything that is done once, before the first document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import replace
from functools import partial

from lxml.etree import _Element

from reportgen.base.errors import TemplateError
from reportgen.base.finding import Finding
from reportgen.render.code import Code
from reportgen.render.environment import Environment
from reportgen.render.expressions import SYNTAX, faults_of
from reportgen.render.word.admission import admitted, faults_of_package, whole
from reportgen.render.word.blocks import Assembly, Block, assemble
from reportgen.render.word.calls import faults_of_calls
from reportgen.render.word.failures import TOO_COMPLEX
from reportgen.render.word.faults import BROKEN_TAG
from reportgen.render.word.footnotes import NOTE_PREFIX, with_footnotes
from reportgen.render.word.frame import Frame
from reportgen.render.word.names import TEMPLATED_TYPES, w
from reportgen.render.word.package import Package, read_package
from reportgen.render.word.part import CompiledPart
from reportgen.render.word.properties import Properties
from reportgen.render.word.shell import Shell
from reportgen.render.word.sources import Source, source_of
from reportgen.render.word.tags import Tagged, tags_of
from reportgen.render.word.template import WordTemplate
from reportgen.render.word.xml import parse


def compiled_template(
    data: bytes,
    file: str,
    names: tuple[str, ...],
    blocks: Mapping[str, tuple[str, bytes]],
    made: Environment,
    *,
    facts: bool,
) -> WordTemplate:
    """The template in `data`, as `WordTemplate.open` is asked for it; `made` is what it is compiled in.

    Raises TemplateError with every fault of all its parts.
    """
    read = read_package(data, file)
    package = with_footnotes(admitted(read)) if facts else whole(read)
    if refused := list(faults_of_package(package, file, facts=facts)):
        raise TemplateError(refused)
    roots = {name: parse(package.parts[name]) for name in _templated(package)}
    assembly = assemble(roots, package, file, blocks) if facts else Assembly()
    if broken := [fault for block in assembly.blocks for fault in _syntax_faults(block, made)]:
        raise TemplateError(broken)
    sources = {name: _placed(source_of(root, name, file, facts=facts), assembly) for name, root in roots.items()}
    properties = Properties.of(package, file)
    found = [fault for source in sources.values() for fault in _faults(source.tagged, made, names)]
    if faults := [*found, *properties.faults(made, names)]:
        raise TemplateError(faults)
    parts = {
        name: CompiledPart(source.tagged, _compiled(made, source.tagged), _next_id(roots[name]), source.betrayals)
        for name, source in sources.items()
    }
    tags = frozenset(tag for root in roots.values() for tag in tags_of(root))
    shell = Shell.of(package, frozenset(parts), own_parts=facts)
    frame = Frame.of(package, roots)
    compiled = properties.compiled(partial(_compiled, made))
    opened = WordTemplate(parts, shell, frame, _first_bookmark(roots.values()), tags, facts, compiled)
    constant = opened.constant_parts()
    return replace(opened, shell=shell.with_constant(constant), constant=frozenset(constant))


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
    """The first id that no bookmark has, nor the name of one around a note of a report made into a template."""
    starts = [one for root in roots for one in root.iter(w("bookmarkStart"))]
    ids = [str(one.get(w("id"), "0")) for one in starts]
    names = [str(one.get(w("name"), "")) for one in starts]
    ids += [name.removeprefix(NOTE_PREFIX) for name in names if name.startswith(NOTE_PREFIX)]
    return max((int(id) for id in ids if id.isdecimal()), default=0) + 1


def _compiled(made: Environment, source: Tagged) -> Code:
    try:
        return Code(made.compile(source.source), made)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError) as error:
        raise TemplateError([TOO_COMPLEX.at(source.whole, problem=str(error))]) from error
