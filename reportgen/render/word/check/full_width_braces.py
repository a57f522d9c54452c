"""Braces of a tag are full-width, as a Chinese keyboard writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.render.word.check.draft import Draft
from reportgen.render.word.check.rule import TemplateCheck
from reportgen.render.word.check.tagging import GAP

FAULT = Fault(
    "TPL130",
    "full_width_braces",
    Severity.ERROR,
    N_("{tag} is written with full-width braces and would be printed as it stands"),
    N_("write {{{{ … }}}} or {{% … %}} with half-width braces: switch the keyboard to English"),
)

_OPEN, _CLOSE = r"[{｛]\s?[{｛%％#＃]", r"[}｝%％#＃]\s?[}｝]"
_SPAN = re.compile(f"{_OPEN}[^{{}}｛｝{GAP}]{{0,200}}{_CLOSE}|{_OPEN}|{_CLOSE}")
_FULL = re.compile(r"[｛｝]")


def find(draft: Draft) -> Iterator[Finding]:
    """Each tag, or end of one, with a full-width brace."""
    for part in draft.parts:
        for line in part.lines:
            for match in _SPAN.finditer(line.loose):
                if _FULL.search(match.group()):
                    yield FAULT.at(line.where, tag=match.group())


def without_full_width(text: str) -> str:
    """A loose text without what this check tells of."""
    return _SPAN.sub(lambda match: GAP if _FULL.search(match.group()) else match.group(), text)


CHECK = TemplateCheck(FAULT, find, word_only=False)
