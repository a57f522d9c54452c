"""What happens to forms on their way: other spellings of labels, page furniture, rows that slip, labels that go."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace

from tests.load.forms.generator import words
from tests.load.forms.generator.sheet import Sheet, Slot

_LABELS = (
    "一级指标",
    "二级指标",
    "三级指标",
    "分值",
    "得分",
    "执行率",
    "年初预算数",
    "全年执行数",
    "产出指标",
    "效益指标",
    "绩效指标",
)
_WIDE = str.maketrans({"(": "（", ")": "）", ":": "："})
_NEAR = {
    "全年执行数": "全年实际执行数",
    "年初预算数": "年初预算安排",
    "实际完成值": "实际完成数值",
    "年度指标值": "年度目标指标值",
    "未完成原因分析": "未完成的原因分析",
    "执行率": "预算资金执行率",
    "得分": "自评分数得分",
    "分值": "指标分值",
    "一级指标": "一级绩效指标",
}


def spaced(sheet: Sheet, chance: random.Random) -> None:
    """Some labels printed with spaces, line breaks and full-width marks."""
    for slot in sheet.slots:
        if slot.text in _LABELS and chance.random() < 0.3:
            slot.text = chance.choice((" ", "\n")).join((slot.text[:2], slot.text[2:])).strip()
        elif slot.row > 1 and len(slot.text) < 14 and chance.random() < 0.3 and not any(c.isdigit() for c in slot.text):
            slot.text = slot.text if slot.text in _data(sheet) else slot.text.translate(_WIDE)


def near(sheet: Sheet, chance: random.Random) -> None:
    """A label of a header replaced by one that no dictionary lists."""
    listed = [slot for slot in sheet.slots if slot.text in _NEAR]
    if listed:
        slot = chance.choice(listed)
        slot.text = _NEAR[slot.text]


def furnished(sheet: Sheet, chance: random.Random) -> None:
    """A line of page furniture above or below the form."""
    text = chance.choice(words.FURNITURE)
    if chance.random() < 0.5:
        sheet.put(sheet.rows, 0, text)
    else:
        _moved_down(sheet, 0, 1)
        sheet.put(0, 0, text)


_LEVEL = re.compile(r"(?:产出|效益|满意度|数量|质量|时效|成本|(?:经济|社会|生态)效益|可持续影响|服务对象满意度)指标")


def _data(sheet: Sheet) -> set[str | None]:
    rows = (*sheet.funds, *sheet.indicators)
    return {text for _, cells in rows for text in cells.values()}


def _moved_down(sheet: Sheet, start: int, by: int) -> None:
    sheet.slots = [replace(slot, row=slot.row + by if slot.row >= start else slot.row) for slot in sheet.slots]
    sheet.funds = [(row + by if row >= start else row, cells) for row, cells in sheet.funds]
    sheet.indicators = [(row + by if row >= start else row, cells) for row, cells in sheet.indicators]
    sheet.rows += by


def slipped(sheet: Sheet, chance: random.Random) -> None:
    """Some rows of the tables one or two columns off, as extraction leaves them."""
    for row, _ in (*sheet.funds, *sheet.indicators):
        if chance.random() < 0.25:
            cells = [slot for slot in sheet.slots if slot.row == row]
            by = chance.choice((-1, 1)) if min(slot.column for slot in cells) else 1
            for slot in cells:
                slot.column += by


def unlabelled(sheet: Sheet, chance: random.Random) -> None:
    """A label of a level gone, and the points that it prints with it: its class is all that can be read."""
    rows = {row for row, _ in sheet.indicators}
    labels = [slot for slot in sheet.slots if slot.row in rows and _LEVEL.match(slot.text)]
    if not labels:
        return
    lost = chance.choice(labels)
    sheet.slots.remove(lost)
    for _, cells in sheet.indicators:
        if cells.get("level1") == lost.text:
            cells["level1"] = lost.text.partition("(")[0]


def repeated(sheet: Sheet, chance: random.Random) -> None:
    """The header of the indicators once more in the middle of the table, as a new page prints it."""
    if len(sheet.indicators) < _FEW:
        return
    first = sheet.indicators[0][0]
    header = [slot for slot in sheet.slots if slot.row == first - 1 and slot.rows == 1 and slot.column]
    if any(slot.row == first - 2 and slot.text == "一级指标" for slot in sheet.slots) or len(header) < _FEW:
        return
    at = chance.choice(sheet.indicators[2:])[0]
    for slot in sheet.slots:
        if slot.row < at < slot.row + slot.rows:
            slot.rows += 1
    _moved_down(sheet, at, 1)
    sheet.slots += [replace(slot, row=at) for slot in header]


def odd_column(sheet: Sheet, chance: random.Random) -> None:
    """A column of the indicators that nobody has heard of, between two others."""
    first = sheet.indicators[0][0]
    header = [
        slot
        for slot in sheet.slots
        if slot.row in (first - 1, first - 2) and slot.text in ("得分", "实际完成值", "权重")
    ]
    if not header:
        return
    at = chance.choice(header).column + 1
    below = [slot for slot in sheet.slots if first - 2 <= slot.row <= sheet.indicators[-1][0] and slot.column >= at]
    top = min((slot.row for slot in header), default=first - 1)
    for slot in below:
        if slot.row >= top:
            slot.column += 1
    sheet.put(top, at, chance.choice(("甲方案", "责任人", "数据口径")), first - top)
    for row, _ in sheet.indicators:
        sheet.put(row, at, chance.choice(("王五", "李四", "台账")))


def prompted(sheet: Sheet, chance: random.Random) -> None:
    """A row of the form's own among the indicators: a name that nobody wrote, or how points are given."""
    columns = [slot.column for slot in sheet.slots if slot.text == "三级指标"]
    if not columns or len(sheet.indicators) < _FEW:
        return
    at = chance.choice(sheet.indicators[2:])[0]
    for slot in sheet.slots:
        if slot.row < at < slot.row + slot.rows:
            slot.rows += 1
    _moved_down(sheet, at, 1)
    sheet.put(at, columns[0], chance.choice(words.PROMPTS))


_FEW = 4
Noise = Callable[[Sheet, random.Random], None]
QUIET: tuple[Noise, ...] = ()
TABLE_NOISE: tuple[Noise, ...] = (spaced, near, furnished, odd_column, repeated, prompted)
TEXT_NOISE: tuple[Noise, ...] = (spaced, near, furnished, odd_column, repeated, slipped, unlabelled, prompted)


def kept(slots: list[Slot]) -> list[Slot]:
    """Slots in the order of reading."""
    return sorted(slots, key=lambda slot: (slot.row, slot.column))
