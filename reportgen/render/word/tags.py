"""The tags of a templated part: where each stands in the template, and the text that Jinja is given."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml.etree import _Element

from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.render.word.faults import BROKEN_TAG, MISPLACED_PROSE, MISPLACED_VALUE
from reportgen.render.word.names import w
from reportgen.render.word.places import Places
from reportgen.render.word.skeleton import TAG
from reportgen.render.word.spots import Spot
from reportgen.render.word.xml import unescaped

_BROKEN = re.compile(
    r"\{\{|\}\}|\{%|%\}|\{#|[{｛]\s*[｛％]|｛\s*[{%]|[｝％]\s*[｝}]|[%}]\s*｝|\{ \{(?=[^{}]*\} ?\})|\{ %(?=[^{}]*% ?\})"
)
_TOKEN = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|</?[\w:.-]+|/>|<|>", re.DOTALL)
_OPENER = re.compile(r"\{[{%][-+]?")
_SPOKEN = re.compile(r"\{_\{|\}_\}|\{_%|%_\}")
_PROSE = re.compile(r"\b(?:prose|chart)\s*\(")
_PROSE_ALONE = re.compile(r"\{\{[-+]?\s*(?:prose|chart)\s*\(")
_QUOTES = str.maketrans("“”‘’", "\"\"''")

AT = "_at"
"""The filter that prints a value at the spot of that number."""

ATTRIBUTE = "_attribute"
"""The filter that prints a value inside an attribute, where no mark can stand."""

RUNS, PARAGRAPHS = "_runs", "_paragraphs"
"""The filters that print a value between runs, and between paragraphs."""

_BLOCKS = frozenset("w:body w:tc w:hdr w:ftr w:txbxContent w:footnote w:endnote w:comment".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Tagged:
    """One part's source for Jinja. Each tag begins a line, so that a line tells the tag."""

    part: str
    source: str
    faults: tuple[Finding, ...]
    lines: tuple[int, ...]
    places: tuple[Location, ...]
    texts: tuple[str, ...]
    whole: Location
    spots: Mapping[int, Spot] = field(default_factory=dict)

    def tag(self, line: int) -> str:
        """The tag on `line` of the source, as it is written."""
        index = bisect_right(self.lines, line) - 1
        return self.texts[index] if index >= 0 else ""

    def place(self, line: int) -> Location:
        """Where the tag on `line` of the source stands in the template."""
        index = bisect_right(self.lines, line) - 1
        return self.places[index] if index >= 0 else self.whole


def tagged(root: _Element, patched: str, part: str, file: str, spots: Mapping[int, Spot] | None = None) -> Tagged:
    """The tags of the part `root`, whose text docxtpl made into `patched`; `spots` are those of its tags, by number."""
    whole = Location("word", file, part=part)
    found = list(_found(root, whole))
    broken = [BROKEN_TAG.at(where, text=rest) for text, where in found if (rest := _broken(text))]
    writer = _Writer(_places(found), whole, spots or {})
    writer.write(patched)
    faults = tuple(broken or writer.faults)
    places, texts = tuple(writer.places), tuple(writer.texts)
    return Tagged(part, "".join(writer.out), faults, tuple(writer.lines), places, texts, whole, spots or {})


def tags_of(root: _Element) -> Iterator[str]:
    """The tags of a part, as they are written in its paragraphs."""
    for text, _ in _found(root, Location.of_file("")):
        yield from TAG.findall(text)


class _Writer:
    """Writes the source, one tag after another, and notes on which line each begins."""

    def __init__(self, places: dict[str, list[Location]], whole: Location, spots: Mapping[int, Spot]) -> None:
        self._open, self._whole, self._spots = places, whole, spots
        self._line = 1
        self._begun: str | None = None
        self._inside: list[str] = []
        self.out: list[str] = []
        self.lines: list[int] = []
        self.places: list[Location] = []
        self.texts: list[str] = []
        self.faults: list[Finding] = []

    def write(self, patched: str) -> None:
        end = 0
        for token in _TOKEN.finditer(patched):
            self._put(_spoken(patched[end : token.start()]))
            self._tag(token.group()) if token.group().startswith("{") else self._markup(token.group())
            end = token.end()
        self._put(_spoken(patched[end:]))

    def _put(self, text: str) -> None:
        self.out.append(text)
        self._line += text.count("\n")

    def _markup(self, piece: str) -> None:
        """Follows which elements the next tag stands in, and whether it stands inside markup."""
        if piece == "/>":
            self._begun = None
        elif piece == ">":
            self._close_markup()
        else:
            self._begun = piece[1:]
        self._put(piece)

    def _close_markup(self) -> None:
        name, self._begun = self._begun, None
        if name and name.startswith("/"):
            while self._inside and self._inside.pop() != name[1:]:
                pass
        elif name:
            self._inside.append(name)

    def _tag(self, tag: str) -> None:
        place = self._place(tag)
        self.lines.append(self._line + 1)
        self.places.append(place)
        self.texts.append(unescaped(tag))
        tag = tag.replace("\n", " ")
        if tag.startswith("{{"):
            tag = self._value(tag, place)
        self._put(_OPENER.sub(lambda opener: opener.group() + "\n", tag, count=1))

    def _value(self, tag: str, place: Location) -> str:
        if self._begun is not None:
            return _through(tag, ATTRIBUTE)
        number = len(self.texts) - 1
        if number in self._spots and not _PROSE.search(tag):
            return _through(tag, f"{AT}({number})")
        if number in self._spots or self._inside[-1:] == ["w:t"]:
            if _PROSE.search(tag):
                self.faults.append(MISPLACED_PROSE.at(place, tag=tag))
            return tag
        if _PROSE_ALONE.match(tag):
            return tag
        if self._inside[-1:] in (["w:tbl"], ["w:tr"]):
            self.faults.append(MISPLACED_VALUE.at(place, tag=tag))
        return _through(tag, RUNS if self._is_inline() else PARAGRAPHS)

    def _is_inline(self) -> bool:
        """Whether the tag stands in a paragraph."""
        for name in reversed(self._inside):
            if name in _BLOCKS or name == "w:p":
                return name == "w:p"
        return False

    def _place(self, tag: str) -> Location:
        waiting = self._open.get(_key(tag))
        return waiting.pop(0) if waiting else self._whole


def _through(tag: str, filter: str) -> str:
    inner = tag[2:-2]
    inner = inner[1:] if inner[:1] in ("-", "+") else inner
    inner = inner[:-1] if inner[-1:] in ("-", "+") else inner
    return f"{{{{ ({inner.strip()})|{filter} }}}}"


def _spoken(text: str) -> str:
    return _SPOKEN.sub(lambda match: f"{{{{ '{match.group().replace('_', '')}' }}}}", text)


def _key(tag: str) -> str:
    bare = re.sub(r"[\s+-]", "", tag[2:-2]).translate(_QUOTES)
    return tag[:2] + bare


def _places(found: list[tuple[str, Location]]) -> dict[str, list[Location]]:
    places: dict[str, list[Location]] = defaultdict(list)
    for text, where in found:
        for tag in TAG.findall(text):
            plain = re.sub(r"^(\{[{%#])[-+]?(?:tr|tc|p|r)\s", r"\1", tag)
            places[_key(plain)].append(where)
    return places


def _broken(text: str) -> str | None:
    rest = TAG.sub("", text)
    return rest.strip() if _BROKEN.search(rest) else None


def _found(root: _Element, whole: Location) -> Iterator[tuple[str, Location]]:
    """The text of every paragraph with its place."""
    texts: dict[_Element, list[str]] = {}
    for element in root.iter(w("t")):
        paragraph = next(element.iterancestors(w("p")), None)
        if paragraph is not None:
            texts.setdefault(paragraph, []).append(element.text or "")
    places = Places(root, whole)
    for paragraph, pieces in texts.items():
        text = "".join(pieces)
        if TAG.search(text) or _BROKEN.search(text):
            yield text, places.of(paragraph)


def paragraph_places(root: _Element, part: str, file: str) -> dict[_Element, Location]:
    """Every paragraph of a part with its place."""
    places = Places(root, Location("word", file, part=part))
    return {paragraph: places.of(paragraph) for paragraph in root.iter(w("p"))}
