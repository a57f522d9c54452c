"""Compares what was seen of a file with the source: facts, narrative to the character, tables cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.document.blocks import Picture, inlines_of
from reportgen.readback.deep.faults import LOST_FACT, LOST_PICTURE, OTHER_TEXT
from reportgen.readback.deep.grids import compare_tables
from reportgen.readback.deep.pattern import Line, compiled, lines_of, notes_of
from reportgen.readback.deep.seen import Seen, bare
from reportgen.readback.deep.source import Source

_SHOWN = 60
"""So many characters of a text are told."""


def compare_seen(source: Source, seen: Seen) -> Iterator[Finding]:
    """Every difference between a file and the source."""
    yield from compare_facts(source, seen)
    yield from compare_grade(source, seen)
    yield from compare_narrative(source, seen)
    yield from compare_tables(source, seen)


def compare_facts(source: Source, seen: Seen) -> Iterator[Finding]:
    """Every text that is seen less often than facts print it. A number counts where no other digit touches it."""
    by_text: dict[str, dict[str, str]] = {}
    for fact in source.expected.printed:
        by_text.setdefault(bare(fact.text), {})[fact.id] = fact.label
    lines = "\n".join(seen.bare_lines)
    for text, labels in by_text.items():
        if not text:
            continue
        found = len(re.findall(_standing_alone(text), lines)) or seen.text.count(text)
        if found < len(labels):
            label = "、".join(dict.fromkeys(labels.values()))
            yield LOST_FACT.at(
                Location.of_file(seen.file),
                fact=next(iter(labels)),
                label=label,
                expected=text,
                found=found,
                needed=len(labels),
            )


def _standing_alone(text: str) -> str:
    before = r"(?<![\d.,])" if text[0].isdigit() else ""
    after = r"(?!\d|[.,]\d)" if text[-1].isdigit() else ""
    return before + re.escape(text) + after


def compare_grade(source: Source, seen: Seen) -> Iterator[Finding]:
    """The grade is seen more often than any other grade of the profile: a scale may print each of them once."""
    grade = bare(source.text_of("conclusion.grade"))
    others = {bare(band.label) for band in source.profile.grades} - {grade}
    if not grade or len(others) == len(source.profile.grades):
        return
    often = {one: _as_a_value(one, seen) for one in (grade, *others)}
    rival = max(others, key=lambda one: often[one], default=grade)
    if rival != grade and often[rival] >= often[grade]:
        yield LOST_FACT.at(
            Location.of_file(seen.file),
            fact="conclusion.grade",
            label=source.columns["grade"],
            expected=grade,
            found=often[grade],
            needed=often[rival] + 1,
        )


def _as_a_value(text: str, seen: Seen) -> int:
    """How often `text` stands for itself: a whole line, or after a colon or a quotation mark."""
    alone = re.compile(rf"(?:^|[：:“]){re.escape(text)}(?=$|[。”，；])")
    return sum(len(alone.findall(line)) for line in seen.bare_lines)


def compare_narrative(source: Source, seen: Seen) -> Iterator[Finding]:
    """Every section that is not printed whole, in one piece, with nothing in it but what `pattern` lists.

    What was done for the goals stands in the order of the goals.
    """
    pictures = 0
    reached: dict[str, int] = {}
    last_goal = 0
    for name, section in source.narrative.all_sections():
        pictures += sum(1 for inline in inlines_of(section.blocks) if isinstance(inline, Picture))
        notes = {f"{name} [{number}]": note.blocks for number, note in notes_of(section.blocks).items()}
        for told, blocks in {name: section.blocks, **notes}.items():
            lines = list(lines_of(blocks, seen.marked))
            pattern = "".join(line.pattern for line in lines)
            of_goal = told.startswith("completion.") and told == name
            start = max(reached.get(pattern, 0), last_goal if of_goal else 0)
            end = _printed_until(pattern, seen, start, whole=told == name)
            if end is None:
                yield _difference(told, lines, seen, start)
                continue
            reached[pattern] = end
            last_goal = end if of_goal else last_goal
    if pictures > seen.pictures and seen.shows_pictures:
        yield LOST_PICTURE.at(Location.of_file(seen.file), found=seen.pictures, expected=pictures)


def _printed_until(pattern: str, seen: Seen, start: int, *, whole: bool) -> int | None:
    """Where the first printing of `pattern` after `start` ends; `whole` where it must fill its paragraphs."""
    for match in compiled(pattern).finditer(seen.text, start):
        if not whole or (match.start() in seen.ends and match.end() in seen.ends):
            return match.end()
    return None


def _difference(name: str, lines: list[Line], seen: Seen, start: int) -> Finding:
    """The first paragraph that is not there as it should be, with what is there in its place, after `start`."""
    missing = next((line for line in lines if compiled(line.pattern).search(seen.text) is None), None)
    if missing is not None:
        expected = missing.words
        found = next(iter(get_close_matches(expected, set(seen.bare_lines), n=1, cutoff=0.3)), "")
    else:
        first = compiled(lines[0].pattern).search(seen.text)
        expected = "".join(line.words for line in lines)
        at = first.start() if first is not None and first.start() >= start else start
        found = seen.text[at : at + len(expected) + _SHOWN]
    expected, found = _where_they_part(expected, found)
    return OTHER_TEXT.at(Location.of_file(seen.file), fact=name, section=name, expected=expected, found=found)


def _where_they_part(expected: str, found: str) -> tuple[str, str]:
    alike = zip(expected, found, strict=False)
    start = next((at for at, (one, other) in enumerate(alike) if one != other), min(len(expected), len(found)))
    first = max(0, start - _SHOWN // 3) if found else 0
    return _cut(expected, first), _cut(found, first)


def _cut(text: str, first: int) -> str:
    shown = text[first : first + _SHOWN]
    return ("…" if first else "") + shown + ("…" if first + _SHOWN < len(text) else "")
