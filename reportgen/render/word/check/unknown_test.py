"""A tag asks, after `is`, for a test that does not exist; one that Jinja has and templates have not is forbidden."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from jinja2 import nodes
from jinja2.tests import TESTS

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.render.word.check.draft import Draft
from reportgen.render.word.check.rule import TemplateCheck

FAULT = Fault(
    "TPL125",
    "unknown_test",
    Severity.ERROR,
    N_("{tag}: there is no test {test}"),
    N_("did you mean {suggestion}? tests: {known}"),
)


def find(draft: Draft) -> Iterator[Finding]:
    """Each test that does not exist."""
    known = sorted(draft.environment.tests)
    for tag in draft.tags:
        tree = draft.tree(tag)
        for test in tree.find_all(nodes.Test) if tree else ():
            if test.name not in known and test.name not in TESTS:
                near = difflib.get_close_matches(test.name, known, n=1, cutoff=0)[0]
                yield FAULT.at(tag.where, tag=tag.text, test=test.name, suggestion=near, known=", ".join(known))


CHECK = TemplateCheck(FAULT, find, word_only=False)
