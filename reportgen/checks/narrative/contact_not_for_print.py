"""The name of the contact stands in a text, though the profile prints no contact.

Why: a name that the form keeps back should not come out elsewhere.
Example: profile with print_contact: no, contact 王一, and a text that says 联系人王一.
Remedy: delete the name.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.narrative.paragraphs import passages
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "PER002",
    "contact_not_for_print",
    Severity.WARNING,
    N_("the name of the contact stands in {where_told}, though the profile prints none"),
    N_("delete the name"),
)


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each text that holds the name."""
    contact = subject.evaluation.form.contact
    if subject.profile.print_contact or contact is None or len(contact.text.strip()) <= 1:
        return
    for passage in passages(subject):
        if passage.id != "form.contact" and contact.text.strip() in passage.text:
            yield FAULT.at(passage.where, fact=passage.id, where_told=passage.id)


CHECK = Check(FAULT, find)
