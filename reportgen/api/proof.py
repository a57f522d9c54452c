"""Built files read back, and compared with those of another build."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.base.finding import Finding

if TYPE_CHECKING:
    from reportgen.document.builds import BuildDifference
    from reportgen.load.workspace import Workspace


def verify(
    workspace: Workspace,
    reports: Sequence[str],
    *,
    deep: bool = False,
    progress: Callable[[int, int, str], None] | None = None,
) -> list[Finding]:
    """Reads the built files of `reports`, and of the packages that bind one of them, back against their evaluations.

    The list is empty where all of them agree. With `deep` they are read a second time, by other programs than made
    them; `progress` is told how far that is.
    Raises UsageError where one of those programs is missing.
    """
    from reportgen.base.errors import ContentError
    from reportgen.packaging import verify_packages
    from reportgen.pipeline import verify_deeply, verify_report

    found = verify_deeply(workspace, reports, progress) if deep else []
    for report in reports:
        try:
            found += verify_report(workspace, report)
        except ContentError as error:
            found += [finding.of_report(report) for finding in error.findings]
    told = {(finding.code, str(finding.where)) for finding in found}
    packages = verify_packages(workspace, reports, deep=deep)
    found += [finding for finding in packages if (finding.code, str(finding.where)) not in told]
    return sorted(found, key=lambda finding: finding.order)


def verify_page(workspace: Workspace, reports: Sequence[str], page: str | Path) -> list[Finding]:
    """Compares a page saved from a site with the one report it shows, by text and tables alone.

    Raises UsageError where not exactly one report is named, or the page cannot be read; ContentError where the report
    cannot.
    """
    from reportgen.base.errors import UsageError
    from reportgen.base.messages import N_
    from reportgen.pipeline import verify_page

    if len(reports) != 1:
        raise UsageError(N_("a page shows one report: name it, `reportgen verify REPORT --page FILE`"))
    return verify_page(workspace, reports[0], Path(page))


def compare_builds(
    workspace: Workspace, before: str | Path, reports: Sequence[str] = (), *, draw: bool = False
) -> BuildDifference:
    """How what is built now differs from a copy of `build/` that was kept in `before`, of `reports` or of all.

    With `draw` pages are drawn where that can be done. Raises UsageError where `before` holds no build.
    """
    from reportgen.batch.comparing import compare_builds

    return compare_builds(Path(before), workspace.build, reports, draw=draw)


def builds_page(workspace: Workspace, difference: BuildDifference) -> bytes:
    """The difference of two builds as a page, in the current language."""
    from reportgen.render.builds.page import builds_page

    return builds_page(workspace.chain.find, difference)
