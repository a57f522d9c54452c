"""The text of an evaluation.yaml as its facts, and with single facts replaced: all else stays byte for byte."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from reportgen.load.forms.yaml_text import block, flow, scalar

RECORDS = ("form", "conclusion", "stated")
LISTS = ("funds", "goals", "indicators")
AMOUNTS = ("initial", "adjusted", "executed")

Fields = dict[str, str | None]
Facts = dict[str, dict[str, Fields]]
"""Fields by section and id; a section that is one record has the id ""."""


class EvaluationText:
    """A text that has been read and found good. `set`, `add` and `remove` are carried out by `text`."""

    def __init__(self, text: str) -> None:
        self._text = text
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        root = yaml.compose(text, loader)  # builds nodes, no objects
        self._sections = {key.value: value for key, value in root.value} if root is not None else {}
        self._items = {
            (section, _field(item, "id") or ""): item
            for section in LISTS
            if isinstance(self._sections.get(section), yaml.SequenceNode)
            for item in self._sections[section].value
        }
        for section in RECORDS:
            if isinstance(self._sections.get(section), yaml.MappingNode):
                self._items[section, ""] = self._sections[section]
        self._edits: dict[tuple[str, str], Fields] = defaultdict(dict)
        self._added: list[tuple[str, str | None, str, Fields]] = []
        self._removed: set[tuple[str, str]] = set()

    def facts(self) -> Facts:
        """Every field of the sections that are merged, blank ones as None."""
        found: Facts = {}
        for (section, id), node in self._items.items():
            fields = {key.value: _text_of(value) for key, value in node.value if isinstance(value, yaml.ScalarNode)}
            found.setdefault(section, {})[id] = fields
        return found

    def set(self, section: str, id: str, key: str, value: str | None) -> None:
        """Replaces one field."""
        if (section, id) in self._items:
            self._edits[section, id][key] = value
        else:
            self._added.append((section, None, id, {key: value}))

    def add(self, section: str, after: str | None, id: str, fields: Fields) -> None:
        """Puts a new record after the one with the id `after`, first where that is None."""
        self._added.append((section, after, id, fields))

    def remove(self, section: str, id: str) -> None:
        """Takes a record out."""
        self._removed.add((section, id))

    def text(self) -> str:
        """The text with every edit carried out."""
        patches = [
            patch for place, fields in self._edits.items() for patch in self._patches(self._items[place], fields)
        ]
        patches += [(*self._lines_of(self._items[place]), "") for place in self._removed]
        patches += self._insertions()
        text = self._text
        for start, end, new in sorted(patches, key=lambda patch: patch[:2], reverse=True):
            text = text[:start] + new + text[end:]
        return text

    def _patches(self, node: Any, fields: Fields) -> Iterator[tuple[int, int, str]]:
        if node.flow_style:
            yield node.start_mark.index, node.end_mark.index, self._flow(node, fields)
            return
        present = {key.value: value for key, value in node.value}
        for key, value in fields.items():
            old = present.get(key)
            if old is not None:
                start, end = old.start_mark.index, old.end_mark.index
                gap = " " if self._text[start - 1] == ":" and value is not None else ""
                yield start, end, gap + _shown(key, value, old) + ("\n" if old.style in ("|", ">") else "")
            elif value is not None:
                last_key, last = node.value[-1]
                indent = " " * last_key.start_mark.column
                end = last.end_mark.index
                line = f"{indent}{key}: {_shown(key, value, None)}"
                yield end, end, f"{line}\n" if last.style in ("|", ">") else f"\n{line}"

    def _flow(self, node: Any, fields: Fields) -> str:
        pairs = []
        for key, value in node.value:
            if key.value not in fields:
                pairs.append(self._text[key.start_mark.index : value.end_mark.index])
            elif fields[key.value] is not None:
                pairs.append(f"{scalar(key.value)}: {_shown(key.value, fields[key.value], value)}")
        known = {key.value for key, _ in node.value}
        pairs += [
            f"{scalar(key)}: {_shown(key, value, None)}"
            for key, value in fields.items()
            if key not in known and value is not None
        ]
        return "{" + ", ".join(pairs) + "}"

    def _lines_of(self, item: Any) -> tuple[int, int]:
        """Where the lines of a record of a list begin and end."""
        start = self._text.rfind("\n", 0, item.start_mark.index) + 1
        last = item if item.flow_style or not item.value else item.value[-1][1]
        end = last.end_mark.index
        if getattr(last, "style", None) in ("|", ">"):
            return start, end
        newline = self._text.find("\n", end)
        return start, len(self._text) if newline < 0 else newline + 1

    def _insertions(self) -> Iterator[tuple[int, int, str]]:
        places: dict[int, str] = defaultdict(str)
        ends: dict[tuple[str, str], int] = {}
        fresh: dict[str, str] = {}
        for section, after, id, fields in self._added:
            known = [item for (name, _), item in self._items.items() if name == section]
            record = _record(section, id, fields, self._indent_of(known))
            if not known:
                fresh[section] = fresh.get(section, "") + record
                continue
            if after is not None and (section, after) in self._items:
                place = self._lines_of(self._items[section, after])[1]
            elif after is not None and (section, after) in ends:
                place = ends[section, after]
            else:
                place = self._lines_of(known[0])[0]
            ends[section, id] = place
            places[place] += record
        end = "" if not self._text or self._text.endswith("\n") else "\n"
        for place, text in places.items():
            gap = "\n" if place and self._text[place - 1] != "\n" else ""
            yield place, place, gap + text
        whole = "".join(f"{name}: {text}" if name in RECORDS else f"{name}:\n{text}" for name, text in fresh.items())
        if whole:
            yield len(self._text), len(self._text), end + whole

    def _indent_of(self, known: list[Any]) -> str:
        if not known:
            return "  "
        start = self._lines_of(known[0])[0]
        line = self._text[start : known[0].start_mark.index]
        return line[: len(line) - len(line.lstrip())]


def _record(section: str, id: str, fields: Fields, indent: str) -> str:
    if section in RECORDS:
        return flow(fields) + "\n"
    if section == "indicators":
        return f"{indent}- id: {id}\n{block(fields, indent + '  ')}\n"
    return f"{indent}- {flow({'id': id, **fields}, quoted=AMOUNTS)}\n"


def _shown(key: str, value: str | None, old: Any | None) -> str:
    if value is None:
        return ""
    quoted = key in AMOUNTS or (old is not None and old.style in ('"', "'"))
    return json.dumps(value, ensure_ascii=False) if quoted else scalar(value)


def _field(node: Any, key: str) -> str | None:
    return next((_text_of(value) for name, value in node.value if name.value == key), None)


def _text_of(node: Any) -> str | None:
    blank = not node.style and node.value in ("", "~", "null")
    return None if blank else str(node.value)


def without_ids(fields: Mapping[str, str | None]) -> Fields:
    """The fields of a record apart from its id."""
    return {key: value for key, value in fields.items() if key != "id"}
