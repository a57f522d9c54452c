"""One part of a template, compiled: values in, the part's text out."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from reportgen.base.errors import TemplateError
from reportgen.render.code import Code
from reportgen.render.word.failures import failure_of
from reportgen.render.word.names import MARK_NS
from reportgen.render.word.session import SESSION, Session
from reportgen.render.word.tags import Tagged

_ROOT = re.compile(r"<\w+:\w+")


@dataclass(frozen=True, slots=True)
class RenderedPart:
    """The text of a part: whether it `is_sound` as it is, and `is_marked` with what must be resolved in it.

    `has_keys` where cells are to be merged by the keys that are printed in them.

    `facts` are the numbers of the facts that it prints.
    """

    text: str
    is_sound: bool
    is_marked: bool
    has_keys: bool
    facts: Collection[int]

    def marked(self) -> str:
        """The text with the namespace of the marks in it."""
        return _ROOT.sub(lambda root: f'{root.group()} xmlns:rg="{MARK_NS}"', self.text, count=1)


@dataclass(frozen=True, slots=True)
class CompiledPart:
    """A part that may be rendered any number of times.

    `next_id` is the first number that no drawing of it has; `betrayals` are what its text holds where it is not sound,
    None where that does not show.
    """

    source: Tagged
    code: Code
    next_id: int
    betrayals: frozenset[str] | None

    @property
    def is_constant(self) -> bool:
        """Whether it holds no tag."""
        return not self.source.texts

    def render(self, context: Mapping[str, Any], session: Session) -> RenderedPart:
        """The part with the values of `context`. Raises TemplateError with the place of the tag that fails."""
        session.part, session.next_id = self.source.part, self.next_id
        session.spots, session.leaves_marks = self.source.spots, False
        session.leaves_keys = False
        first = len(session.facts) + 1
        try:
            text = self.code.render({**context, SESSION: session})
        except Exception as error:
            raise TemplateError([failure_of(error, self.source, context)]) from error
        is_sound = self.betrayals is not None and not any(sign in text for sign in self.betrayals)
        facts = range(first, len(session.facts) + 1)
        return RenderedPart(text, is_sound, session.leaves_marks, session.leaves_keys, facts)
