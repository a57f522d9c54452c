"""Runs every check over a report and applies the profile's severities and the report's waivers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import localcontext

from reportgen.base.finding import Excuse, Finding, Severity
from reportgen.checks.rule import Check, Subject, checks
from reportgen.model.form import STATED_CODES, Waiver
from reportgen.model.values import EXACT

ABOUT_WAIVERS = "WAI"
"""Findings about waivers cannot be waived themselves."""


def find_all(subject: Subject, rules: Iterable[Check] | None = None) -> list[Finding]:
    """Every finding of `rules` (default: all), in order; waived ones are marked, never left out."""
    stage = subject.evaluation.form.stage
    chosen = [check for check in (checks().values() if rules is None else rules) if stage in check.stages]
    with localcontext(EXACT):
        found = [_weighed(finding, subject) for check in chosen for finding in check.find(subject)]
    return sorted(_waived(found, subject), key=lambda finding: finding.order)


def _weighed(finding: Finding, subject: Subject) -> Finding:
    severity = subject.profile.severities.get(finding.code)
    return finding if severity is None else replace(finding, severity=severity)


def _waived(found: Iterable[Finding], subject: Subject) -> Iterator[Finding]:
    waivers = subject.evaluation.waivers
    for finding in found:
        if finding.code.startswith(ABOUT_WAIVERS):
            about = next((waiver for waiver in waivers if waiver.where == finding.where), None)
            yield replace(finding, excuse=_excuse(about))
        else:
            excusing = next((waiver for waiver in waivers if excuses(waiver, finding, subject)), None)
            yield replace(finding, waived=excusing is not None, excuse=_excuse(excusing))


def _excuse(waiver: Waiver | None) -> Excuse | None:
    return None if waiver is None else Excuse(waiver.by, waiver.reason)


def excuses(waiver: Waiver, finding: Finding, subject: Subject) -> bool:
    """Whether a waiver excuses a finding: same code and fact, a value that stands there now, and the profile allows it.

    The value may be the figure as it is printed, or any value that the finding shows. The two codes of stated values
    stand for one another: which of them it is may change with the figures.
    """
    codes = STATED_CODES if waiver.code in STATED_CODES else (waiver.code,)
    return (
        finding.code in codes
        and waiver.fact == finding.fact
        and not waiver.code.startswith(ABOUT_WAIVERS)
        and waiver.code not in subject.profile.unwaivable
        and waiver.value in {subject.text_of(waiver.fact), *finding.values.values()}
    )


def unwaived_errors(found: Iterable[Finding]) -> list[Finding]:
    """The findings that block publication."""
    return [finding for finding in found if finding.severity is Severity.ERROR and not finding.waived]
