"""The filing date is eight digits in a row.

Why: 20250115 is what a system stores, not what a document prints.
Example: 填报日期 20250115.
Remedy: write 2025年1月15日 or 2025-01-15; the printed document does so by itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "DAT004",
    "date_without_separators",
    Severity.INFO,
    N_("the filing date is written {text}"),
    N_("write {year}年{month}月{day}日"),
)


def find(subject: Subject) -> Iterator[Finding]:
    """At most one finding."""
    filed = subject.evaluation.form.filed
    if filed is not None and filed.text.strip().isdigit():
        day = filed.value
        yield FAULT.at(filed.where, fact="form.filed", text=filed.text, year=day.year, month=day.month, day=day.day)


CHECK = Check(FAULT, find)
