"""`reportgen diff --before DIR`: two builds compared."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportgen.base.messages import N_, plural, tr
from reportgen.load.workspace import Workspace

if TYPE_CHECKING:
    from reportgen.document.builds import BuildDifference, FileChange

_CHANGES = {"changed": N_("{file}: changed"), "added": N_("{file}: new"), "removed": N_("{file}: no more")}
_MARKS = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}
MOST_PASSAGES = 10
"""So many passages of one file are written out."""


def told(workspace: Workspace, before: str, report: str | None, shape: str) -> tuple[str, bool]:
    """The comparison as text, JSON or a page, and whether there is no difference."""
    from reportgen import api

    asked = () if report is None else (report.replace("\\", "/").strip("/").removeprefix("content/"),)
    difference = api.compare_builds(workspace, before, asked, draw=shape == "html")
    match shape:
        case "json":
            text = json.dumps(difference.as_dict(), ensure_ascii=False, indent=2) + "\n"
        case "html":
            text = api.builds_page(workspace, difference).decode()
        case _:
            text = "\n".join(_text(difference)) + "\n"
    return text, difference.is_empty


def _text(difference: BuildDifference) -> Iterator[str]:
    for report in difference.reports:
        yield report.report
        yield from (f"  {reason}" for reason in report.why)
        for file in report.files:
            yield from _file(file)
    differ = plural(len(difference.reports), N_("{count} report differs"), N_("{count} reports differ"))
    yield tr(N_("{differ}, {same} are the same"), differ=differ, same=difference.unchanged)
    for reason, count in difference.reasons.items():
        yield f"  {reason}: {count}"
    yield from map(str, difference.notes)


def _file(file: FileChange) -> Iterator[str]:
    line = tr(_CHANGES[file.change], file=file.name)
    if file.old_pages is not None and file.new_pages is not None:
        line += tr(N_("; pages {old} → {new}"), old=file.old_pages, new=file.new_pages)
    yield f"    {line}"
    for passage in file.passages[:MOST_PASSAGES]:
        yield "        " + "".join(_MARKS[piece.kind].format(piece.text.strip("\n")) for piece in passage.pieces)
    if len(file.passages) > MOST_PASSAGES:
        yield "        " + tr(N_("and {count} more"), count=len(file.passages) - MOST_PASSAGES)
