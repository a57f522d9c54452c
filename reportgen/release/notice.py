"""What a correction notice says: the difference of two versions in the order of the form, for the public."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.document.notice import Changes, Comparison, Notice, NoticeRow
from reportgen.document.signoff import Signoff
from reportgen.release.difference import (
    REMOVED,
    RENAMED,
    Difference,
    FactChange,
    LabelChange,
    RowChange,
    SectionChange,
)
from reportgen.release.ledger import Entry
from reportgen.release.snapshot import Snapshot

WORDS = {"correction": "更正", "revision": "修订"}
_TABLES = {"funds": "funds", "goals": "goals", "indicators": "indicators", "levels": "indicators"}
_KINDS = {"fund": "资金", "goal": "总体目标", "level": "一级指标", "indicator": "指标"}
_LABELS = {"title": "标题", "unit": "金额单位", "kind": "表的种类", "blank": "空格中的文字"}
OVERALL = (("totals.score", "总分"), ("conclusion.grade", "等级"))
"""What readers ask for first, and what it is called."""
_POINTS = "%"
HEAD_TABLE, PROSE = "表头", "文字"


@dataclass(frozen=True, slots=True)
class Published:
    """What is known of two versions beside their facts: the lines of the old one, and of the new one's making."""

    name: str
    old_entry: Entry
    old_day: str
    version: int
    code: str
    kind: str
    reason: str
    signoff: Signoff
    contact: str | None
    files: tuple[str, ...]
    others: tuple[str, ...]
    head: str


def notice_of(difference: Difference, old: Snapshot, new: Snapshot, made: Published) -> Notice:
    """The notice of the version `new`; every fact that changed stands in it once."""
    changes = changes_of(difference, old, new)
    return Notice(
        language="zh-CN",
        title=notice_title(made.kind, made.name),
        name=made.name,
        department=_text(new, "form.department") or "",
        kind=made.kind,
        published=_published(made),
        version=str(made.version),
        replaces=str(made.old_entry.version),
        code=made.code,
        changes=changes,
        files=made.files,
        others=made.others,
        reason=made.reason,
        date=made.signoff.approved.day,
        contact=made.contact,
        head=made.head,
        single=changes.single,
    )


def notice_title(kind: str, name: str) -> str:
    """The title of the notice of a version of the report with the official name `name`."""
    return f"关于{WORDS[kind]}《{name}》的说明"


def comparison_of(difference: Difference, old: Snapshot, new: Snapshot) -> Comparison:
    """The page of a comparison."""
    name = f"{_text(new, 'form.department') or ''}{_text(new, 'form.year') or ''}年度{new.labels.get('title', '')}"
    olds, news = (f"第{one.version}版" if one.version is not None else "当前内容" for one in (old, new))
    changes = changes_of(difference, old, new)
    title = f"《{name}》{olds}与{news}的比较"
    return Comparison("zh-CN", title, name, olds, news, changes, difference.is_empty, difference.others)


def changes_of(difference: Difference, old: Snapshot, new: Snapshot) -> Changes:
    """The difference of two versions in the words of the form; every fact that changed stands in it once."""
    typed = [change for change in difference.facts if not change.derived]
    followed = [change for change in difference.facts if change.derived]
    return Changes(
        corrected=(*(_row(change, old, new) for change in typed), *map(_label, difference.labels)),
        followed=tuple(_row(change, old, new) for change in followed),
        passages=tuple(row for section in difference.sections for row in _passages(section)),
        arranged=tuple(_arranged(difference.rows)),
        kept=tuple(_kept(difference.facts, new)),
    )


def _text(snapshot: Snapshot, id: str) -> str | None:
    fact = snapshot.facts.get(id)
    return None if fact is None else fact.text


def _published(made: Published) -> str:
    entry = made.old_entry
    where = "，".join(
        part for part in (entry.address, f"索引号{entry.number}" if entry.number else None) if part is not None
    )
    told = f"《{made.name}》（第{entry.version}版，校验码{entry.code}）于{made.old_day}批准公开"
    return f"{told}（{where}）。" if where else f"{told}。"


def _row(change: FactChange, old: Snapshot, new: Snapshot) -> NoticeRow:
    known = old if change.change == REMOVED else new
    table, row, column = _place(change, known)
    difference = change.difference
    if difference is not None and change.unit:
        difference += "个百分点" if change.unit == _POINTS else change.unit
    return NoticeRow(table, row, column, change.old, change.new, change.unit, difference)


def _place(change: FactChange, known: Snapshot) -> tuple[str, str, str]:
    """Table, row and column as the form prints them."""
    parts = change.id.split(".")
    labels = known.labels
    rows = {(row.kind, row.id): row for row in known.rows}
    kind = {"funds": "fund", "goals": "goal", "levels": "level", "indicators": "indicator"}.get(parts[0])
    column = labels.get(f"columns.{parts[-1]}", change.label)
    if kind is None or len(parts) < 2:
        table = labels.get(f"columns.{parts[0]}", HEAD_TABLE)
        return (table if parts[0] != "totals" else labels.get("columns.indicators", HEAD_TABLE),
                labels.get("columns.total", "") if parts[0] == "totals" else "", column)  # fmt: skip
    table = labels.get(f"columns.{_TABLES[parts[0]]}", parts[0])
    row = rows.get((kind, parts[1]))
    if kind == "goal":
        return table, parts[1], labels.get("columns.goal", "")
    return table, row.label if row is not None else parts[1], column


def _label(change: LabelChange) -> NoticeRow:
    name = change.name.removeprefix("columns.")
    return NoticeRow(
        HEAD_TABLE, "", _LABELS.get(name, f"栏目名称（{change.new or change.old}）"), change.old, change.new
    )


def _passages(section: SectionChange) -> Iterator[NoticeRow]:
    for passage in section.passages:
        yield NoticeRow(PROSE, section.label, "", passage.old or None, passage.new or None)
    if not section.passages:
        said = "栏目改名" if section.change == RENAMED else "只改动了格式或图片，文字不变"
        yield NoticeRow(PROSE, section.label, "", None, said)


def _arranged(rows: Sequence[RowChange]) -> Iterator[str]:
    """What was done to whole rows, in sentences; ids given anew are no matter of the public."""
    for row in rows:
        kind = _KINDS[row.kind]
        match row.change:
            case "added":
                yield f"增加{kind}“{row.label}”。"
            case "removed":
                yield f"删除{kind}“{row.label}”。"
            case "renamed":
                yield f"{kind}“{row.old}”改为“{row.new}”，是同一项。"
            case "moved":
                yield f"{kind}“{row.label}”由第{row.old}行移到第{row.new}行，内容另见上文，未列出的不变。"
            case "regrouped":
                yield f"{kind}“{row.label}”由“{row.old}”改列“{row.new}”。"


def _kept(changes: Sequence[FactChange], new: Snapshot) -> Iterator[str]:
    """Total and grade that stay: readers ask for them first."""
    changed = {change.id for change in changes}
    for id, name in OVERALL:
        text = _text(new, id)
        if id not in changed and text is not None:
            yield f"{name}不变，仍为{text}" + ("分。" if id == "totals.score" else "。")
