"""YAML as a tree of texts with places. No scalar is resolved: `NO`, `0123` and `12:30` stay what was typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from reportgen.base.errors import ContentError
from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.base.messages import N_, Message
from reportgen.base.text import forbidden_characters, has_forbidden_character
from reportgen.load import faults
from reportgen.load.forbidden import Forbidden
from reportgen.load.slips import wide_punctuation

MAX_ALIASES = 8
MAX_DEPTH = 32
_PLAIN_TAGS = tuple(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "null", "bool", "int", "float", "timestamp", "merge", "value", "seq", "map")
)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A scalar as typed; `text` is None where nothing, `~` or `null` stands unquoted."""

    text: str | None
    where: Location


@dataclass(frozen=True, slots=True)
class Sequence:
    """A YAML sequence."""

    items: tuple[Node, ...]
    where: Location


@dataclass(frozen=True, slots=True)
class Mapped:
    """A YAML mapping; `keys` tells where each key stands."""

    entries: Mapping[str, Node]
    keys: Mapping[str, Location]
    where: Location


Node: TypeAlias = Scalar | Sequence | Mapped


def decode(data: bytes, file: str) -> str:
    """The text of a UTF-8 file (a byte-order mark is allowed), its line ends made one kind.

    Raises ContentError naming the likely encoding where it is not UTF-8, and forbidden characters with their places.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        where = Location.in_text(file, line)
        raise ContentError([faults.WRONG_ENCODING.at(where, encoding=_likely_encoding(data))]) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if has_forbidden_character(text):
        forbidden = Forbidden()
        for line, column, codepoint in forbidden_characters(text):
            forbidden.add(Location.in_text(file, line, column), codepoint)
        raise ContentError(forbidden.findings())
    return text


def _likely_encoding(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "UTF-16"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return str(Message(N_("no encoding that is known here")))
    return "GBK"


@cache
def _loader() -> Any:
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse_yaml(data: bytes, file: str, noted: list[Finding] | None = None) -> Node:
    """The one document of a YAML file.

    Repeated keys and tags are added to `noted`, so that a caller can tell them with its own faults; without it they
    raise ContentError, as does everything that leaves no tree to read.
    """
    import yaml

    text = decode(data, file)
    loader = _loader()(text)
    try:
        root = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        raise ContentError([_broken(error, file, text)]) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise ContentError([faults.BROKEN_YAML.at(Location.of_file(file), problem=_first_line(error))]) from error
    finally:
        loader.dispose()
    if root is None:
        return Mapped({}, {}, Location.in_text(file, 1, 1))
    builder = _Builder(file)
    node = builder.build(root)
    found = [*builder.findings, *builder.forbidden.findings()]
    if noted is not None:
        noted.extend(found)
    elif found:
        raise ContentError(found)
    return node


def _broken(error: Any, file: str, text: str) -> Finding:
    """Why a text is no YAML; often the line of the mark, or the one above it, holds full-width punctuation."""
    mark = error.problem_mark or error.context_mark
    where = Location.of_file(file) if mark is None else Location.in_text(file, mark.line + 1, mark.column + 1)
    lines = [] if mark is None else text.split("\n")[max(0, mark.line - 1) : mark.line + 1]
    if found := wide_punctuation(" ".join(_outside_quotes(line) for line in lines)):
        return faults.WIDE_YAML.at(where, found=found)
    return faults.BROKEN_YAML.at(where, problem=error.problem or _first_line(error))


def _outside_quotes(line: str) -> str:
    """A line without what stands in straight quotation marks, or behind a half-width colon up to the next key."""
    return re.sub(r"\"[^\"]*\"|'[^']*'|: [^{\[].*?(?=，\s*[a-z]\w*\s*[:：]|$)", "", line)


def _first_line(error: BaseException) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]


class _Builder:
    """Turns PyYAML's nodes into ours and collects what is wrong with them."""

    def __init__(self, file: str) -> None:
        self.findings: list[Finding] = []
        self.forbidden = Forbidden()
        self._file = file
        self._seen: set[int] = set()
        self._aliases = 0

    def build(self, node: Any, depth: int = 0) -> Node:
        where = self._place(node)
        if depth > MAX_DEPTH:
            raise ContentError([*self.findings, faults.YAML_TOO_DEEP.at(where, limit=MAX_DEPTH)])
        if id(node) in self._seen:
            self._aliases += 1
            if self._aliases > MAX_ALIASES:
                raise ContentError([*self.findings, faults.YAML_ALIASES.at(where, limit=MAX_ALIASES)])
        self._seen.add(id(node))
        if node.tag not in _PLAIN_TAGS:
            self.findings.append(faults.YAML_TAG.at(where, tag=node.tag))
        if node.id == "scalar":
            blank = not node.style and node.value in ("", "~", "null")
            self._refuse_forbidden(node.value, where)
            return Scalar(None if blank else node.value, where)
        if node.id == "sequence":
            return Sequence(tuple(self.build(item, depth + 1) for item in node.value), where)
        return self._mapping(node, where, depth + 1)

    def _refuse_forbidden(self, text: str, where: Location) -> None:
        """Notes characters that were written as escapes: they are as forbidden as the characters themselves."""
        if not has_forbidden_character(text):
            return
        for _, _, codepoint in forbidden_characters(text):
            self.forbidden.add(where, codepoint)

    def _mapping(self, node: Any, where: Location, depth: int) -> Mapped:
        entries: dict[str, Node] = {}
        keys: dict[str, Location] = {}
        for key_node, value_node in node.value:
            place = self._place(key_node)
            if key_node.id != "scalar":
                self.findings.append(
                    faults.WRONG_SHAPE.at(place, expected=faults.A_TEXT, found=faults.SHAPES[key_node.id])
                )
                continue
            key = key_node.value
            if key in entries:
                self.findings.append(faults.DUPLICATE_KEY.at(place, key=key, first=keys[key].line))
                continue
            keys[key] = place
            entries[key] = self.build(value_node, depth)
        return Mapped(entries, keys, where)

    def _place(self, node: Any) -> Location:
        return Location.in_text(self._file, node.start_mark.line + 1, node.start_mark.column + 1)
