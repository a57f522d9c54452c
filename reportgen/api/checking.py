"""What is wrong with reports, as values, a page, SARIF or marked forms."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.api.manual import all_faults, manual_of
from reportgen.base.finding import Finding

if TYPE_CHECKING:
    from reportgen.batch.marking import Marked
    from reportgen.document.review import Review
    from reportgen.load.workspace import Workspace
    from reportgen.render.findings.rule import Rule
    from reportgen.review import Progress


def check(workspace: Workspace, reports: Sequence[str]) -> list[Finding]:
    """Everything that is wrong with `reports` and their layers, and what keeps one of them from being read."""
    from reportgen.checks.across import Across
    from reportgen.review import examined, general_findings

    found, across = general_findings(workspace, reports), Across()
    for _, _, own in examined(workspace, reports, across):
        found += own
    return [*found, *across.findings()]


def review(
    workspace: Workspace, reports: Sequence[str], progress: Progress | None = None, *, printed: bool = True
) -> Review:
    """As `check`, report by report, each finding with the row or line it stands in.

    With `printed` each has its place in the imported form too, for which that is read again. `progress` is called with
    how many are done, how many there are, and the report that is next.
    """
    from reportgen import review as room

    return room.review(workspace, reports, progress, printed=printed)


def findings_page(workspace: Workspace, review: Review) -> bytes:
    """A page of its own with everything that was found, in the current language, for who must put it right."""
    from reportgen.render.findings.page import findings_page

    return findings_page(workspace.chain.find, review, _rules_of(review))


def sarif(review: Review) -> bytes:
    """What was found as SARIF 2.1.0, for programs that show findings of any tool; in the current language."""
    from reportgen.render.findings.sarif import sarif

    return sarif(review.findings, _rules_of(review))


def mark(workspace: Workspace, reports: Sequence[str], folder: str | Path) -> list[Marked]:
    """Writes a copy of the imported form of each of `reports` to `folder`, the cells with findings marked.

    Raises UsageError where a file cannot be written, or `folder` lies below `content/`.
    """
    from reportgen.batch.marking import mark_forms

    return mark_forms(workspace, reports, Path(folder))


def _rules_of(review: Review) -> dict[str, Rule]:
    from reportgen.base.language import LANGUAGES
    from reportgen.base.messages import in_language
    from reportgen.render.findings.rule import Rule
    from reportgen.review import area_of

    faults = all_faults()
    rules = {}
    for code in sorted({finding.code for finding in review.findings}):
        pages = {}
        for language in LANGUAGES:
            with in_language(language):
                pages[language] = manual_of(faults[code])
        rules[code] = Rule(faults[code], area_of(code), pages)
    return rules
