"""A template brings something that no document may hold: macros, outside links, tracked changes, odd fields."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Finding
from reportgen.render.word.admission import admitted, faults_of_package, whole
from reportgen.render.word.check.draft import Draft
from reportgen.render.word.check.rule import TemplateCheck
from reportgen.render.word.faults import NOT_SUPPORTED


def find(draft: Draft) -> Iterator[Finding]:
    """Everything that is refused when the template is opened, and the parts that could not be read."""
    yield from draft.refused
    if draft.package is not None:
        kept = admitted(draft.package) if draft.facts else whole(draft.package)
        yield from faults_of_package(kept, draft.file, facts=draft.facts)


CHECK = TemplateCheck(NOT_SUPPORTED, find)
