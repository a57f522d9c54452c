"""What must never be printed, on the fast road: the few signs that one search finds. The long road has the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.location import Location
from reportgen.base.messages import N_, Message
from reportgen.readback.expected import Expected

LEAK = Fault(
    "RBK012",
    "leak",
    Severity.ERROR,
    N_("“{found}” ({place}) is no text of the report: {kind}"),
    N_("find where the template or the program prints it, correct that, and build again"),
)
_SIGNS = re.compile(
    r"\{\{|\}\}|\{%|%\}|�|&(?:amp|lt|gt|quot|nbsp|#\d+);|</?(?:p|br|div|span|strong|em|w:[a-z]+)/?>"
    r"|(?<![A-Za-z0-9_])(?:None|NaN|nan|undefined)(?![A-Za-z0-9_])"
)


def signs_in(text: str) -> list[str]:
    """The signs in `text` that pass for a left-over of the program, each once."""
    return list(dict.fromkeys(_SIGNS.findall(text)))


def find_leaks(expected: Expected, text: str, file: str, others: Sequence[Expected] = ()) -> Iterator[Finding]:
    """Every sign in the visible `text`, once, that no figure and no run of words has, of `others` neither."""
    for found in signs_in(text):
        if not any(found in own for one in (expected, *others) for own in _own_texts(one)):
            place, kind = Message(N_("in the text")), Message(N_("a left-over of the program"))
            yield LEAK.at(Location.of_file(file), found=found, place=place, kind=kind)


def _own_texts(expected: Expected) -> Iterator[str]:
    yield from (run for _, run in expected.runs)
    yield from (figure.text for figure in expected.assessment.figures.values())
    yield from (record.label for record in expected.records)
    yield from (one.level1.text + one.level2.text for one in expected.assessment.evaluation.indicators)
