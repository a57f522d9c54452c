"""Splits the prose of a form: goals into items, completion by goal, the conclusion into its sections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.base.text import squeezed
from reportgen.load.forms.dictionary import dictionary, normal

_ITEM = re.compile(r"(?:^|(?<=[;；。\n])\s*)(\d{1,2})\s*[.、．]\s*")
_PART = re.compile(r"(?:^|(?<=[;；。\n])\s*)[(（](\d{1,2})[)）]\s*")
_LABEL = re.compile(r"(?:^|(?<=[;；。\n]))\s*([^\s:：。；;，,]{2,10})\s*[:：]\s*")
_GRADE = re.compile(r"^([^\s。，,;；:：]{1,3})[。；;]?\s*$")


LEAD_IN = 4
"""Parts begin alike where so many characters after their numbers agree."""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The conclusion of a form: grade, sections by name, and what stands before the first of them."""

    grade: str | None
    sections: dict[str, str]
    rest: str


def split_goals(text: str) -> list[str]:
    """The goals of a cell: numbered items 1. 2. 3. in sequence without their numbers, else the whole as one."""
    return [part for _, part in _numbered(text, _ITEM)] or ([text.strip()] if text.strip() else [])


def split_completion(text: str) -> dict[int, str]:
    """The completion by the number of its goal, numbers kept; else all under 0.

    Parts that begin alike, `(1) 年度工作任务: … (3) 年度工作任务: …`, are told apart whatever their numbers; others
    must be numbered (1) (2) (3) in sequence.
    """
    alike = _alike(text)
    parts = _cut(text, alike) if alike else _numbered(text, _PART, keep=True)
    numbers = [number for number, _ in parts]
    return dict(parts) if parts and len(set(numbers)) == len(numbers) else {0: text.strip()}


def _alike(text: str) -> list[re.Match[str]]:
    """The marks that are followed by the same words as the first one, where there are several and nothing before."""
    marks = list(_PART.finditer(text))
    if not marks or text[: marks[0].start()].strip():
        return []
    first = text[marks[0].end() :][:LEAD_IN]
    same = [mark for mark in marks if text[mark.end() :][:LEAD_IN] == first]
    return same if len(same) > 1 else []


def _cut(text: str, marks: Sequence[re.Match[str]]) -> list[tuple[int, str]]:
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [(int(mark.group(1)), text[mark.start() : end].strip()) for mark, end in zip(marks, ends, strict=True)]


def _numbered(text: str, pattern: re.Pattern[str], *, keep: bool = False) -> list[tuple[int, str]]:
    """The parts that begin with 1, 2, 3 ... in sequence; nothing where text stands before the first."""
    marks: list[re.Match[str]] = []
    for match in pattern.finditer(text):
        if int(match.group(1)) == len(marks) + 1:
            marks.append(match)
    if not marks or text[: marks[0].start()].strip():
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [
        (number, text[mark.start() if keep else mark.end() : end].strip())
        for number, (mark, end) in enumerate(zip(marks, ends, strict=True), start=1)
    ]


def repeats(part: str, goal: str) -> bool:
    """Whether a part of the completion repeats the first words of its goal."""
    words = re.sub(r"\W", "", squeezed(goal))
    return words[:12] in re.sub(r"\W", "", squeezed(part))


def split_conclusion(text: str) -> Conclusion:
    """The conclusion by its labels, 取得成效: 经验做法: 下步提升: and their like."""
    marks = [
        (match, name) for match in _LABEL.finditer(text) if (name := dictionary().sections.get(normal(match.group(1))))
    ]
    sections: dict[str, str] = {}
    ends = [mark.start() for mark, _ in marks[1:]] + [len(text)]
    for (mark, name), end in zip(marks, ends, strict=False):
        sections[name] = "\n".join(filter(None, (sections.get(name), text[mark.end() : end].strip())))
    before = text[: marks[0][0].start()].strip() if marks else text.strip()
    grade = _GRADE.match(before)
    if grade and grade.group(1) in dictionary().grades:
        return Conclusion(grade.group(1), sections, "")
    return Conclusion(None, sections, before)


def joined(texts: Sequence[str]) -> str:
    """Several cells of one text, one below the other."""
    return "\n".join(text for text in texts if text)
