"""python-docx alone: the report is built from nothing by a program, as who knows no template engine would do it."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from benchmarks.engines import Job, Render
from benchmarks.templates import BODY, CELL, FUND_COLUMNS, FUND_HEADINGS, HEADINGS, ITEM, TITLE


def from_scratch(job: Job) -> Render:
    """Opens the template for its styles alone, empties it and fills it; the cells of a table are listed once."""

    def render(place: int) -> bytes:
        document = Document(job.template)
        _empty(document)
        _fill(document, job.data[place])
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return render


def _empty(document: Any) -> None:
    body = document.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)


def _fill(document: Any, context: dict[str, Any]) -> None:
    form = context["form"]
    document.sections[0].header.paragraphs[0].text = form["department"]
    document.add_paragraph(f"{form['title']}（{form['year']}年度）", TITLE)
    funds = [[fund[key] for key in FUND_COLUMNS] for fund in context["funds"]]
    _add_table(document, [FUND_HEADINGS, *funds])
    for section in context["sections"]:
        document.add_paragraph(section["text"], BODY)
        for point in section["points"]:
            paragraph = document.add_paragraph(style=ITEM)
            paragraph.add_run(point["lead"]).bold = True
            paragraph.add_run(f" {point['text']}")
    keys = ("level1", "level2", "name", "target", "actual", "weight", "score", "reason")
    cells = _add_table(document, [HEADINGS, *([row[key] for key in keys] for row in context["rows"])])
    for row, held in zip(context["rows"], cells[1:], strict=True):
        _set(held[0], "w:vMerge", row["merge1"])
        _set(held[1], "w:vMerge", row["merge2"])
        shading = _set(held[6], "w:shd", "clear")
        shading.set(qn("w:fill"), row["color"])
    weights = "".join(f"{level['label']}{level['weight']}分；" for level in context["levels"])
    total = f"合计{context['totals']['weight']}分，得分{context['totals']['score']}分，等级{context['grade']}。"
    document.add_paragraph(f"{weights}{total}{form['contact']}，{form['filed']}", BODY)


def _add_table(document: Any, rows: list[Any]) -> list[list[Any]]:
    """A table of texts; its cells by row."""
    table = document.add_table(len(rows), len(rows[0]))
    cells, columns = table._cells, len(rows[0])
    for place, text in enumerate(text for row in rows for text in row):
        cells[place].text = text
        cells[place].paragraphs[0].style = CELL
    return [cells[start : start + columns] for start in range(0, len(cells), columns)]


def _set(cell: Any, name: str, value: str) -> Any:
    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    cell._tc.get_or_add_tcPr().append(element)
    return element
