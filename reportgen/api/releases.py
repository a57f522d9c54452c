"""Versions of a report: published, compared, corrected, proved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.base.finding import Finding

if TYPE_CHECKING:
    from reportgen.document.signoff import Signoff
    from reportgen.load.workspace import Workspace
    from reportgen.release.difference import Difference
    from reportgen.release.freezing import Done
    from reportgen.release.history import Line
    from reportgen.release.many import Corrected
    from reportgen.release.publish import Refused


def read_signoff(path: str | Path) -> Signoff:
    """Who signed a version off, as a file says. Raises ContentError with every fault of it."""
    from reportgen.load import signoff

    return signoff.read_signoff(Path(path))


def publish(workspace: Workspace, report: str, signoff: Callable[[], Signoff]) -> Done | Refused:
    """Freezes version 1 of a report; `signoff` is asked once everything else allows it.

    Where the report says what is published already, nothing is done. Raises UsageError where it says something else.
    """
    from reportgen.release import publish as room

    return room.publish(workspace, report, signoff)


def correct(
    workspace: Workspace,
    report: str,
    reason: str,
    signoff: Callable[[], Signoff],
    kind: str = "correction",
    *,
    blackline: bool = False,
) -> Done | Refused:
    """Publishes the next version of a report with a notice; `kind` is correction or revision.

    With `blackline` the version holds the tracked changes between the two Word files too, for inside use. Raises
    UsageError where nothing is published, nothing changed since, or the changes cannot be tracked.
    """
    from reportgen.release import publish as room

    return room.correct(workspace, report, reason, kind, signoff, blackline=blackline)


def correct_all(
    workspace: Workspace,
    folder: str,
    reason: str,
    signoff: Callable[[], Signoff],
    kind: str = "correction",
    *,
    blackline: bool = False,
    progress: Callable[[int, int, str], None] | None = None,
) -> Corrected | Refused:
    """As `correct`, each changed report below `folder`, and writes one overview of them to `build/`.

    All are checked first: where one may not be published, none is.
    """
    from reportgen.release import many

    return many.correct_all(workspace, folder, reason, kind, signoff, blackline=blackline, progress=progress)


def attach(workspace: Workspace, report: str, paper: str | Path) -> Done:
    """Files the scan of the sealed paper with the published version. Raises UsageError where there is none."""
    from reportgen.release import publish as room

    return room.attach(workspace, report, Path(paper))


def compare(workspace: Workspace, report: str, old: str | None = None, new: str | None = None) -> Difference:
    """What differs between two versions: by default the published one and the content as it stands.

    Raises UsageError where there is no such version.
    """
    from reportgen.release import history

    return history.compare_versions(workspace, report, old, new)[0]


def comparison_page(workspace: Workspace, report: str, old: str | None = None, new: str | None = None) -> bytes:
    """The same as a page."""
    from reportgen.release import history

    return history.page_of(workspace, report, old, new)


def log(workspace: Workspace, report: str, fact: str | None = None) -> list[Line]:
    """The versions of a report and the papers filed with them, or those in which one of its facts changed."""
    from reportgen.release import history

    return history.lines_of(workspace, report, fact)


def verify_log(workspace: Workspace, report: str, head: str | None = None) -> list[Finding]:
    """Every change to what was published; `head` is a hash that was printed and must be in the ledger."""
    from reportgen.release.store import Store
    from reportgen.release.verify import verify as verify_store

    return verify_store(Store.of(workspace, report), head)
