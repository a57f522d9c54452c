"""The sweep: what must never be printed, unless the author wrote it.

Every visible line, every hidden text and everything a file says of itself is searched. A sign that stands in a text of
the source, in the same words, is the author's own and no leak.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.base.messages import N_, Message
from reportgen.readback.deep.faults import HIDDEN
from reportgen.readback.deep.seen import Seen, bare
from reportgen.readback.deep.source import NUMBER, Source
from reportgen.readback.leaks import LEAK

_AUTHORS = re.compile(r"creator|author|lastModifiedBy|manager|company", re.IGNORECASE)
_COMMENTS = re.compile(r"comments|description|keywords|category|contentStatus", re.IGNORECASE)
_SHOWN = 80


@dataclass(frozen=True)
class Sign:
    """A pattern of what leaks, and what people call it."""

    kind: str
    pattern: re.Pattern[str]


SIGNS = (
    Sign(N_("a tag of a template"), re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|｛｛|｝｝")),
    Sign(
        N_("markup"),
        re.compile(r"</?(?:p|br|div|span|tr|td|th|table|b|i|u|strong|em|ul|ol|li|a|img|h[1-6]|w:\w+)(?: [^<>]*)?/?>"),
    ),
    Sign(N_("an escape of markup"), re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,6}|#x[0-9a-fA-F]{1,5});")),
    Sign(
        N_("a value of a program"),
        re.compile(
            r"(?<![A-Za-z0-9_])(?:None|NaN|nan|undefined|null|Undefined|Decimal\(.{0,40}?\)|True|False)(?![A-Za-z0-9_])"
            r"|<[\w. ]{1,80} (?:at|object at) 0x[0-9a-f]+>|\[object Object\]|built-in method"
        ),
    ),
    Sign(
        N_("a code of a field"),
        re.compile(r"PAGEREF|NOTEREF|MERGEFORMAT|HYPERLINK \"|Error! (?:Reference|Bookmark)|错误!未定义书签"),
    ),
    Sign(N_("a character that could not be read"), re.compile("�|锟斤拷|烫烫烫")),
    Sign(
        N_("a prompt of the blank form"),
        re.compile(
            r"请填写|请输入|点击此处|单击此处|单击或点击此处|点击或单击|此处填写|在此处?键入|填报说明"
            r"|(?<![A-Za-z])[XＸ×]{2,}(?![A-Za-z])|[(（][^()（）]{0,12}\d{2,4}字(?:以内|左右|以上|内)?[)）]"
            r"|TODO|FIXME|[Ll]orem ipsum"
        ),
    ),
    Sign(
        N_("a path of a machine"),
        re.compile(r"file://\S*|/(?:home|Users|root|tmp|var|usr)/\S+|(?<![A-Za-z])[A-Za-z]:\\[^\s<>|]*"),
    ),
)
YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?=年|年度|[-/.]\d{1,2}[-/.]\d|财年)")
AMOUNT = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])")


class Vocabulary(Protocol):
    """What an author may have written."""

    @property
    def years(self) -> frozenset[str]:
        """Every year that is named."""

    @property
    def numbers(self) -> frozenset[str]:
        """Every number as it is printed."""

    def holds(self, sign: str, line: str) -> bool:
        """Whether `sign`, seen in `line`, is the author's."""


@dataclass(frozen=True)
class Together:
    """The words of several sources, and further `texts`."""

    sources: Sequence[Source]
    texts: Sequence[str]

    @cached_property
    def years(self) -> frozenset[str]:
        """Every year that one of them names."""
        named = frozenset(year for text in self.texts for year in re.findall(r"(?<!\d)(?:19|20)\d\d", text))
        return named.union(*(source.years for source in self.sources))

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Every number as one of them prints it."""
        named = frozenset(number for text in self.texts for number in NUMBER.findall(bare(text)))
        return named.union(*(source.numbers for source in self.sources))

    def holds(self, sign: str, line: str) -> bool:
        """Whether `sign`, seen in `line`, is the author's of one of them."""
        wanted, around = bare(sign), bare(line)
        own = any(wanted in bare(text) and (bare(text) in around or around in bare(text)) for text in self.texts)
        return own or any(source.holds(sign, line) for source in self.sources)


def sweep(source: Vocabulary, seen: Seen) -> Iterator[Finding]:
    """Every leak of a file, each text and kind once."""
    told: set[tuple[str, str]] = set()
    where = Location.of_file(seen.file)
    for place, text in _texts(seen):
        for kind, found in _leaks(source, place, text):
            if (kind, found) not in told:
                told.add((kind, found))
                yield LEAK.at(where, found=found, place=place, kind=Message(kind))
    for text in dict.fromkeys(seen.hidden):
        yield HIDDEN.at(where, found=text[:_SHOWN])


def _texts(seen: Seen) -> Iterator[tuple[Message | str, str]]:
    for line in seen.lines:
        yield Message(N_("in the text")), line
    for text in seen.hidden:
        yield Message(N_("hidden")), text
    yield from seen.behind.items()


def _leaks(source: Vocabulary, place: Message | str, text: str) -> Iterator[tuple[str, str]]:
    for sign in SIGNS:
        for match in sign.pattern.finditer(text):
            if not source.holds(match.group(), text):
                yield sign.kind, match.group()[:_SHOWN]
    for match in YEAR.finditer(text):
        if match.group() not in source.years and not source.holds(match.group(), text):
            yield N_("another year than the form's"), match.group()
    for match in AMOUNT.finditer(text):
        if match.group() not in source.numbers:
            yield N_("an amount that nobody stated"), match.group()
    if isinstance(place, str) and text.strip() and not source.holds(text, text):
        if _AUTHORS.search(place):
            yield N_("the name of a person or program"), text.strip()[:_SHOWN]
        elif _COMMENTS.search(place) and "@" not in place:
            yield N_("a remark"), text.strip()[:_SHOWN]
