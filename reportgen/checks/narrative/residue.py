"""Tags, entities or other residue of an export stand in a text.

Why: the public reads `<p>` or `&nbsp;` in an official document.
Example: <p>1. 进一步提升社会救助水平…</p>
Remedy: delete it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.narrative.paragraphs import passages
from reportgen.checks.rule import Check, Subject

FAULT = Fault("TXT001", "residue", Severity.ERROR, N_("“{text}” is left over from an export"), N_("delete it"))
_RESIDUE = re.compile(
    r"</?[a-zA-Z][a-zA-Z0-9:]{0,15}(?:\s[^<>]{0,400})?/?>|<!--.{0,400}?-->"
    r"|&(?:[a-zA-Z]{2,8}|#\d{1,6}|#[xX][0-9a-fA-F]{1,5});|_x000[dD]_"
)


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each piece of residue."""
    for passage in passages(subject):
        for match in _RESIDUE.finditer(passage.text):
            yield FAULT.at(passage.where, fact=passage.id, text=match.group())


CHECK = Check(FAULT, find)
