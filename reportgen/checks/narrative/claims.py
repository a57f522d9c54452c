"""Sentences that state a figure of the form: which number is meant to be which figure.

A number is taken for a figure only where its sentence speaks of nothing else: of the department or project as a whole,
of one fund line, or of one indicator by its name. What a sentence says about anything more special is let pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from reportgen.base.location import Location
from reportgen.base.text import han_count
from reportgen.checks.narrative.numerals import Mention, mentions
from reportgen.checks.narrative.paragraphs import REMEMBERED, typed_passages
from reportgen.checks.rule import Subject
from reportgen.model.form import YUAN_IN
from reportgen.model.measures import parse_measure
from reportgen.model.scoring import execution_rate

_SENTENCE = re.compile(r"[^。！？；;!?\n]+")
_BASES = (
    ("initial", re.compile(r"年初(?:批复|安排|下达|部门|财政)?预算数?|批复预算|预算批复")),
    ("adjusted", re.compile(r"全年(?:调整)?预算数?|调整后?(?:的)?预算数?|预算调整(?:为|后为|数)|调整为")),
    (
        "executed",
        re.compile(
            r"执行数|实际(?:执行|支出|使用)|全年(?:执行|支出)|支出(?:总额|合计|共计|决算)|累计支出|预算执行(?!率)|共支出|决算数"
        ),
    ),
    ("budget", re.compile(r"预算(?:总额|安排|资金|数)?|资金总额|安排资金")),
)
_RATE = re.compile(r"执行率|完成(?:全年|年度|调整后|年初)?预算的?|占(?:全年|年初)?预算的?|支出进度|预算完成率")
_SCORE = re.compile(r"(?:自评|评价|综合)?(?:总得分|得分|总分|评分)|自评结果")
_EXECUTION_SCORE = re.compile(r"(?:预算执行|执行率).{0,4}(?:得分|得)")
_WHOLE = re.compile(
    r"20\d{2}年(?:度)?|[“”\"《》（）()：:、，,\s]|根据|年初设定的?|绩效目标|项目绩效|部门绩效|整体绩效|绩效|自评|我[局委办厅院校站所]|我单位|本[局委部单位]{1,2}|"
    r"部门整体|整体支出|部门|单位|单元|项目|全年|全部|本?年度?|当年|今年|资金|财政|拨款|总额|总计|合计|总的?|共计?|其中|为|是|达到?|了|数|的|实际|经|"
    r"整体|得|评|价|综合|完成|执行|支出|使用|安排|金额|较好|情况|截至年底|截至|年末|年底|12月底|12月31日|累计|按|计算|由|调整至?"
)
"""Words that make a sentence no more special than the form as a whole."""
_OTHER_TIME = re.compile(
    r"上一?年(?!结转)|去年|前年|往年|下年|明年|次年|以前年度|季度|半年|(?<!1)[1-9]月|1[01]月|[一二三]期"
)
_YEAR = re.compile(r"(?P<year>20\d{2})年")
GAP = 6
NAME, LINE = 4, 3
"""Names of fewer characters stand in too many other words."""
_PREFIXES = re.compile(r"^(?:支持|开展|完成|实施|推进|组织|举办|建设|新增|补助)")
_SUFFIXES = re.compile(r"(?:人次数|次数|人数|个数|户数|数量|总数|数)$")
_BETWEEN = re.compile(
    r"^(?:的|人次数?|人数|次数|个数|户数|共|共计|累计|实际|总|全年|已|为|达|到|达到|完成|实现|[:：，,]|数量?|\s)*$"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A number of a text that is meant to be one of some figures.

    `facts` are their ids, `values` what each is in the bare unit; `shown` how the first of them is printed.
    """

    mention: Mention
    where: Location
    passage: str
    facts: tuple[str, ...]
    values: tuple[Decimal, ...]
    shown: str

    @property
    def holds(self) -> bool:
        """Whether the number is one of the figures, as far as it was written out."""
        return any(self.mention.means(value) for value in self.values)

    @property
    def in_narrative(self) -> bool:
        """Whether it stands in a narrative file, where a reference is resolved; in a goal it would be printed."""
        return self.passage.startswith("sections.")


@dataclass(frozen=True, slots=True)
class _Name:
    """What a fund line or an indicator is called in sentences."""

    id: str
    words: str


@lru_cache(maxsize=REMEMBERED)
def claims(subject: Subject) -> tuple[Claim, ...]:
    """Every claim of the narrative and of the goals, in order. Figures that were inserted by reference are none."""
    return tuple(_claims(subject))


def _claims(subject: Subject) -> Iterator[Claim]:
    reader = _Reader(subject)
    for passage in typed_passages(subject):
        for sentence in _SENTENCE.finditer(passage.text):
            for mention, facts in reader.read(sentence.group(), planned=passage.id.startswith("goals.")):
                known = [(fact, value) for fact in facts if (value := reader.value(fact)) is not None]
                if known:
                    ids, values = zip(*known, strict=True)
                    yield Claim(mention, passage.where, passage.id, ids, values, reader.shown(ids[0]))


class _Reader:
    """Reads the sentences of one report."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        form = subject.evaluation.form
        self._scale = YUAN_IN[form.unit]
        self._own = [name.text for name in (form.department, form.project) if name is not None]
        self._lines = [
            _Name(line.id, line.label.text.removesuffix("项目"))
            for line in subject.evaluation.component_lines
            if han_count(line.label.text.removesuffix("项目")) >= LINE
        ]
        self._rows = [
            _Name(row.id, core)
            for row in subject.evaluation.indicators
            if han_count(core := _core(row.name.text)) >= NAME
        ]

    def read(self, sentence: str, *, planned: bool) -> Iterator[tuple[Mention, Sequence[str]]]:
        """The numbers of a sentence that are figures of the form, each with the ids of the figures it may be.

        The likeliest comes first: of an indicator what was reached, in a sentence of what is `planned` its target.
        """
        numbers = list(mentions(sentence))
        start = 0
        for mention in numbers:
            piece, before = sentence[start : mention.start], sentence[: mention.start]
            start = mention.stop
            if self._is_of_another_time(before):
                continue
            facts = self._of_indicator(before, mention, planned) or self._of_funds(piece, before, numbers, mention)
            if facts:
                yield mention, facts

    def _is_of_another_time(self, before: str) -> bool:
        """Whether a sentence speaks of another year, or of a part of this one."""
        year = self._subject.evaluation.form.year
        return bool(_OTHER_TIME.search(before)) or any(int(found["year"]) != year for found in _YEAR.finditer(before))

    def _of_funds(self, piece: str, before: str, numbers: Sequence[Mention], mention: Mention) -> Sequence[str]:
        rest, line = self._special(before, numbers)
        if han_count(rest) > 1:
            return ()
        if mention.unit == "元":
            column = _last_of(_BASES, piece)
            columns = ("adjusted", "initial") if column == "budget" else (column,) if column else ()
            return [f"funds.{line}.{column}" for column in columns]
        if line != "total":
            return ()
        if mention.unit == "%" and _RATE.search(piece):
            return ["funds.total.rate", "funds.total.initial_rate"]
        if mention.unit == "分" and (_SCORE.search(piece) or _EXECUTION_SCORE.search(piece)):
            return ["funds.total.score"] if _EXECUTION_SCORE.search(piece) else ["totals.score"]
        return ()

    def _special(self, before: str, numbers: Sequence[Mention]) -> tuple[str, str]:
        """What a sentence says beyond the whole, and the fund line that it names, up to a number."""
        for number in reversed([number for number in numbers if number.stop <= len(before)]):
            before = before[: number.start] + "，" + before[number.stop :]
        line = "total"
        for name in self._lines:
            if name.words in before:
                line, before = name.id, before.replace(name.words, "")
        for own in self._own:
            before = before.replace(own, "")
        for pattern in (*(pattern for _, pattern in _BASES), _RATE, _EXECUTION_SCORE, _SCORE):
            before = pattern.sub("", before)
        return _WHOLE.sub("", before), line

    def _of_indicator(self, before: str, mention: Mention, planned: bool) -> Sequence[str]:
        for name in self._rows:
            place = before.rfind(name.words)
            if place < 0:
                continue
            between = before[place + len(name.words) :]
            if len(between) <= GAP and _BETWEEN.fullmatch(between) and self._unit_of(name.id) == mention.unit:
                columns = ("target", "actual") if planned else ("actual", "target")
                return [f"indicators.{name.id}.{column}" for column in columns]
        return ()

    def _unit_of(self, id: str) -> str | None:
        measure = parse_measure(self._subject.text_of(f"indicators.{id}.actual"))
        return None if measure is None else measure.unit

    def value(self, fact: str) -> Decimal | None:
        """A figure in the unit that mentions are read in."""
        if fact == "funds.total.initial_rate":
            initial, executed = (self._subject.decimal(f"funds.total.{name}") for name in ("initial", "executed"))
            return execution_rate(executed, initial)
        if fact == "funds.total.rate":
            figure = self._subject.assessment.figures.get(fact)
            return None if figure is None else figure.exact
        if fact.startswith("indicators."):
            measure = parse_measure(self._subject.text_of(fact))
            return None if measure is None else measure.value
        value = self._subject.decimal(fact)
        return value * self._scale if value is not None and fact.startswith("funds.") and "score" not in fact else value

    def shown(self, fact: str) -> str:
        """How the form prints a figure, with its unit."""
        figure = self._subject.assessment.figures.get(fact)
        if figure is None:
            return ""
        text = figure.computed_text or figure.text
        return text if figure.unit is None or text.endswith(figure.unit) else f"{text}{figure.unit}"


@lru_cache(maxsize=4096)
def _core(name: str) -> str:
    """An indicator's name without the verbs before it and the count behind it."""
    return _SUFFIXES.sub("", _PREFIXES.sub("", name))


def _last_of(patterns: Sequence[tuple[str, re.Pattern[str]]], piece: str) -> str | None:
    """The name whose pattern matches last in `piece`: the cue nearest to the number; of equals the first listed."""
    ends = [(match.end(), name) for name, pattern in patterns for match in pattern.finditer(piece)]
    latest = max((end for end, _ in ends), default=0)
    return next((name for end, name in ends if end == latest), None)
