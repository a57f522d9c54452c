"""`report.json`: every fact and section of a report. Its schema is `reportgen/schemas/report.schema.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from reportgen.document.disclosure import Disclosure, Prose
from reportgen.document.fact import Fact
from reportgen.render.data.words import words_of

SCHEMA_VERSION = 1


def report_json(disclosure: Disclosure) -> bytes:
    """The report in UTF-8 JSON. Every key is present; values are strings, a number written as a plain decimal."""
    document = {
        "schema": SCHEMA_VERSION,
        "report": disclosure.report,
        "facts": [_fact(fact) for fact in _each_once(disclosure.facts())],
        "sections": [_section(section) for section in disclosure.prose()],
        "version": None if disclosure.version is None else int(disclosure.version),
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _each_once(facts: Iterable[Fact]) -> Iterable[Fact]:
    """Each fact once, as the form prints it; one that only narrative prints, as it is printed there first."""
    chosen: dict[str, Fact] = {}
    for fact in facts:
        if fact.id not in chosen or (chosen[fact.id].format is not None and fact.format is None):
            chosen[fact.id] = fact
    return chosen.values()


def _fact(fact: Fact) -> dict[str, Any]:
    value = None if fact.value is None else fact.plain
    return {"id": fact.id, "label": fact.label, "value": value, "unit": fact.unit, "text": fact.text}


def _section(section: Prose) -> dict[str, Any]:
    return {
        "name": section.name,
        "label": section.label,
        "language": section.language,
        "text": words_of(section.blocks),
    }
