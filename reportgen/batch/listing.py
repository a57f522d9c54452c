"""The list of reports, written only where it would say something else than it does.

Its lines are kept with what the state knows of reports. Of a report that it knows nothing of, and that this build was
not asked for, the list as it stands may tell: it may be of a build whose state was deleted.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import cached_property

from reportgen.base.errors import ReportgenError
from reportgen.base.files import read_bytes
from reportgen.batch.basis import digest_of_list
from reportgen.batch.index import DATA, PAGE, entry_of, line_of, write_index
from reportgen.batch.sight import digest
from reportgen.batch.state import State
from reportgen.load.workspace import Workspace

_FACT = "list"


class Listing:
    """The list of the reports `known`, sorted, of one workspace; `asked` are those that this build looked at."""

    def __init__(self, workspace: Workspace, state: State, known: Sequence[str], asked: Container[str]) -> None:
        self._workspace, self._state, self._known, self._asked = workspace, state, known, asked

    def refresh(self, program: str, *, html: bool) -> None:
        """Writes the list unless it says what it should; as a page, too, where `html` is asked for."""
        lines: Callable[[], Iterator[str]] = self.lines
        if html:
            held = list(lines())  # the page needs all of them anyway
            lines = lambda: iter(held)  # noqa: E731 - an iterator of them each time
        look = digest_of_list(self._workspace.chain, program) if html else program
        says = hashlib.sha256(f"{look}\0{html}".encode())
        for line in lines():
            says.update(f"\0{line}".encode())
        if self._state.fact(_FACT) != f"{says.hexdigest()} {self._on_disk()}":
            write_index(self._workspace, lines, html=html)
            self._state.keep_facts({_FACT: f"{says.hexdigest()} {self._on_disk()}"})

    def lines(self) -> Iterator[str]:
        """The lines, in the order of reports."""
        for report, kept in self._state.lines(self._known):
            line = self._earlier.get(report) if kept is None and report not in self._asked else kept
            if line:
                yield line

    def _on_disk(self) -> str:
        """What is in the list as it lies there."""
        return f"{digest(self._workspace.build / DATA)} {digest(self._workspace.build / PAGE)}"

    @cached_property
    def _earlier(self) -> Mapping[str, str]:
        """The lines of the list as it stands by report; none where it cannot be read: it is only a convenience."""
        file = self._workspace.build / DATA
        try:
            records = json.loads(read_bytes(file, limit=file.stat().st_size))["reports"]
            return {record["report"]: line_of(entry_of(json.dumps(record))) for record in records}
        except (ReportgenError, OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}
