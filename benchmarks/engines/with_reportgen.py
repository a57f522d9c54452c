"""reportgen: the engine of its Word files, without a report around it."""

from __future__ import annotations

import os
from functools import partial
from types import SimpleNamespace
from unittest.mock import patch

from benchmarks.contexts import facts_of, marked
from benchmarks.data import department
from benchmarks.engines import Job, Render
from reportgen.load.evaluation import read_evaluation
from reportgen.load.profile import load_profile
from reportgen.model.figures import assess
from reportgen.readback.expected import Expected, expected_of
from reportgen.readback.reader import read_back
from reportgen.render.word.template import WordTemplate

FILE = "report.docx"


def untagged(job: Job) -> Render:
    """Any template of docxtpl with any data, as `template render` does it; the template is compiled once."""
    template = WordTemplate.open(job.source, FILE, job.data[0], facts=False)
    return lambda place: template.render(job.data[place])


def with_facts(job: Job) -> Render:
    """The template as that of a report: every figure of the form is a fact and carries its bookmark."""
    template = WordTemplate.open(job.source, FILE, job.data[0], facts=True)
    contexts = [marked(context) for context in job.data]
    return lambda place: template.render(contexts[place])


def untagged_alone(job: Job) -> Render:
    """As `untagged`, without the output gate, which nobody else may switch off."""
    _let_pass()
    return untagged(job)


def with_facts_alone(job: Job) -> Render:
    """As `with_facts`, without the output gate."""
    _let_pass()
    return with_facts(job)


def _let_pass() -> None:
    """For the rest of this process every document passes."""
    patch("reportgen.render.word.template.check_output", lambda *_, **__: None).start()


def compiling(job: Job) -> Render:
    """Opens, checks and compiles the template each time, without the cache."""
    os.environ["REPORTGEN_CACHE"] = ""

    def render(place: int) -> bytes:
        WordTemplate.open(job.source, FILE, job.data[place], facts=False)
        return b""

    return render


def reading_back(job: Job) -> Render:
    """Compares reports rendered with facts with what their forms say; renders nothing."""
    render = with_facts(job)
    documents = [render(place) for place in range(job.count)]
    expected = [_expected(job, place) for place in range(job.count)]

    def compare(place: int) -> bytes:
        if differences := read_back({FILE: documents[place]}, "build", expected[place]):
            raise AssertionError(str(differences[0]))
        return documents[place]

    return compare


def _expected(job: Job, place: int) -> Expected:
    """What the form of a department says, of the facts that its template prints."""
    text = department(place).evaluation().encode()
    assessment = assess(read_evaluation(text, "evaluation.yaml", partial(load_profile, folders=())))
    printed = tuple(facts_of(marked(job.data[place])))
    return expected_of(assessment, SimpleNamespace(facts=lambda: printed, prose=lambda: ()))  # type: ignore[arg-type]
