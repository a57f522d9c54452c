"""Findings as a terminal shows them: report by report, what was waived at the end of each, a summary of all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import click

from reportgen.base.finding import Finding, Severity
from reportgen.base.messages import N_, plural, tr
from reportgen.cli.columns import padded, width_of, wrapped
from reportgen.cli.output import COLOURS, counted, severity_word
from reportgen.document.review import Review, Reviewed, Told

_WAIVERS = "WAI"
STALE = "stale_waiver"
"""The name of the finding on a waiver that excuses nothing any more."""


def listing(review: Review, width: int | None) -> Iterator[str]:
    """The lines of a review, styled as click does; broken to `width` columns where one is given."""
    if review.general:
        yield click.style(tr(N_("Templates and settings")), bold=True)
        yield from _findings(review.general, width)
        yield ""
    for report in review.reports:
        if report.told:
            yield _heading(report)
            yield from _findings(report.told, width)
            yield ""
    yield summary(review)


def summary(review: Review) -> str:
    """How many findings of each severity all reports have, and how many reports are without any error."""
    total = counted(review.findings)
    reports = review.reports
    if len(reports) < 2:
        return total
    wrong = sum(1 for report in reports if any(_blocks(finding) for finding in report.findings))
    clean = sum(1 for report in reports if not report.told)
    return tr(
        N_("{reports}: {wrong} with errors, {clean} without findings; {total}"),
        reports=plural(len(reports), N_("{count} report"), N_("{count} reports")),
        wrong=wrong,
        clean=clean,
        total=total,
    )


def _blocks(finding: Finding) -> bool:
    return finding.severity is Severity.ERROR and not finding.waived


def _heading(report: Reviewed) -> str:
    names = [name for name in (report.department, report.project) if name]
    return "  ".join([click.style(report.id, bold=True), *names, counted(report.findings)])


def _findings(told: Sequence[Told], width: int | None) -> Iterator[str]:
    column = max(width_of(_word(one.finding)) for one in told)
    for one in _ordered(told):
        yield from _finding(one, column, width)


def _word(finding: Finding) -> str:
    if finding.waived:
        return tr(N_("waived"))
    return tr(N_("stale waiver")) if finding.name == STALE else severity_word(finding.severity)


def _ordered(told: Iterable[Told]) -> list[Told]:
    """The gravest first; at the end the waivers that excuse nothing any more, and what is waived."""
    return sorted(told, key=lambda one: (_last(one), one.finding.waived, one.finding.severity.rank, one.finding.order))


def _last(one: Told) -> bool:
    return one.finding.waived or one.finding.code.startswith(_WAIVERS)


def _finding(one: Told, column: int, width: int | None) -> Iterator[str]:
    finding = one.finding
    word = _word(finding)
    colour = "bright_black" if finding.waived else COLOURS[finding.severity]
    indent = " " * (column + len(finding.code) + 6)
    room = None if width is None else max(width - len(indent), 20)
    first, *rest = wrapped(str(finding.message), room)
    yield f"  {click.style(padded(word, column), fg=colour)}  {click.style(finding.code, bold=True)}  {first}"
    yield from (indent + line for line in rest)
    yield indent + click.style(str(finding.where), dim=True)
    for text in (_excuse(finding), str(finding.hint) if not finding.waived else ""):
        yield from (indent + line for line in (wrapped(f"→ {text}", room) if text else ()))


def _excuse(finding: Finding) -> str:
    if finding.excuse is None:
        return ""
    return tr(N_("waived by {by}: {reason}"), by=finding.excuse.by, reason=finding.excuse.reason)
