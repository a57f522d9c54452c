"""A tag says something outside the closed language of templates."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Finding
from reportgen.render.expressions import NOT_ALLOWED
from reportgen.render.word.check.draft import Draft
from reportgen.render.word.check.rule import TemplateCheck, of_tag
from reportgen.render.word.check.unknown_test import FAULT as UNKNOWN_TEST
from reportgen.render.word.check.unknown_test import find as unknown_tests


def find(draft: Draft) -> Iterator[Finding]:
    """Each thing in a tag that is not allowed; an unknown test has its own kind of finding."""
    tests = {(one.where, one.values["test"]) for one in unknown_tests(draft) if one.code == UNKNOWN_TEST.code}
    for tag in draft.tags:
        for finding in draft.faults(tag):
            what = finding.values.get("what", "")
            if finding.code == NOT_ALLOWED.code and (tag.where, what.removeprefix("is ")) not in tests:
                yield of_tag(finding, tag)


CHECK = TemplateCheck(NOT_ALLOWED, find, word_only=False)
