"""The settings of a workspace, `[tool.reportgen]`, with every fault told at its line."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from reportgen.base.errors import ContentError, UsageError
from reportgen.base.files import is_file, read_bytes
from reportgen.base.finding import Finding
from reportgen.base.language import LANGUAGES
from reportgen.base.limits import LIMITS
from reportgen.base.location import NOWHERE, Location
from reportgen.base.messages import N_, Message
from reportgen.base.text import squeezed
from reportgen.load import faults
from reportgen.load.nodes import decode

PROJECT_FILE, OWN_FILE = "pyproject.toml", "reportgen.toml"
DEFAULT_LAYER = "default"
FORMATS = ("docx", "html", "pdf", "data")
"""Every format, in the order they are made."""
RULES, NAMES, LIMITED = "layer_rules", "names", "limits"
NEVER_SEARCHED = ("releases", "source")
"""Folders below content/ that hold no report."""
_HEADER = re.compile(r"\s*(\[\[?)\s*([\w.\s-]+?)\s*\]\]?\s*(?:#.*)?")


@dataclass(frozen=True)
class LayerRule:
    """Reports that `match` get `layers` above those of all reports.

    `match` is the path of a report or of a folder above it, below `content/`; `*` and `?` stand for characters of one
    folder's name.
    """

    match: str
    layers: tuple[str, ...]
    where: Location

    def matches(self, report: str) -> bool:
        """Whether the rule is for `report`."""
        return self._pattern.fullmatch(report) is not None

    @property
    def folder(self) -> tuple[int, str] | None:
        """The last folder that the rule names in full, with its depth; None where it names none."""
        named = [step for step in enumerate(self._plain.split("/")) if not {"*", "?"} & set(step[1])]
        return named[-1] if named else None

    @property
    def _plain(self) -> str:
        return self.match.removeprefix("content/").strip("/")

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        signs = {"*": "[^/]*", "?": "[^/]"}
        return re.compile("".join(signs.get(sign) or re.escape(sign) for sign in self._plain) + "(?:/.*)?", re.DOTALL)


@dataclass(frozen=True)
class Settings:
    """`[tool.reportgen]`. `layers` go from the lowest to the highest; `formats` None means all that are installed.

    `limits` are those of `base/limits` that the workspace moves. `names` holds, by the name of a unit or project as
    forms print it, the folder that an import gives it.
    """

    layers: tuple[str, ...] = (DEFAULT_LAYER,)
    formats: tuple[str, ...] | None = None
    profile: str | None = None
    lang: str | None = None
    own_filters: bool = False
    jobs: int | None = None
    limits: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    layer_rules: tuple[LayerRule, ...] = ()
    profile_where: Location = NOWHERE

    def layers_of(self, report: str) -> tuple[str, ...]:
        """The layers of `report` by name, the lowest first: those of all, then those of each rule that is for it."""
        return tuple(dict.fromkeys((*self.layers, *(name for rule in self.rules_of(report) for name in rule.layers))))

    def folder_named(self, printed: str) -> str | None:
        """The folder that `names` gives the unit or project `printed`, whatever its width and spaces; None if none."""
        return next((folder for name, folder in self.names.items() if squeezed(name) == squeezed(printed)), None)

    def rules_of(self, report: str) -> list[LayerRule]:
        """The rules that are for `report`, in order."""
        folders: list[tuple[int, str] | None] = [*enumerate(report.split("/")), None]
        numbers = sorted(number for folder in folders for number in self._rules_by_folder.get(folder, ()))
        return [self.layer_rules[number] for number in numbers if self.layer_rules[number].matches(report)]

    @cached_property
    def _rules_by_folder(self) -> Mapping[tuple[int, str] | None, list[int]]:
        """The numbers of rules by a folder that a report of theirs must have, so that few are tried for each report."""
        found: dict[tuple[int, str] | None, list[int]] = {}
        for number, rule in enumerate(self.layer_rules):
            found.setdefault(rule.folder, []).append(number)
        return found


class TomlFile:
    """A TOML file with the lines of its keys. Raises UsageError where it is no TOML."""

    def __init__(self, path: Path, told: str) -> None:
        text = decode(read_bytes(path), told)
        self.file, self._sections = told, _sections(text.splitlines())
        try:
            self.table: dict[str, Any] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise UsageError(N_("{file} is no valid TOML: {reason}"), file=told, reason=str(error)) from error

    def place(self, key: str, table: str = "", number: int = 0, otherwise: Location | None = None) -> Location:
        """The line of `key` in `[table]` or in one `[[table]]`, counted from 0; where unknown, that of the table.

        `table` "" stands for what is above all tables. Where the file has no such table, the place is `otherwise`.
        """
        if otherwise is not None and (table, number) not in self._sections:
            return otherwise
        pattern = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=")
        lines = self._sections.get((table, number), [(1, "")])
        line = next((at for at, text in lines if pattern.match(text)), lines[0][0])
        return Location.in_text(self.file, line)


def _sections(lines: list[str]) -> dict[tuple[str, int], list[tuple[int, str]]]:
    """The numbered lines of a TOML file by table, and by which of the tables of that name they stand in."""
    found: dict[tuple[str, int], list[tuple[int, str]]] = {}
    seen: Counter[str] = Counter()
    current = ("", 0)
    for at, text in enumerate(lines, start=1):
        if header := _HEADER.fullmatch(text):
            name = header[2].replace(" ", "")
            current = (name, seen[name])
            seen[name] += 1
        found.setdefault(current, []).append((at, text))
    return found


def read_settings(folder: Path) -> Settings | None:
    """The settings in `folder`; None where it has none.

    Raises UsageError where it has two or the folder cannot be read, ContentError with every fault of them.
    """
    tables: list[tuple[TomlFile, str]] = []
    if is_file(folder / OWN_FILE):
        tables.append((TomlFile(folder / OWN_FILE, OWN_FILE), ""))
    if is_file(folder / PROJECT_FILE):
        file = TomlFile(folder / PROJECT_FILE, PROJECT_FILE)
        if file.table.get("tool", {}).get("reportgen") is not None:
            tables.append((file, "tool.reportgen"))
    if len(tables) > 1:
        raise UsageError(N_("{folder} has settings in both reportgen.toml and pyproject.toml; keep one"), folder=folder)
    return _Reader(*tables[0], folder).settings() if tables else None


_KINDS: Mapping[str, type] = {
    "layers": list,
    RULES: list,
    "formats": list,
    "profile": str,
    "lang": str,
    "own_filters": bool,
    "jobs": int,
    LIMITED: dict,
    NAMES: dict,
}
_RULE_KINDS: Mapping[str, type] = {"match": str, "layers": list}


class _Reader:
    """Reads the settings that stand in the table `name` of a file."""

    def __init__(self, file: TomlFile, name: str, root: Path) -> None:
        self._file, self._name, self._root = file, name, root
        self._table = file.table["tool"]["reportgen"] if name else file.table

    def settings(self) -> Settings:
        findings = list(faults_of_keys(self._table, _KINDS, self._place))
        findings += self._faults_of_words()
        findings += self._faults_of_names()
        findings += self._faults_of_limits()
        rules = self._table.get(RULES, [])
        if isinstance(rules, list):
            findings += [fault for at, rule in enumerate(rules) for fault in self._faults_of_rule(rule, at)]
        if findings:
            raise ContentError(findings)
        values: dict[str, Any] = {key: _frozen(value) for key, value in self._table.items() if key != RULES}
        made = (self._rule(rule, at) for at, rule in enumerate(rules))
        return Settings(**values, layer_rules=tuple(made), profile_where=self._place("profile"))

    def _place(self, key: str) -> Location:
        return self._file.place(key, self._name)

    def _rule_place(self, key: str, at: int) -> Location:
        return self._file.place(key, f"{self._name}.{RULES}".lstrip("."), at)

    def _rule(self, rule: Mapping[str, Any], at: int) -> LayerRule:
        return LayerRule(rule["match"], tuple(rule["layers"]), self._rule_place("match", at))

    def _faults_of_words(self) -> Iterator[Finding]:
        lang, formats = self._table.get("lang"), self._table.get("formats")
        if isinstance(lang, str):
            yield from faults_of_choices([lang], LANGUAGES, self._place("lang"))
        if isinstance(formats, list):
            yield from faults_of_choices(formats, FORMATS, self._place("formats"))
            if not formats:
                yield faults.BLANK_TEXT.at(self._place("formats"), key="formats")
        jobs = self._table.get("jobs")
        if type(jobs) is int and jobs < 1:
            yield faults.TOO_SMALL.at(self._place("jobs"), key="jobs", text=jobs, least=1)
        if isinstance(layers := self._table.get("layers"), list):
            yield from self._missing(layers, self._place("layers"))

    def _faults_of_rule(self, rule: Any, at: int) -> Iterator[Finding]:
        if not isinstance(rule, dict):
            yield faults.WRONG_SHAPE.at(self._place(RULES), expected=faults.A_MAPPING, found=shape_of(type(rule)))
            return
        yield from faults_of_keys(rule, _RULE_KINDS, lambda key: self._rule_place(key, at))
        for key in _RULE_KINDS.keys() - rule.keys():
            yield faults.MISSING_KEY.at(self._rule_place(key, at), key=key)
        if isinstance(rule.get("layers"), list):
            yield from self._missing(rule["layers"], self._rule_place("layers", at))

    def _faults_of_names(self) -> Iterator[Finding]:
        names = self._table.get(NAMES)
        for name, folder in names.items() if isinstance(names, dict) else ():
            where = self._file.place(name, f"{self._name}.{NAMES}".lstrip("."), otherwise=self._place(NAMES))
            if not isinstance(folder, str):
                yield faults.WRONG_SHAPE.at(where, expected=shape_of(str), found=shape_of(type(folder)))
            elif not _is_name(folder) or folder.startswith("_") or folder in NEVER_SEARCHED:
                yield faults.NO_FOLDER_FOR_REPORTS.at(where, folder=folder)

    def _faults_of_limits(self) -> Iterator[Finding]:
        table = self._table.get(LIMITED)
        if not isinstance(table, dict):
            return

        def place(key: str) -> Location:
            return self._file.place(key, f"{self._name}.{LIMITED}".lstrip("."), otherwise=self._place(LIMITED))

        yield from faults_of_keys(table, dict.fromkeys(LIMITS, int), place)
        for key, value in table.items():
            if key not in LIMITS or type(value) is not int:
                continue
            if value < 1:
                yield faults.TOO_SMALL.at(place(key), key=key, text=value, least=1)
            elif value > LIMITS[key].most:
                yield faults.TOO_LARGE.at(place(key), key=key, text=value, most=LIMITS[key].most)

    def _missing(self, layers: Iterable[Any], where: Location) -> Iterator[Finding]:
        """Every layer that has no folder, with the one that may have been meant."""
        folder = self._root / "templates"
        for layer in layers:
            if layer != DEFAULT_LAYER and not (_is_name(layer) and (folder / layer).is_dir()):
                known = sorted(one.name for one in folder.iterdir() if one.is_dir()) if folder.is_dir() else []
                near = difflib.get_close_matches(str(layer), {*known, DEFAULT_LAYER}, n=1, cutoff=0.6)
                fault, hint = (faults.MISSPELLED_LAYER, near[0]) if near else (faults.MISSING_LAYER, "")
                yield fault.at(where, layer=layer, suggestion=hint)


def _is_name(layer: Any) -> bool:
    return isinstance(layer, str) and not layer.startswith(".") and not re.search(r"[/\\:]", layer) and bool(layer)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def faults_of_keys(
    table: Mapping[str, Any], kinds: Mapping[str, type], place: Callable[[str], Location]
) -> Iterator[Finding]:
    """The keys of `table` that nobody knows, and those whose value is of another kind; `place` finds a key's line."""
    for key, value in table.items():
        if key not in kinds:
            near = difflib.get_close_matches(key, kinds, n=1)
            fault, hint = (faults.MISSPELLED_KEY, near[0]) if near else (faults.UNKNOWN_KEY, "")
            yield fault.at(place(key), key=key, suggestion=hint, known=", ".join(kinds))
        elif type(value) is not kinds[key]:
            yield faults.WRONG_SHAPE.at(place(key), expected=shape_of(kinds[key]), found=shape_of(type(value)))


def faults_of_choices(words: Iterable[Any], choices: tuple[str, ...], where: Location) -> Iterator[Finding]:
    """The words that are none of `choices`."""
    for word in words:
        if word not in choices:
            yield faults.NOT_A_CHOICE.at(where, text=word, choices=", ".join(choices))


def shape_of(kind: type) -> Message:
    """A type of TOML in words."""
    return faults.SHAPES.get(kind.__name__, Message("{kind}", {"kind": kind.__name__}))
