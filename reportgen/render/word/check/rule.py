"""What a check of a template is, and the catalogue of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from reportgen.base.catalogue import declared
from reportgen.base.finding import Fault, Finding
from reportgen.render.word.check.draft import Draft
from reportgen.render.word.check.tagging import Tag


@dataclass(frozen=True, slots=True)
class TemplateCheck:
    """One kind of fault and how it is found; `word_only` where other templates have nothing like it."""

    fault: Fault
    find: Callable[[Draft], Iterator[Finding]]
    word_only: bool = True


@cache
def template_checks() -> Mapping[str, TemplateCheck]:
    """Every check by the name of its fault."""
    import reportgen.render.word.check as package

    return declared(package, TemplateCheck, lambda check: check.fault.name)


def of_tag(finding: Finding, tag: Tag) -> Finding:
    """The same finding, with the text of the tag it was found in beside its values."""
    return replace(finding, values={**finding.values, "tag": tag.text})
