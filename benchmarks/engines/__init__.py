"""The engines that are measured: each makes of a job a function that renders one report."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

Render = Callable[[int], bytes]
"""The report at a place, counted from 0."""


@dataclass(frozen=True)
class Job:
    """What an engine is to render: a template, and contexts or a workspace; each a path."""

    count: int
    template: str = ""
    contexts: str = ""
    workspace: str = ""
    rendered: str = ""

    @property
    def source(self) -> bytes:
        """The template's bytes."""
        return Path(self.template).read_bytes()

    @cached_property
    def data(self) -> list[dict[str, Any]]:
        """The contexts."""
        found: list[dict[str, Any]] = json.loads(Path(self.contexts).read_bytes())
        return found


_ENGINES = {
    "docxtpl": "with_docxtpl:naive",
    "docxtpl reusing all": "with_docxtpl:reusing",
    "python-docx from scratch": "with_python_docx:from_scratch",
    "usual pipeline": "pipelines:usual",
    "usual pipeline from parsed inputs": "pipelines:usual_parsed",
    "reportgen": "with_reportgen:untagged",
    "reportgen marked": "with_reportgen:with_facts",
    "reportgen, rendering alone": "with_reportgen:untagged_alone",
    "reportgen marked, rendering alone": "with_reportgen:with_facts_alone",
    "reportgen compile": "with_reportgen:compiling",
    "reportgen read-back": "with_reportgen:reading_back",
    "reportgen pipeline": "pipelines:whole",
    "reportgen pipeline from parsed inputs": "pipelines:whole_parsed",
    "floor": "floor:packing",
    "floor with write": "floor:writing",
}
"""Each engine's module here and the function in it, which makes the function that renders."""


def engine(name: str) -> Callable[[Job], Render]:
    """The engine of that name."""
    module, _, function = _ENGINES[name].partition(":")
    made: Callable[[Job], Render] = getattr(import_module(f"{__name__}.{module}"), function)
    return made
