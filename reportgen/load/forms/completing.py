"""Completes the names that a system's column limit has cut, from another form that has them whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.base.finding import Finding
from reportgen.base.text import squeezed
from reportgen.load.forms import faults
from reportgen.load.forms.dictionary import dictionary
from reportgen.load.forms.printed import PrintedForm, PrintedIndicator

SHORTEST = 6
"""A name of fewer characters is hardly one that was cut."""


@dataclass(frozen=True, slots=True)
class WholeNames:
    """The names of indicators that a form states, each with its second-level label, and what that form is called."""

    source: str
    names: frozenset[tuple[str, str]]


def whole_names(source: str, indicators: Sequence[tuple[str | None, str]]) -> WholeNames:
    """The names of `indicators`, pairs of the second-level label and the name."""
    return WholeNames(source, frozenset((_level(level2), squeezed(name)) for level2, name in indicators))


def with_whole_names(form: PrintedForm, whole: WholeNames) -> PrintedForm:
    """`form` with each cut name whole, and told; one that might be cut from two names, or that two rows claim, stays.

    A name is cut if `whole` does not have it, and under the same second-level label has just one that begins with it.
    """
    found = [_whole(row, whole) for row in form.indicators]
    claims = Counter(name for name in found if name is not None)
    rows: list[PrintedIndicator] = []
    told: list[Finding] = []
    for row, name in zip(form.indicators, found, strict=True):
        if row.level3 is None or name is None or claims[name] > 1:
            rows.append(row)
            continue
        text = name[1]
        told.append(faults.NAME_COMPLETED.at(row.level3.where, printed=row.level3.text, name=text, source=whole.source))
        rows.append(replace(row, level3=replace(row.level3, text=text, markup=None)))
    findings = tuple(sorted((*form.findings, *told), key=lambda finding: finding.order))
    return replace(form, indicators=tuple(rows), findings=findings)


def _whole(row: PrintedIndicator, whole: WholeNames) -> tuple[str, str] | None:
    """The one name that a row's name is the beginning of."""
    level, name = (
        _level(row.level2.text if row.level2 is not None else None),
        squeezed(row.level3.text if row.level3 else ""),
    )
    if len(name) < SHORTEST or (level, name) in whole.names:
        return None
    longer = [known for known in whole.names if known[0] == level and known[1].startswith(name)]
    return longer[0] if len(longer) == 1 else None


def _level(label: str | None) -> str:
    """What a second-level label names, whatever its spelling."""
    return (dictionary().level(2, label) or squeezed(label)) if label is not None else ""
