"""A printed form becomes the files of a report: evaluation.yaml, narrative, and `source/` with all that was printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import PurePath

from reportgen.base.errors import ContentError
from reportgen.base.finding import Finding
from reportgen.document.narrative import SECTION_FILES
from reportgen.load.evaluation import FILE_NAME, read_evaluation
from reportgen.load.forms import faults
from reportgen.load.forms.dictionary import dictionary, normal, printed_points
from reportgen.load.forms.plain_markdown import as_markdown
from reportgen.load.forms.points import in_points
from reportgen.load.forms.printed import DEPARTMENT, PrintedForm, PrintedIndicator
from reportgen.load.forms.yaml_text import block, flow, scalar
from reportgen.load.slips import fault_of_number
from reportgen.load.tables.grid import Cell, Grid
from reportgen.model.figures import assess
from reportgen.model.profile import Profile
from reportgen.model.stated import says_the_same
from reportgen.model.values import parse_date, parse_decimal

AMOUNTS = ("initial", "adjusted", "executed")
LINE_FIGURES = ("rate", "weight", "score")
"""What is computed for the total alone."""


@dataclass(frozen=True, slots=True)
class Content:
    """The files of a report by name, and what making them found."""

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]


def content_of(form: PrintedForm, profile: Profile, grid: Grid, source: bytes) -> Content:
    """The content of `form` under `profile`; ids are given here, once.

    Raises ContentError for cells of the wrong kind.
    """
    return _Writer(form, profile).content(grid, source)


class _Writer:
    def __init__(self, form: PrintedForm, profile: Profile) -> None:
        self._form, findings = in_points(form)
        self._profile, self._kind = profile, "department" if form.kind == DEPARTMENT else "project"
        self._columns = profile.columns_of(self._kind)
        self._findings: list[Finding] = [*findings]

    def content(self, grid: Grid, source: bytes) -> Content:
        wrong = list(self._wrong_kinds())
        if wrong:
            raise ContentError(wrong)
        plain = "\n".join(self._lines()) + "\n"
        evaluation = plain + self._stated(plain)
        files = {FILE_NAME: evaluation.encode("utf-8")}
        files |= {name: text.encode("utf-8") for name, text in self._narrative(grid).items()}
        name = PurePath(grid.file).name
        files[f"source/{name}"] = source
        return Content(files, tuple(self._findings))

    def _wrong_kinds(self) -> Iterator[Finding]:
        yield from (found for found in self._form.findings if found.code == faults.NOTHING_ACHIEVED.code)
        for field, value in (("department", self._form.department), ("year", self._form.year)):
            if value is None:
                yield faults.NOTHING_PRINTED.at(self._form.where, label=self._columns[field])
        rows = [(fund, AMOUNTS) for fund in self._form.funds]
        rows += [(indicator, ("weight", "score")) for indicator in self._form.indicators]  # type: ignore[misc]
        for row, names in rows:
            for field in names:
                cell: Cell | None = getattr(row, field)
                if cell is not None and _number(cell) is None and not dictionary().is_blank(cell.text):
                    yield faults.NOT_TYPED.at(cell.where, text=cell.text, label=self._columns[field])

    def _lines(self) -> Iterator[str]:
        yield "schema: 1"
        yield f"profile: {self._profile.id}"
        yield f"form: {self._head()}"
        yield from self._section("funds", self._funds())
        goals = [flow({"id": f"g{place}", "text": text}) for place, text in enumerate(self._form.goals, start=1)]
        yield from self._section("goals", goals)
        if self._form.indicators:
            yield "indicators:"
            for place, (indicator, name) in enumerate(self._named(), start=1):
                yield f"  - id: q{place}"
                yield block(self._indicator(indicator, name), "    ")
        if self._form.grade is not None:
            yield f"conclusion: {flow({'grade': self._form.grade.text})}"

    def _named(self) -> Iterator[tuple[PrintedIndicator, Cell]]:
        """The indicators with their names; a row that names none is no indicator, and is told."""
        for indicator in self._form.indicators:
            if indicator.level3 is not None:
                yield indicator, indicator.level3
                continue
            cells = [getattr(indicator, field.name) for field in fields(indicator)]
            printed = [cell for cell in cells if cell is not None]
            text = " | ".join(cell.text for cell in printed)
            found = faults.ROW_WITHOUT_NAME.at(printed[0].where if printed else self._form.where, text=text[:60])
            self._findings += [found] if found not in self._findings else []

    def _section(self, name: str, records: list[str]) -> Iterator[str]:
        if records:
            yield f"{name}:"
            yield from (f"  - {record}" for record in records)

    def _head(self) -> str:
        form = self._form
        filed = form.filed.text if form.filed is not None and _is_date(form.filed.text) else None
        if form.filed is not None and filed is None:
            self._findings.append(faults.NO_DATE.at(form.filed.where, text=form.filed.text))
        if form.unit is None:
            unit = self._profile.unit
            self._findings.append(faults.UNIT_ASSUMED.at(form.where, unit=unit, profile=self._profile.id))
        return flow(
            {
                "kind": self._kind,
                "stage": form.stage,
                "department": _text(form.department),
                "project": _text(form.project),
                "central_supervisor": _text(form.central_supervisor),
                "supervisor": _text(form.supervisor),
                "year": form.year,
                "unit": normal(form.unit) if form.unit is not None else self._profile.unit,
                "filed": filed,
                "contact": _text(form.contact),
            }
        )

    def _funds(self) -> list[str]:
        used: set[str] = set()
        lines = []
        for place, fund in enumerate(self._form.funds, start=1):
            id = dictionary().fund_line(fund.label.text) or f"f{place}"
            id = f"f{place}" if id in used else id
            used.add(id)
            amounts = {field: _typed(getattr(fund, field)) for field in AMOUNTS}
            record = {"id": id, "label": fund.label.text, **amounts, "reason": _typed(fund.reason)}
            lines.append(flow(record, quoted=AMOUNTS))
        return lines

    def _indicator(self, indicator: PrintedIndicator, named: Cell) -> dict[str, str | None]:
        name = named.text
        labels = {"level2": self._level(2, indicator.level2, name, named)}
        owner = dictionary().level1_of.get(dictionary().level(2, labels["level2"]) or "")
        labels["level1"] = self._level(1, indicator.level1, name, named, owner if indicator.level2 else None)
        labels = dict(sorted(labels.items()))
        texts = {field: _text(getattr(indicator, field)) for field in ("target", "actual")}
        points = {field: _typed(getattr(indicator, field)) for field in ("weight", "score")}
        return {**labels, "name": name, **texts, **points, "reason": _text(indicator.reason)}

    def _level(self, which: int, cell: Cell | None, name: str, place: Cell, owner: str | None = None) -> str:
        if cell is None:
            first = self._profile.level1[0]
            level = owner or (first.label if which == 1 else first.level2[0].label)
            self._findings.append(faults.NO_LEVEL.at(place.where, name=name, level=level))
            return level
        label = dictionary().full_level(which, cell.text)
        if label != normal(cell.text):
            found = faults.LABEL_CUT.at(cell.where, printed=cell.text, label=label)
            if found not in self._findings:
                self._findings.append(found)
        return label

    def _stated(self, plain: str) -> str:
        """The `stated` block: every derived figure that the source printed otherwise."""
        evaluation = read_evaluation(plain.encode("utf-8"), FILE_NAME, lambda _: self._profile)
        figures = assess(evaluation).figures
        lines = []
        for id, cell in self._printed_figures():
            figure = figures.get(id)
            if figure is None or not figure.is_derived or says_the_same(figure, cell.text):
                continue
            self._findings.append(
                faults.STATED_OTHERWISE.at(
                    cell.where, fact=id, stated=cell.text, label=figure.label, computed=figure.text
                )
            )
            lines.append(f"{id}: {scalar(cell.text)}")
        return f"stated: {{{', '.join(lines)}}}\n" if lines else ""

    def _printed_figures(self) -> Iterator[tuple[str, Cell]]:
        """The derived figures that the source prints, with their ids."""
        form = self._form
        total = next((fund for fund in form.funds if self._is_total(fund.label.text)), None)
        columns = (*AMOUNTS, "rate", "weight", "score") if total is not None else ()
        printed = {f"funds.total.{column}": getattr(total, column) for column in columns}
        printed |= {"totals.weight": form.total_weight, "totals.score": form.total_score}
        printed["conclusion.grade"] = form.grade
        for indicator in form.indicators:
            if indicator.level1 is not None:
                level = self._profile.level1_of(dictionary().full_level(1, indicator.level1.text))
                points = printed_points(indicator.level1.text)
                if level is not None and points is not None:
                    cell = Cell(f"{points:f}", indicator.level1.column, indicator.level1.where)
                    printed[f"levels.{level.id}.weight"] = cell
        for id, cell in printed.items():
            if cell is not None and not dictionary().is_blank(cell.text):
                yield id, cell

    def _is_total(self, label: str) -> bool:
        return dictionary().fund_line(label) == "total"

    def _expected(self) -> Iterator[str]:
        """What a monitoring form expects of the whole year, which evaluation.yaml has no place for, told once."""
        kept = self._form.expected()
        if kept:
            self._findings.append(faults.EXPECTED_KEPT.at(kept[0][1].where))
        yield from (f"{_text(name) or ''}: 全年预计 {cell.text}" for name, cell in kept)

    def _of_lines(self) -> Iterator[str]:
        """The rates and points that the source prints for lines below the total, which no form derives; told once."""
        kept = [
            (fund, column, cell)
            for fund in self._form.funds
            if not self._is_total(fund.label.text)
            for column in LINE_FIGURES
            if (cell := getattr(fund, column)) is not None and not _is_nothing(cell)
        ]
        if kept:
            self._findings.append(faults.LINE_FIGURES_KEPT.at(kept[0][2].where, count=len(kept)))
        yield from (f"{fund.label.text}: {self._columns[column]} {cell.text}" for fund, column, cell in kept)

    def _narrative(self, grid: Grid) -> dict[str, str]:
        form = self._form
        marked = {cell.text: cell.markup for row in grid.rows for cell in row.cells if cell.markup is not None}
        texts = {name: as_markdown(text, marked) for name, text in form.sections.items() if text}
        parts = [as_markdown(form.completion[0], marked)] if 0 in form.completion else []
        parts += [f"## g{goal}\n\n{as_markdown(text, marked)}" for goal, text in form.completion.items() if goal]
        if parts:
            texts["completion"] = "\n".join(parts)
        notes = "\n".join((*(note.text for note in form.notes), *self._expected(), *self._of_lines()))
        files = {SECTION_FILES[name]: text for name, text in texts.items()}
        return {**files, "source/note.txt": notes + "\n"} if notes else files


def _text(cell: Cell | None) -> str | None:
    return None if cell is None else cell.text


def _typed(cell: Cell | None) -> str | None:
    return None if cell is None or dictionary().is_blank(cell.text) else cell.text


def _is_nothing(cell: Cell) -> bool:
    """Whether a cell prints no figure, or a zero."""
    return dictionary().is_blank(cell.text) or _number(cell) == 0


def _number(cell: Cell) -> Decimal | None:
    """The number in a cell; None for what evaluation.yaml would not take for one."""
    return None if fault_of_number(cell.text) is not None else parse_decimal(cell.text)


def _is_date(text: str) -> bool:
    try:
        parse_date(text)
    except ValueError:
        return False
    return True
