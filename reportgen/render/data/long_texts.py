"""Texts that a cell of a spreadsheet does not hold: they go on in the cell below, and are told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.location import Location
from reportgen.base.messages import N_
from reportgen.base.text import CELL_GOES_ON
from reportgen.document.disclosure import Disclosure
from reportgen.render.data.words import words_of

MOST = 32_767
"""So many characters a cell holds, in UTF-16. Source: Microsoft, Excel specifications and limits."""
SHORTEST = MOST // 2
"""A piece is no shorter, so that who reads the file knows which cells go on."""
_BREAKS = (re.compile(r".*\n", re.DOTALL), re.compile(r".*[。！？；.!?;]", re.DOTALL))

GOES_ON = Fault(
    "DAT005",
    "cell_goes_on",
    Severity.INFO,
    N_("a cell holds {most} characters, {label} has {length}: in report.xlsx it goes on below, after {mark}"),
    N_("nothing is cut; Excel itself cuts such a text when it opens the CSV file, so give people report.xlsx"),
)


def pieces_of(text: str) -> list[str]:
    """`text` in pieces that a cell holds, cut behind a line or a sentence where there is one; together they are it."""
    made, mark = [], ""
    while _length(mark + text) > MOST:
        head = text[: MOST - len(mark)]
        while (excess := _length(mark + head) - MOST) > 0:
            head = head[: -((excess + 1) // 2)]
        ends = (match.end() for pattern in _BREAKS if (match := pattern.match(head)) and match.end() >= SHORTEST)
        end = next(ends, len(head))
        made.append(mark + text[:end])
        text, mark = text[end:], CELL_GOES_ON
    return [*made, mark + text]


def long_texts(disclosure: Disclosure) -> Iterator[Finding]:
    """Every text of the form and of the narrative that needs more than one cell."""
    texts = [(fact.label, fact.text) for fact in disclosure.facts()]
    texts += [(section.label, words_of(section.blocks)) for section in disclosure.prose()]
    where = Location.of_file(f"build/{disclosure.report}/report.xlsx")
    for label, text in texts:
        if _length(text) > MOST:
            yield GOES_ON.at(where, label=label[:60], length=_length(text), most=MOST, mark=CELL_GOES_ON)


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
