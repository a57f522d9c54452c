"""Core properties as templates: the six that docxtpl renders."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from lxml.etree import QName, _Element

from reportgen.base.errors import TemplateError
from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.base.messages import N_
from reportgen.render.code import Code
from reportgen.render.environment import Environment
from reportgen.render.expressions import faults_of
from reportgen.render.word.failures import failure_of
from reportgen.render.word.faults import UnprintableError
from reportgen.render.word.names import MARK_NS
from reportgen.render.word.package import Package
from reportgen.render.word.tags import Tagged
from reportgen.render.word.xml import parse, serialize

CORE_KIND = "core-properties"
_NAMES = frozenset({"creator", "description", "identifier", "language", "subject", "title"})
_LONGEST = 255


@dataclass(frozen=True, slots=True)
class Properties:
    """The properties of a template that hold tags, and the part they stand in; `codes` are there once `compiled`."""

    part: str = ""
    data: bytes = b""
    sources: Mapping[str, Tagged] = field(default_factory=dict)
    codes: Mapping[str, Code] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package, file: str) -> Properties:
        """The properties of `package`; none where the template has no such part."""
        part = next((one.target for one in package.relationships.get("", ()) if one.kind == CORE_KIND), "")
        if part not in package.parts:
            return cls()
        root = parse(package.parts[part])
        where = Location("word", file, part=part)
        sources = {name: _source(text, part, where) for name, text in _tagged(root)}
        return cls(part, package.parts[part], sources)

    def faults(self, made: Environment, names: tuple[str, ...]) -> Iterator[Finding]:
        """Every fault of the tags in the properties."""
        for source in self.sources.values():
            yield from faults_of(source.source, made, names, source.place)

    def compiled(self, compile: Callable[[Tagged], Code]) -> Properties:
        """The same properties, ready to be rendered any number of times."""
        return replace(self, codes={name: compile(source) for name, source in self.sources.items()})

    def render(self, context: Mapping[str, Any]) -> dict[str, bytes]:
        """The part with the values of `context`; nothing where no property holds a tag."""
        if not self.sources:
            return {}
        root = parse(self.data)
        for element in root:
            name = QName(element).localname
            if name in self.sources:
                element.text = _text(self.codes[name], self.sources[name], context)
        return {self.part: serialize(root)}


def _text(code: Code, source: Tagged, context: Mapping[str, Any]) -> str:
    try:
        made = parse(f'<x xmlns:rg="{MARK_NS}">{code.render(context)}</x>'.encode())
        if len(made) or len(text := made.text or "") > _LONGEST:
            raise UnprintableError(
                N_("a property of the document is one line of at most {limit} characters"), limit=_LONGEST
            )
    except Exception as error:
        raise TemplateError([failure_of(error, source, context)]) from error
    return text


def _tagged(root: _Element) -> Iterator[tuple[str, str]]:
    for element in root:
        name, text = QName(element).localname, element.text or ""
        if name in _NAMES and ("{{" in text or "{%" in text or "{#" in text):
            yield name, text


def _source(text: str, part: str, where: Location) -> Tagged:
    return Tagged(part, text, (), (1,), (where,), (text,), where)
