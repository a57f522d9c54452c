"""What a template was compiled to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import CodeType
from typing import Any

from jinja2 import Template

from reportgen.render.environment import Environment


class Code:
    """The compiled source of a template, and what runs it in `environment`."""

    def __init__(self, compiled: CodeType, environment: Environment) -> None:
        self.compiled = compiled
        self._template = Template.from_code(environment, compiled, environment.globals)

    def render(self, context: Mapping[str, Any]) -> str:
        """What the source prints with the values of `context`."""
        return self._template.render(context)

    def pieces(self, context: Mapping[str, Any]) -> Iterator[str]:
        """The same, text by text."""
        return self._template.generate(context)
