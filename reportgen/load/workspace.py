"""A workspace on disk: its root, its settings, and the reports below `content/`."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from reportgen.base.errors import ContentError, UsageError
from reportgen.base.files import inside, read_bytes
from reportgen.base.language import LANGUAGES
from reportgen.base.location import Location
from reportgen.base.messages import N_, Message
from reportgen.document.narrative import SECTION_FILES
from reportgen.load import faults
from reportgen.load.evaluation import FILE_NAME
from reportgen.load.nodes import decode
from reportgen.load.own_filters import load_own_filters

PROJECT_FILE, OWN_FILE = "pyproject.toml", "reportgen.toml"
DEFAULT_LAYER = "default"
FORMATS = ("docx", "html", "data")
NEVER_SEARCHED = ("releases", "source")
_REPORT_FILES = frozenset({FILE_NAME, *SECTION_FILES.values()})
_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """`[tool.reportgen]`. `layers` go from the lowest to the highest; `formats` None means all that are installed."""

    layers: tuple[str, ...] = (DEFAULT_LAYER,)
    formats: tuple[str, ...] | None = None
    profile: str | None = None
    lang: str | None = None
    jobs: int | None = None
    limits: Mapping[str, int] | None = None
    names: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Workspace:
    """A folder with settings, `content/`, perhaps `templates/`, and `build/`."""

    root: Path
    settings: Settings

    @property
    def content(self) -> Path:
        """Where the reports lie."""
        return self.root / "content"

    @property
    def build(self) -> Path:
        """Where the outputs go; disposable."""
        return self.root / "build"

    @cached_property
    def layers(self) -> tuple[tuple[str, Path], ...]:
        """The template layers by name, the highest first; the installed default stands below all of them."""
        own = [(name, self.root / "templates" / name) for name in reversed(self.settings.layers)]
        found = [(name, folder) for name, folder in own if folder.is_dir()]
        installed = installed_templates() / DEFAULT_LAYER
        if all(folder.resolve() != installed.resolve() for _, folder in found):
            found.append((DEFAULT_LAYER, installed))
        return tuple(found)

    @cached_property
    def profile_folders(self) -> tuple[Path, ...]:
        """The folders of profiles that the layers bring, the highest layer first."""
        return tuple(folder / "profiles" for _, folder in self.layers if (folder / "profiles").is_dir())

    def template(self, name: str) -> tuple[str, Path]:
        """The layer and file of the template `name`: the highest layer that has it."""
        for layer, folder in self.layers:
            if (folder / name).is_file():
                return layer, inside(folder, folder / name)
        raise UsageError(N_("no layer has the template {name}"), name=name)

    def reports(self, asked: Iterable[str] = ()) -> list[str]:
        """The ids of the reports asked for, sorted: a path below `content/`, a folder of reports, or nothing for all.

        Raises UsageError where something asked for is neither.
        """
        wanted = [self._normal(name) for name in asked]
        known = sorted(self._found())
        if not wanted:
            return known
        chosen = set()
        for name in wanted:
            below = [report for report in known if report == name or report.startswith(name + "/")]
            if not below:
                near = difflib.get_close_matches(name, known, n=1)
                hint = f" ({near[0]}?)" if near else ""
                raise UsageError(N_("there is no report {name} below content/{hint}"), name=name, hint=hint)
            chosen.update(below)
        return sorted(chosen)

    def folder_of(self, report: str) -> Path:
        """The folder of a report; it lies below `content/` whatever links say."""
        return inside(self.content, self.content / report)

    def _normal(self, name: str) -> str:
        path = name.replace("\\", "/").strip("/")
        for prefix in ("./", "content/"):
            path = path.removeprefix(prefix)
        return path.removesuffix("/" + FILE_NAME)

    def _found(self) -> Iterator[str]:
        """Every folder that holds a report, or narrative whose evaluation.yaml is missing: that must be told."""
        pending = [self.content]
        while pending:
            folder = pending.pop()
            try:
                entries = sorted(folder.iterdir())
            except OSError:
                continue
            if folder != self.content and any(entry.name in _REPORT_FILES for entry in entries):
                yield folder.relative_to(self.content).as_posix()
            for entry in entries:
                if entry.is_symlink() or entry.name.startswith((".", "_")) or entry.name in NEVER_SEARCHED:
                    continue
                if entry.is_dir():
                    pending.append(entry)


def installed_templates() -> Path:
    """The folder of layers that the package ships; in a checkout, the repository's own `templates/`."""
    packaged = _PACKAGE / "_templates"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "templates"


def find_workspace(start: Path) -> Workspace:
    """The workspace that holds `start`: the nearest folder upwards with settings of reportgen.

    Raises UsageError where there is none or where one folder has two, ContentError for faults in the settings.
    """
    if not start.is_dir():
        raise UsageError(N_("{folder} is not a folder"), folder=start)
    for folder in (start.resolve(), *start.resolve().parents):
        settings = _settings_in(folder)
        if settings is not None:
            load_own_filters(folder)
            return Workspace(folder, settings)
    raise UsageError(
        N_("{folder} is in no workspace: no reportgen.toml and no [tool.reportgen] in a pyproject.toml, here or above; "
           "`reportgen init` makes one"),
        folder=start,
    )  # fmt: skip


def _settings_in(folder: Path) -> Settings | None:
    own, project = folder / OWN_FILE, folder / PROJECT_FILE
    tables = {}
    if own.is_file():
        tables[OWN_FILE] = _toml(own)
    if project.is_file():
        table = _toml(project).get("tool", {}).get("reportgen")
        if table is not None:
            tables[PROJECT_FILE] = table
    if len(tables) > 1:
        raise UsageError(N_("{folder} has settings in both reportgen.toml and pyproject.toml; keep one"), folder=folder)
    for name, table in tables.items():
        settings = _settings(table, folder / name)
        _refuse_missing_layers(settings, folder, name)
        return settings
    return None


def _refuse_missing_layers(settings: Settings, folder: Path, file: str) -> None:
    missing = [
        layer for layer in settings.layers if layer != DEFAULT_LAYER and not (folder / "templates" / layer).is_dir()
    ]
    if missing:
        where = _line_of("layers", (folder / file).read_text(encoding="utf-8").splitlines(), file)
        raise ContentError(faults.MISSING_LAYER.at(where, layer=layer) for layer in missing)


def _toml(path: Path) -> dict[str, Any]:
    text = decode(read_bytes(path), path.name)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(N_("{file} is no valid TOML: {reason}"), file=path.name, reason=str(error)) from error


_KINDS: Mapping[str, type] = {
    "layers": list,
    "formats": list,
    "profile": str,
    "lang": str,
    "jobs": int,
    "limits": dict,
    "names": dict,
}


def _settings(table: Mapping[str, Any], path: Path) -> Settings:
    lines = path.read_text(encoding="utf-8").splitlines()
    findings = []
    for key, value in table.items():
        where = _line_of(key, lines, path.name)
        if key not in _KINDS:
            near = difflib.get_close_matches(key, _KINDS, n=1)
            fault, hint = (faults.MISSPELLED_KEY, near[0]) if near else (faults.UNKNOWN_KEY, "")
            findings.append(fault.at(where, key=key, suggestion=hint, known=", ".join(_KINDS)))
        elif not isinstance(value, _KINDS[key]) or isinstance(value, bool):
            findings.append(faults.WRONG_SHAPE.at(where, expected=_shape(_KINDS[key]), found=_shape(type(value))))
        else:
            findings += [
                faults.NOT_A_CHOICE.at(where, text=word, choices=", ".join(choices))
                for word, choices in _closed_words(key, value)
                if word not in choices
            ]
    if findings:
        raise ContentError(findings)
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    return Settings(**values)


def _shape(kind: type) -> Message:
    return faults.SHAPES.get(kind.__name__, Message("{kind}", {"kind": kind.__name__}))


def _closed_words(key: str, value: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    if key == "formats":
        yield from ((str(word), FORMATS) for word in value)
    elif key == "lang":
        yield value, LANGUAGES


def _line_of(key: str, lines: list[str], file: str) -> Location:
    pattern = re.compile(rf"\s*{re.escape(key)}\s*=")
    number = next((number for number, line in enumerate(lines, start=1) if pattern.match(line)), 1)
    return Location.in_text(file, number)
