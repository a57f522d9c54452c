"""A text gives figures as of a month before the year's end.

Why: figures "as of October" in a report on the whole year are left over from a mid-year report.
Example: 截至10月 in a table of the whole year, filed in January.
Remedy: bring the figures and the date up to the end of the year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.narrative.paragraphs import passages
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "DAT001",
    "stale_date",
    Severity.WARNING,
    N_("“{text}” is not the end of {year}"),
    N_("bring the figures and the date up to the end of the year"),
)
_AS_OF = re.compile(
    r"(?:截至|截止|截止到|截至到)\s*(?:"
    r"(?:(?P<year>\d{4})年)?\s*(?P<month>\d{1,2})月(?:份|底|末|\d{1,2}日)?|(?P<whole>\d{4})年(?:年?底|年?末)?)"
)
DECEMBER = 12


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each such date."""
    year = subject.evaluation.form.year
    for passage in passages(subject):
        for match in _AS_OF.finditer(passage.text):
            named = int(match["whole"] or match["year"] or year)
            month = int(match["month"] or DECEMBER)
            if (named, month) < (year, DECEMBER):
                yield FAULT.at(passage.where, fact=passage.id, text=match.group(), year=year)


CHECK = Check(FAULT, find, stages=("evaluation",))
