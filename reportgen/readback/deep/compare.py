"""Compares what was seen of a file with the source: facts, narrative to the character, tables cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher, get_close_matches

from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.document.blocks import Picture, inlines_of
from reportgen.readback.deep.faults import LOST_FACT, LOST_PICTURE, OTHER_TEXT
from reportgen.readback.deep.grids import compare_tables
from reportgen.readback.deep.pattern import compiled, lines_of, notes_of
from reportgen.readback.deep.seen import Seen, bare
from reportgen.readback.deep.source import Source

_SHOWN = 60
"""So many characters of a text are told."""


def compare_seen(source: Source, seen: Seen) -> Iterator[Finding]:
    """Every difference between a file and the source."""
    yield from compare_facts(source, seen)
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


def compare_narrative(source: Source, seen: Seen) -> Iterator[Finding]:
    """Every section that is not printed whole, in one piece, with nothing in it but what `pattern` lists."""
    pictures = 0
    reached: dict[str, int] = {}
    for name, section in source.narrative.all_sections():
        pictures += sum(1 for inline in inlines_of(section.blocks) if isinstance(inline, Picture))
        texts = {name: section.blocks, **{f"{name} [{n}]": note.blocks for n, note in notes_of(section.blocks).items()}}
        for told, blocks in texts.items():
            lines = [line for line in lines_of(blocks, seen.marked) if line]
            start = reached.get("".join(lines), 0)
            end = _printed_until(lines, seen, start, whole=told == name)
            if end is None:
                yield _difference(told, lines, seen)
            else:
                reached["".join(lines)] = end
    if pictures > seen.pictures and seen.marked:
        yield LOST_PICTURE.at(Location.of_file(seen.file), found=seen.pictures, expected=pictures)


def _printed_until(lines: list[str], seen: Seen, start: int, *, whole: bool) -> int | None:
    """Where the first printing of `lines` after `start` ends; `whole` where it must fill its paragraphs."""
    for match in compiled("".join(lines)).finditer(seen.text, start):
        if not whole or (match.start() in seen.ends and match.end() in seen.ends):
            return match.end()
    return None


def _difference(name: str, lines: list[str], seen: Seen) -> Finding:
    """The first paragraph that is not there as it should be, with what is there in its place."""
    missing = next((line for line in lines if compiled(line).search(seen.text) is None), None)
    if missing is None:
        expected, found = _plain(lines[0]), ""
        last = compiled(lines[0]).search(seen.text)
        if last is not None:
            found = seen.text[last.start() : last.start() + 4 * _SHOWN]
        expected = "".join(map(_plain, lines))
    else:
        expected = _plain(missing)
        found = next(iter(get_close_matches(expected, set(seen.bare_lines), n=1, cutoff=0.3)), "")
    expected, found = _where_they_part(expected, found)
    return OTHER_TEXT.at(Location.of_file(seen.file), fact=name, section=name, expected=expected, found=found)


def _plain(pattern: str) -> str:
    """The words of a pattern, as `lines_of` makes it."""
    return re.sub(r"\\(.)", r"\1", re.sub(r"(?<!\\)\((?:[^()\\]|\\.)*(?<!\\)\)\??", "", pattern))


def _where_they_part(expected: str, found: str) -> tuple[str, str]:
    same = SequenceMatcher(None, expected, found, autojunk=False).find_longest_match(0, len(expected), 0, len(found))
    start = next((at for at, (a, b) in enumerate(zip(expected, found, strict=False)) if a != b), same.size)
    first = max(0, start - _SHOWN // 3) if found else 0
    return _cut(expected, first), _cut(found, first)


def _cut(text: str, first: int) -> str:
    shown = text[first : first + _SHOWN]
    return ("…" if first else "") + shown + ("…" if first + _SHOWN < len(text) else "")

