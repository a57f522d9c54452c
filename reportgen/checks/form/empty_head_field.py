"""A field of the head that the form requires is empty.

Why: the public must know when the form was filed and whom to ask; the profile's `mandatory` lists the fields.
Example: no filing date.
Remedy: fill in the field.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject

FAULT = Fault("FRM004", "empty_head_field", Severity.WARNING, N_("{label} is empty"), N_("fill in form.{field}"))


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each empty field that the profile requires."""
    form = subject.evaluation.form
    for field in subject.profile.mandatory:
        if getattr(form, field) is None:
            yield FAULT.at(form.where, fact=f"form.{field}", label=subject.evaluation.columns[field], field=field)


CHECK = Check(FAULT, find)
