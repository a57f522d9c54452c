"""What stands before the forms of a package: the title, the contents and the summary, to the last sign.

Everything that the evaluations and narratives say stands there once, in its order. What stands between must be the
template's own words: whatever neither says was added.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.document.blocks import Picture, inlines_of
from reportgen.readback.deep.binding import Binding, Said
from reportgen.readback.deep.faults import ADDED, LOST_FACT, LOST_PICTURE, OTHER_TEXT
from reportgen.readback.deep.pattern import NUMBER, compiled, lines_of, notes_of
from reportgen.readback.deep.seen import Seen, bare

_LITERAL = re.compile(r"[^\x00-\x7f]+|[:;()]")
_PAGE = re.compile(r"\d+")
_TITLES = ("title", "Title", "docProps/core.xml title")
"""Where a page, a PDF and a Word file say what they are called."""
_SHOWN = 60
_NAME = 40
"""So long is a figure or a name; what is longer is told as text."""
_TRIES = 200
"""So many places are looked at where a text may stand."""
_BACK = r"(?:↩(?:\[?\d{1,3}\]?)?)*"
"""The links back from a footnote on a page."""


@dataclass(frozen=True)
class Wording:
    """The words of a template, which may stand around what it prints."""

    literals: frozenset[str]

    @classmethod
    def of(cls, template: str) -> Wording:
        """Every run of words in the text of a template; numbers and latin letters are never taken for its own."""
        return cls(frozenset(found for line in template.splitlines() for found in _LITERAL.findall(bare(line))))

    def explains(self, text: str, *names: str) -> bool:
        """Whether `text`, without white space, is made of whole pieces of the template's words and of `names` alone."""
        known = self.literals.union(map(bare, names))
        longest = max(map(len, known), default=0)
        reached, last = {0}, 0
        for end in range(1, len(text) + 1):
            if end - last > longest:
                return False
            if any(at in reached and text[at:end] in known for at in range(max(0, end - longest), end)):
                reached.add(end)
                last = end
        return last == len(text)


def compare_front(binding: Binding, seen: Seen, wording: Wording, pages: Mapping[int, int] | None) -> Iterator[Finding]:
    """Every text that is lost, changed, added or out of order in what stands before the forms.

    `pages` are the numbers that the contents print, by part; None where they print none, and of a part that is not
    there any number will do.
    """
    yield from _compare_pictures(binding, seen)
    yield from _compare_titles(binding, seen)
    text, where = seen.text, Location.of_file(seen.file)
    for name, pattern, words in _notes(binding, marked=seen.marked):
        text, is_there = _cut_out(pattern, text)
        if not is_there:
            yield OTHER_TEXT.at(where, fact=name, section=name, expected=words[:_SHOWN], found="")
    at, page = 0, None
    for said in binding.said(marked=seen.marked):
        match = _next(said, text, at, wording, page)
        if match is None:
            yield _missing(said, text[at:], where).of_report(said.report)
            continue
        if not _explained(text[at : match.start()], wording, page):
            yield ADDED.at(where, found=text[at : match.start()][:_SHOWN]).of_report(said.report)
        at = match.end()
        page = None if pages is None or said.page is None else str(pages.get(said.page, ""))
    if not _explained(text[at:], wording, page):
        yield ADDED.at(where, found=text[at : at + _SHOWN])


def _next(said: Said, text: str, at: int, wording: Wording, page: str | None) -> re.Match[str] | None:
    """The next printing of `said` after `at`: the first with nothing but the template's words before it, if any."""
    number = "" if said.number is None else rf"(?:{said.number}[.、．]?)?"
    pattern = compiled(number + "".join(line.pattern for line in said.lines))
    found = list(islice(pattern.finditer(text, at), _TRIES))
    own = (match for match in found if _explained(text[at : match.start()], wording, page))
    return next(own, found[0] if found else None)


def _explained(between: str, wording: Wording, page: str | None) -> bool:
    """Whether `between` is the template's; a page number may stand in it: `page`, or any where that is empty."""
    if page is None:
        return wording.explains(between)
    found = _PAGE.search(between)
    number = found[0] if found is not None else ""
    return (not page or number in ("", page)) and wording.explains(_PAGE.sub("", between, count=1))


def _missing(said: Said, rest: str, where: Location) -> Finding:
    if len(said.words) <= _NAME:
        return LOST_FACT.at(where, fact=said.fact, label=said.label, expected=said.words, found=0, needed=1)
    return OTHER_TEXT.at(where, fact=said.fact, section=said.label, expected=said.words[:_SHOWN], found=rest[:_SHOWN])


def _notes(binding: Binding, *, marked: bool) -> Iterator[tuple[str, str, str]]:
    """The footnotes of the summary: where each is from, the pattern of it, its words."""
    for _, name, blocks in binding.summarised():
        for number, note in notes_of(blocks).items():
            lines = list(lines_of(note.blocks, marked))
            pattern = "".join(line.pattern for line in lines)
            yield f"{name} [{number}]", f"(?:{NUMBER})?{pattern}{_BACK}", "".join(line.words for line in lines)


def _cut_out(pattern: str, text: str) -> tuple[str, bool]:
    """`text` without the last printing of `pattern`; notes stand below what refers to them."""
    found = deque(compiled(pattern).finditer(text), maxlen=1)
    return (text[: found[0].start()] + text[found[0].end() :], True) if found else (text, False)


def _compare_pictures(binding: Binding, seen: Seen) -> Iterator[Finding]:
    wanted = sum(isinstance(one, Picture) for _, _, blocks in binding.summarised() for one in inlines_of(blocks))
    if seen.shows_pictures and seen.pictures < wanted:
        yield LOST_PICTURE.at(Location.of_file(seen.file), found=seen.pictures, expected=wanted)


def _compare_titles(binding: Binding, seen: Seen) -> Iterator[Finding]:
    """What a file calls itself, which a window and a search show, holds the title of the package."""
    for place in _TITLES if not binding.inserted else ():
        found = seen.behind.get(place)
        if found is not None and bare(binding.title) not in bare(found):
            where, expected = Location.of_file(seen.file), binding.title[:_SHOWN]
            yield OTHER_TEXT.at(where, fact="title", section=place, expected=expected, found=found[:_SHOWN])
