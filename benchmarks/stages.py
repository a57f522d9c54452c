"""Where a rendering's time goes: the seams between its stages, timed while reports are rendered.

Each seam is a function that is called a few times a report, so that the clock itself costs little. Time spent in an
inner seam is not counted in the outer one.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from importlib import import_module
from typing import Any
from unittest.mock import patch

RENDERING = "reportgen.render.word.template"
GATE = "output gate"
REST = "the rest"
Seam = tuple[str, str, str]
"""A stage, the module and the name of the function that is it; a stage may have several."""

OF_RENDERING: tuple[Seam, ...] = (
    ("values printed, Jinja", "jinja2.environment", "Template.render"),
    ("merges in the text", RENDERING, "merged_text"),
    ("parts taken apart", "reportgen.render.word.resolving", "resolved"),
    ("map of facts", RENDERING, "facts_xml"),
    ("zip: deflate, CRC, assembly", "reportgen.render.word.shell", "Shell.packed"),
    (GATE, RENDERING, "check_output"),
)

PIPELINE = "reportgen.pipeline"
OF_PIPELINE: tuple[Seam, ...] = (
    ("YAML and Markdown read", PIPELINE, "load_report"),
    ("checks", PIPELINE, "findings_of"),
    ("disclosure composed", PIPELINE, "compose"),
    ("rendering with output gate", RENDERING, "WordTemplate.render"),
    ("read-back", PIPELINE, "expected_of"),
    ("read-back", PIPELINE, "read_back"),
    ("internal.json", PIPELINE, "_internal"),
    ("files written", "reportgen.base.files", "write_files"),
)

SEAMS: Mapping[str, tuple[Seam, ...]] = {"rendering": OF_RENDERING, "pipeline": OF_PIPELINE}


@contextmanager
def timed(kind: str) -> Iterator[Mapping[str, float]]:
    """CPU seconds by stage of that kind, until the end of `with`; REST is what no seam covers."""
    clock = _Clock()
    with ExitStack() as stack:
        for stage, module, name in SEAMS[kind]:
            holder, last = _holder(module, name)
            stack.enter_context(patch.object(holder, last, clock.around(stage, getattr(holder, last))))
        clock.enter(REST)
        try:
            yield clock.seconds
        finally:
            clock.leave()


def _holder(module: str, name: str) -> tuple[Any, str]:
    *path, last = name.split(".")
    holder: Any = import_module(module)
    for step in path:
        holder = getattr(holder, step)
    return holder, last


class _Clock:
    """Gives each moment to the innermost stage that runs."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._open: list[str] = []
        self._since = 0.0

    def around(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def called(*args: Any, **options: Any) -> Any:
            self.enter(stage)
            try:
                return function(*args, **options)
            finally:
                self.leave()

        return called

    def enter(self, stage: str) -> None:
        self._turn()
        self._open.append(stage)

    def leave(self) -> None:
        self._turn()
        self._open.pop()

    def _turn(self) -> None:
        now = time.process_time()
        if self._open:
            self.seconds[self._open[-1]] += now - self._since
        self._since = now
