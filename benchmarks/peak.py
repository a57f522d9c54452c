"""`python -m benchmarks.peak FILE [--empty] WORDS...`: a command, which then writes its own peak of memory to FILE.

With `--empty`, a build gives its reports to processes to which they cost nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from benchmarks.host import memory


def _give_to_empty_processes() -> None:
    from benchmarks.empty import EmptyProcesses
    from reportgen.batch import executors

    def crew_for(workspace: Any, order: Any, *, jobs: int, **_: Any) -> EmptyProcesses:
        return EmptyProcesses(workspace, order, jobs)

    setattr(executors, "crew_for", crew_for)  # noqa: B010 - no name that the module offers


if __name__ == "__main__":
    from reportgen.cli.__main__ import main

    file, *words = sys.argv[1:]
    if words[0] == "--empty":
        words.pop(0)
        _give_to_empty_processes()
    try:
        main(words)
    finally:
        Path(file).write_text(f"{memory()['peak']:.2f}", encoding="utf-8")
