"""Splits the prose of a form: goals into items, completion by goal, the conclusion into its sections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.base.text import squeezed
from reportgen.load.forms.dictionary import dictionary, normal

_ITEM = re.compile(r"(?:^|(?<=[;；。\n])\s*)(\d{1,2})\s*[.、．]\s*")
_PART = re.compile(r"(?:^|(?<=[;；。\n])\s*)[(（](\d{1,2})[)）]\s*")
_LABEL = re.compile(
    r"(?:^|(?<=[;；。\n]))[^\S\n]*(?P<told>[^\s:：。；;，,]{2,16})[^\S\n]*[:：]\s*"
    r"|^[^\S\n]*(?P<alone>[^\s:：。；;，,]{2,16})[^\S\n]*(?:\n\s*|\Z)",
    re.MULTILINE,
)
"""A heading in a text: words and a colon, or words alone on their line; perhaps with a number before them."""
_GRADE = re.compile(r"^[“\"]?([^\s。，,;；:：“”\"]{1,3})[”\"]?(?:[。；;]|(?=\s)|$)\s*")
AHEAD = ("problems", "measures")
"""Problems and measures are what the next steps answer; they are kept there under their labels."""


LEAD_IN = 4
"""Parts begin alike where so many characters after their numbers agree."""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The conclusion of a form: grade, sections by name, and what stands before the first of them.

    `kept` are the labels of parts that are no sections of their own; they stand in the next steps.
    """

    grade: str | None
    sections: dict[str, str]
    rest: str
    kept: tuple[str, ...] = ()


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


def split_conclusion(text: str, *, graded: bool = True) -> Conclusion:
    """The conclusion by its headings, 取得成效： 存在问题： 下步提升： and their like.

    With `graded` it may begin with the grade; another heading may name the grade too.
    """
    marks = [(match, label, name) for match, label in _headings(text) if (name := section_of(label)) is not None]
    before = text[: marks[0][0].start()].strip() if marks else text.strip()
    grade, rest = split_grade(before) if graded else (None, before)
    texts: dict[str, list[str]] = {}
    kept: list[str] = []
    ends = [mark.start() for mark, _, _ in marks[1:]] + [len(text)]
    for (mark, label, name), end in zip(marks, ends, strict=False):
        part = text[mark.end() : end].strip()
        if name == "grade":
            told, after = split_grade(part)
            grade, left = (told, after) if told is not None and grade is None else (grade, f"{label}：{part}")
            rest = joined((rest, left))
        elif name in AHEAD:
            kept.append(label)
            texts.setdefault("next_steps", []).append(f"{label}：{part}")
        else:
            texts.setdefault(name, []).append(part)
    return Conclusion(grade, {name: joined(parts) for name, parts in texts.items()}, rest, tuple(kept))


def _headings(text: str) -> list[tuple[re.Match[str], str]]:
    return [(match, match["told"] or match["alone"]) for match in _LABEL.finditer(text)]


def section_of(label: str) -> str | None:
    """What a heading in a conclusion names: a section, `grade`, `problems` or `measures`; None where nothing known."""
    section = dictionary().sections.get(normal(label))
    return section or next((name for name in dictionary().named(label) if name in ("grade", *AHEAD)), None)


def split_grade(text: str) -> tuple[str | None, str]:
    """The grade that `text` begins with, alone or as a sentence or line of its own, and what follows it."""
    match = _GRADE.match(text)
    if match is None or match.group(1) not in dictionary().grades:
        return None, text
    return match.group(1), text[match.end() :].strip()


def joined(texts: Sequence[str]) -> str:
    """Several cells of one text, one below the other."""
    return "\n".join(text for text in texts if text)
