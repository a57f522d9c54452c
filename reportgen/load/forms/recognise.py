"""A grid becomes printed forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from reportgen.base.errors import ContentError
from reportgen.base.finding import Fault, Finding
from reportgen.base.location import Location
from reportgen.base.text import squeezed
from reportgen.load.forms import faults
from reportgen.load.forms.account import read_account
from reportgen.load.forms.blocks import Blocks, find_forms
from reportgen.load.forms.closing import read_closing
from reportgen.load.forms.dictionary import dictionary
from reportgen.load.forms.funds import read_funds
from reportgen.load.forms.goals import read_goals
from reportgen.load.forms.head import Head, foot_apart, read_head
from reportgen.load.forms.indicators import read_indicators
from reportgen.load.forms.ledger import Ledger
from reportgen.load.forms.lines import form_rows, is_table
from reportgen.load.forms.management import read_management
from reportgen.load.forms.printed import DEPARTMENT, PROJECT, TRANSFER, PrintedForm, PrintedIndicator
from reportgen.load.forms.refusals import lost_order, lost_separators, not_filled
from reportgen.load.forms.residue import residue_in
from reportgen.load.forms.totals import read_totals
from reportgen.load.tables.grid import Grid, Row

_REPORT = re.compile("自评报告|评价报告")
_MONITORED = re.compile(r"监控")
_TARGETS = re.compile(r"目标(?:申报|批复)?表|申报表")


def recognise(grid: Grid, weights: Mapping[str, Decimal]) -> tuple[PrintedForm, ...]:
    """The forms in `grid`, in the order of reading.

    `weights` are the points of a first-level class where its label prints none.

    Raises ContentError where there is no form in it, where its separators, its order or its digits are lost, or where
    nobody has filled it.
    """
    rows = form_rows(grid)
    table = is_table(grid)
    lost = [] if table else list(lost_separators(rows))
    if lost:
        raise ContentError(lost)
    blocks = find_forms(rows, table=table)
    lost = [] if table else list(lost_order(rows, blocks))
    if lost:
        raise ContentError(lost)
    forms = [_form(each, grid, rows, weights) for each in blocks]
    found = [form for form in forms if form.funds or form.indicators]
    if not found:
        raise ContentError([_why_nothing(blocks, rows).at(Location.of_file(grid.file))])
    refused = [reason for form in found for reason in not_filled(form)]
    if len(refused) == len(found):
        raise ContentError(refused)
    return tuple(found)


def _why_nothing(forms: Sequence[Blocks], rows: Sequence[Row]) -> Fault:
    if any(blocks.is_form for blocks in forms):
        return faults.UNFILLED
    is_report = any(_REPORT.search(squeezed(cell.text)) for row in rows[:5] for cell in row.cells)
    return faults.PROSE_UNREAD if is_report else faults.NO_FORM


def _form(blocks: Blocks, grid: Grid, rows: Sequence[Row], weights: Mapping[str, Decimal]) -> PrintedForm:
    table, ledger = is_table(grid), Ledger()
    blocks.closing[:] = foot_apart(blocks.closing)
    _tell_residue(blocks, grid, ledger)
    funds = read_funds(blocks, ledger, table=table)
    indicators = read_indicators(blocks, weights, ledger, table=table)
    account = read_account(rows, blocks, ledger)
    totals = read_totals(blocks, indicators, ledger, table=table)
    goals = read_goals(blocks, ledger, table=table)
    read_management(blocks, ledger)
    head = read_head(blocks, ledger)
    closing = read_closing(blocks, ledger)
    if account.indicators and account.where is not None:
        ledger.tell(faults.PROSE_FORM.at(account.where.where))
    ledger.close(_all_rows(blocks))
    indicators = indicators or tuple(account.indicators)
    stage = _stage(head, blocks)
    if stage == "evaluation" and _is_open(indicators, blocks):
        ledger.tell(faults.NOTHING_ACHIEVED.at(Location.of_file(grid.file)))
    ledger.tell(*_missing(head, _where(blocks, grid)))
    return PrintedForm(
        kind=_kind(head),
        stage=stage,
        title=head.title,
        department=head.values.get("department"),
        project=head.values.get("project"),
        year=head.year,
        unit=head.unit,
        filed=head.values.get("filed"),
        contact=head.values.get("contact"),
        central_supervisor=head.values.get("central_supervisor"),
        supervisor=head.values.get("supervisor"),
        funds=funds,
        indicators=indicators,
        total_weight=totals.weight,
        total_score=totals.score or account.total_score,
        grade=closing.grade or totals.grade or head.values.get("grade") or account.grade,
        goals=goals.goals,
        completion=goals.completion,
        sections=closing.sections,
        notes=tuple(ledger.notes),
        findings=tuple(sorted(ledger.found, key=lambda finding: finding.order)),
        where=_where(blocks, grid),
    )


def _missing(head: Head, where: Location) -> Iterator[Finding]:
    """What a form needs to say of itself and does not."""
    fields = ("department", "project") if _kind(head) == PROJECT else ("department",)
    missing = [dictionary().usual_label(field) for field in fields if field not in head.values]
    missing += [label for label, value in (("年度", head.year), ("金额单位", head.unit)) if value is None]
    yield from (faults.HEAD_MISSING.at(where, label=label) for label in missing)


def _where(blocks: Blocks, grid: Grid) -> Location:
    first = [row.where for row in (*blocks.head, *blocks.funds, *blocks.indicators)]
    return first[0] if first else Location.of_file(grid.file)


def _all_rows(blocks: Blocks) -> list[Row]:
    rows = [*blocks.head, *blocks.funds, *blocks.goals, *blocks.management, *blocks.indicators, *blocks.total]
    prose = [Row((cell,), cell.where, prose=True) for cell in blocks.prose]
    return [*rows, *blocks.closing, *prose]


def _tell_residue(blocks: Blocks, grid: Grid, ledger: Ledger) -> None:
    indexes = {row.index for row in _all_rows(blocks)}
    for row in grid.rows:
        for cell in row.cells:
            count = residue_in(cell.text)
            if count and row.index in indexes:
                ledger.tell(faults.RESIDUE_REMOVED.at(cell.where, count=count))


def _kind(head: Head) -> str:
    title = squeezed(head.title or "")
    if head.is_transfer or "转移支付" in title:
        return TRANSFER
    return PROJECT if "project" in head.values or "项目" in title else DEPARTMENT


def _stage(head: Head, blocks: Blocks) -> str:
    """The stage that the title tells; else the one that the columns do."""
    title = squeezed(head.title or "")
    columns = {
        column.field for header in (blocks.fund_header, blocks.indicator_header) if header for column in header.columns
    }
    if _MONITORED.search(title) or "expected" in columns:
        return "monitoring"
    if columns & {"actual", "score", "executed"} or not columns or "自评" in title:
        return "evaluation"
    return "targets"


def _is_open(indicators: Sequence[PrintedIndicator], blocks: Blocks) -> bool:
    """Whether a self-evaluation has columns for what was reached and its points, and nothing in any of them."""
    header = blocks.indicator_header
    if header is None or not indicators or not {"actual", "score"} & {column.field for column in header.columns}:
        return False
    cells = [cell for row in indicators for cell in (row.actual, row.score)]
    return all(cell is None or dictionary().is_blank(cell.text) for cell in cells)
