"""A Word template: opened, checked and compiled once, then rendered many times."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from reportgen.filters.filter import has_own_filters
from reportgen.render.cache import kept
from reportgen.render.word.additions import CORE, FACTS_ITEM, core_xml, facts_xml
from reportgen.render.word.faults import BrokenOutputError
from reportgen.render.word.frame import Frame
from reportgen.render.word.gate import check_output
from reportgen.render.word.names import DECLARATION
from reportgen.render.word.part import CompiledPart, RenderedPart
from reportgen.render.word.properties import Properties
from reportgen.render.word.session import SESSION, Session
from reportgen.render.word.shell import Shell
from reportgen.render.word.text_merges import merged_text
from reportgen.render.word.values import environment

NO_BLOCKS: Mapping[str, tuple[str, bytes]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class WordTemplate:
    """A template that may be rendered any number of times; rendering changes nothing in it.

    With `facts`, figures are marked, narrative is set and the file is made anew around the parts. Without, the template
    is one of docxtpl with any data: the result is what docxtpl makes of it, see docs/templates.md for what is better.
    """

    parts: Mapping[str, CompiledPart]
    shell: Shell
    frame: Frame
    first_bookmark: int
    tags: frozenset[str]
    facts: bool
    properties: Properties
    constant: frozenset[str] = frozenset()

    @classmethod
    def open(
        cls,
        data: bytes,
        file: str,
        names: Iterable[str],
        blocks: Mapping[str, tuple[str, bytes]] = NO_BLOCKS,
        *,
        facts: bool = True,
    ) -> WordTemplate:
        """Opens the template in `data`, told of as `file`; `names` are the names its tags may use.

        `blocks` are the files, by the region they replace: what each is told of as, and its bytes; only with `facts`.
        A template that was opened before is taken from the cache. Raises TemplateError with every fault of all its
        parts.
        """
        made, known = environment(), tuple(names)

        def compiled() -> WordTemplate:
            from reportgen.render.word.compiling import compiled_template

            return compiled_template(data, file, known, blocks, made, facts=facts)

        if has_own_filters():
            return compiled()
        asked = (file, sorted(known), sorted(blocks.items()), sorted(made.filters), facts)
        return kept(asked, data, made, compiled, cls)

    def render(self, context: Mapping[str, Any], title: str = "", language: str = "") -> bytes:
        """The document with the values of `context`; `title` and `language` are for its core properties with `facts`.

        Raises TemplateError where a tag cannot be printed, and BrokenOutputError where the result is not sound.
        """
        session = self._session()
        rendered = {name: part.render(context, session) for name, part in self.parts.items()}
        properties = {} if self.facts else self.properties.render({**context, SESSION: session})
        merged = {name: _merged(part, session) for name, part in rendered.items()}
        unfinished = self._unfinished(merged, session)
        made = self._finished({**merged, **{name: rendered[name] for name in unfinished}}, session, unfinished)
        try:
            self._check(made)
        except BrokenOutputError:
            if unfinished == rendered.keys():
                raise
            made = self._finished(rendered, session, rendered.keys())
            self._check(made)
        own = {CORE: core_xml(title, language)} if self.facts else properties
        return self.shell.packed({**made, **own})

    def constant_parts(self) -> dict[str, bytes]:
        """The parts that hold no tag and are sound as they are: the same in every document."""
        rendered = {name: part.render({}, self._session()) for name, part in self.parts.items() if part.is_constant}
        return {name: _written(part) for name, part in rendered.items() if self._is_constant(name, part)}

    def _is_constant(self, name: str, part: RenderedPart) -> bool:
        try:
            self._check({name: _written(part)})
        except BrokenOutputError:
            return False
        return part.is_sound and not part.is_marked

    def _session(self) -> Session:
        return Session(self.shell.styles, self.first_bookmark, self.shell.numbering, self.frame, self.facts)

    def _check(self, made: Mapping[str, bytes]) -> None:
        check_output(made, self.parts.keys(), self.tags if self.facts else (), strict=self.facts)

    def _unfinished(self, rendered: Mapping[str, RenderedPart], session: Session) -> Collection[str]:
        """The parts in which something is left to be resolved: where one is, so are all that count or number alike."""
        marked = {name for name, part in rendered.items() if part.is_marked or part.has_keys or not part.is_sound}
        if session.notes:
            marked |= {self.frame.body, self.frame.notes}
        return marked & rendered.keys()

    def _finished(
        self, rendered: Mapping[str, RenderedPart], session: Session, unfinished: Collection[str]
    ) -> dict[str, bytes]:
        """The parts of the document that are its own, the map of its facts included."""
        whole = {name: part for name, part in rendered.items() if name not in unfinished}
        made = {name: _written(part) for name, part in whole.items() if name not in self.constant}
        facts = {number for part in whole.values() for number in part.facts}
        if unfinished:
            from reportgen.render.word.resolving import resolved

            file = self.parts[self.frame.body].source.whole.file
            left = resolved({name: rendered[name] for name in unfinished}, session, file, self.shell.main)
            made, facts = made | left.parts, facts | left.facts
        if self.facts:
            made[FACTS_ITEM] = facts_xml((number, session.facts[number - 1]) for number in sorted(facts))
        return made | self.shell.added(session)


def _merged(part: RenderedPart, session: Session) -> RenderedPart:
    """The part with its cells merged, where its text alone allows it."""
    if not part.has_keys or part.is_marked or not part.is_sound:
        return part
    found = merged_text(part.text, session)
    return part if found is None else replace(part, text=found.text, has_keys=False, facts=found.left(part.facts))


def _written(part: RenderedPart) -> bytes:
    """The part as it stands in the file."""
    return _DECLARATION + part.text.encode()


_DECLARATION = DECLARATION.encode()
