"""A text ends in the middle: with a comma, with a word that joins, or with an item that has a title and no body.

Why: a field that was too short has cut the text, or somebody meant to go on.
Example: 三是提升养老综合服务能力。 after two items of several sentences each.
Remedy: complete the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.narrative.paragraphs import paragraphs_of, passages
from reportgen.checks.rule import Check, Subject

FAULT = Fault("TXT006", "text_breaks_off", Severity.WARNING, N_("“…{text}” breaks off"), N_("complete the text"))
_OPEN_END = re.compile(r"[，,、（(“《]\s*$|(?<=[\u4e00-\u9fff]{8})(?:以及|和|与|并|或|及)\s*$")
_ITEM = re.compile(r"^[一二三四五六七八九十]{1,3}是")
_SENTENCE = re.compile(r"[^。！？；;]*[。！？；;]")
SHOWN = 20


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each text with an open end and each item without a body."""
    for passage in passages(subject):
        if _OPEN_END.search(passage.text):
            yield FAULT.at(passage.where, fact=passage.id, text=passage.text.strip()[-SHOWN:])
    for name, section in subject.narrative.all_sections():
        paragraphs = list(paragraphs_of(section.blocks))
        items = [(text, where) for text, where in paragraphs if _ITEM.match(text)]
        bodied = [text for text, _ in items if len(_SENTENCE.findall(text)) > 1]
        for text, where in items:
            if len(bodied) > 1 and bodied == [other for other, _ in items if other != text] and text not in bodied:
                yield FAULT.at(where, fact=f"sections.{name}", text=text[-SHOWN:])


CHECK = Check(FAULT, find)
