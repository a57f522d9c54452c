"""docxtpl: as its documentation asks for, and with everything kept that may be kept from one report to the next."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Environment, Template

from benchmarks.engines import Job, Render


def naive(job: Job) -> Render:
    """A new DocxTemplate of the file for each report."""
    return lambda place: _rendered(DocxTemplate(job.template), job.data[place], None)


def reusing(job: Job) -> Render:
    """The template's bytes, the environment, what it compiled and what `patch_xml` made are kept."""
    source, environment = job.source, _Remembering(autoescape=True)
    return lambda place: _rendered(_Patched(io.BytesIO(source)), job.data[place], environment)


def _rendered(template: DocxTemplate, context: dict[str, Any], environment: Environment | None) -> bytes:
    template.render(context, environment, autoescape=True)
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


class _Remembering(Environment):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._compiled: dict[str, Template] = {}

    def from_string(self, source: Any, *args: Any, **options: Any) -> Template:
        if source not in self._compiled:
            self._compiled[source] = super().from_string(source, *args, **options)
        return self._compiled[source]


class _Patched(DocxTemplate):  # type: ignore[misc]  # docxtpl ships no types
    def patch_xml(self, src_xml: str) -> str:
        return _patched(src_xml)


@cache
def _patched(xml: str) -> str:
    patched: str = DocxTemplate(io.BytesIO()).patch_xml(xml)
    return patched
