"""Exceptions: one plain sentence, and every fault of a file at once."""

from __future__ import annotations

import pytest

from reportgen.base.errors import ContentError, ReportgenError, TemplateError, UsageError
from reportgen.base.finding import Fault, Severity
from reportgen.base.location import Location

FAULT = Fault("TST001", "broken", Severity.ERROR, "{text} is broken")


def test_the_text_is_the_sentence_with_its_values():
    assert str(UsageError("{path} is missing", path="a.yaml")) == "a.yaml is missing"


def test_every_fault_of_a_file_is_told_in_the_order_of_its_lines():
    error = ContentError(FAULT.at(Location.in_text("a.yaml", line), text=str(line)) for line in (9, 2))
    assert str(error) == "a.yaml:2: 2 is broken\na.yaml:9: 9 is broken"
    assert [finding.where.line for finding in error.findings] == [2, 9]


@pytest.mark.parametrize("text", ["{{ x }}", "{x}", "{", "{0}"])
def test_braces_in_a_fault_are_printed_as_they_are(text):
    assert str(ContentError([FAULT.at(Location.of_file("a.md"), text=text)])) == f"a.md: {text} is broken"


def test_whoever_catches_the_base_class_catches_all():
    assert all(issubclass(kind, ReportgenError) for kind in (UsageError, ContentError, TemplateError))
