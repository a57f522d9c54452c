"""The form was filed before December of its year, or years later.

Why: a self-evaluation of a whole year cannot be written before its end, and a late one is seldom meant.
Example: the year 2024, filed on 15 October 2024.
Remedy: correct `filed` or `year`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "DAT002",
    "filed_out_of_time",
    Severity.WARNING,
    N_("the form for {year} was filed on {filed}"),
    N_("correct the filing date or the year"),
)
LATEST_YEARS = 2


def find(subject: Subject) -> Iterator[Finding]:
    """At most one finding."""
    form = subject.evaluation.form
    if form.filed is None:
        return
    first, last = date(form.year, 12, 1), date(form.year + LATEST_YEARS, 12, 31)
    if not first <= form.filed.value <= last:
        yield FAULT.at(form.filed.where, fact="form.filed", year=form.year, filed=form.filed.value.isoformat())


CHECK = Check(FAULT, find, stages=("evaluation",))
