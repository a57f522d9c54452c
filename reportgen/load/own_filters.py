"""The engineer's own filters: Python files in the workspace's `filters/`, each with one function of the file's name.

They are code, and trusted as such: only the folder at the root of a workspace is read, never one of a template layer.
"""

from __future__ import annotations

import importlib.util
import traceback
from collections.abc import Callable, Iterator
from decimal import DecimalException
from pathlib import Path

from reportgen.base.errors import ContentError
from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.base.messages import N_
from reportgen.base.text import forbidden_characters, has_forbidden_character
from reportgen.document.fact import Fact
from reportgen.filters.filter import FilterError, TemplateFilter, built_in_filters, use_own_filters
from reportgen.load import faults


def load_own_filters(root: Path) -> None:
    """Makes the filters below `root`/filters usable. Raises ContentError naming each file that is no filter."""
    found: dict[str, TemplateFilter] = {}
    wrong: list[Finding] = []
    for file in sorted((root / "filters").glob("[a-z]*.py")):
        for name, outcome in _read(file):
            if isinstance(outcome, Finding):
                wrong.append(outcome)
            else:
                found[name] = outcome
    if wrong:
        raise ContentError(wrong)
    use_own_filters(found)


def _read(file: Path) -> Iterator[tuple[str, TemplateFilter | Finding]]:
    name, where = file.stem, Location.of_file(f"filters/{file.name}")
    if name in built_in_filters():
        yield name, faults.FILTER_NAME_TAKEN.at(where, filter=name)
        return
    spec = importlib.util.spec_from_file_location(f"reportgen_own_filters.{name}", file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        place = Location.in_text(where.file, line) if (line := _line_in(file, error)) else where
        yield name, faults.FILTER_BROKEN.at(place, filter=name, reason=_reason(error))
        return
    function = getattr(module, name, None)
    if not callable(function):
        yield name, faults.FILTER_BROKEN.at(where, filter=name, reason=f"no function {name}")
        return
    yield name, TemplateFilter(name, _as_text(function, name, file))


def _as_text(function: Callable[[Fact], object], name: str, file: Path) -> Callable[[Fact], str]:
    def text(fact: Fact) -> str:
        try:
            made = function(fact)
        except Exception as error:
            line = _line_in(file, error)
            problem = f"{_reason(error)} (filters/{file.name}{f':{line}' if line else ''})"
            raise FilterError(N_("the filter {name} failed on {fact}: {problem}"), name=name, fact=fact.id or fact.text,
                              problem=problem) from error  # fmt: skip
        if not isinstance(made, str):
            raise FilterError(N_("the filter {name} gives no text"), name=name)
        if has_forbidden_character(made):
            code = next(forbidden_characters(made))[2]
            raise FilterError(N_("the filter {name} gives the character {code}, which may stand in no document"),
                              name=name, code=code)  # fmt: skip
        return made

    return text


def _reason(error: Exception) -> str:
    """What kind of error it is, and its words; decimal errors have a list of classes in their place."""
    if isinstance(error, DecimalException) and error.args and isinstance(error.args[0], list):
        return ", ".join(kind.__name__ for kind in error.args[0])
    words = error.msg if isinstance(error, SyntaxError) else str(error)
    return f"{type(error).__name__}: {words}"


def _line_in(file: Path, error: Exception) -> int | None:
    """The line of `file` that failed, the innermost; None where the error is of no line in it."""
    if isinstance(error, SyntaxError) and error.filename == str(file):
        return error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno for frame in reversed(frames) if frame.filename == str(file)), None)
