"""python-docx alone: the report is built from nothing by a program, as who knows no template engine would do it."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from benchmarks.data import COLUMNS
from benchmarks.engines import Job, Render
from benchmarks.languages import BODY, CELL, FUND_COLUMNS, FUND_LABELS, ITEM, TITLE


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
    form, labels, totals = context["form"], context["labels"], context["totals"]
    document.sections[0].header.paragraphs[0].text = form["department"]
    document.add_paragraph(f"{form['title']}（{form['year']}年度）", TITLE)
    document.add_paragraph(f"{labels['department']}：{form['department']}", BODY)
    funds = [[fund[key] for key in FUND_COLUMNS] for fund in context["funds"]]
    _add_table(document, [[labels[key] for key in FUND_LABELS], *funds])
    for section in context["sections"]:
        document.add_paragraph(section["text"], BODY)
        for point in section["points"]:
            paragraph = document.add_paragraph(style=ITEM)
            for run in point["runs"]:
                paragraph.add_run(run["text"]).bold = run["bold"] or None
    _add_indicators(document, context)
    weights = "".join(f"{level['label']}{level['weight']}；" for level in context["levels"])
    points = f"{labels['total']}：{totals['weight']}，{labels['score']}：{totals['score']}"
    document.add_paragraph(f"{weights}{points}，{labels['grade']}：{context['grade']}", BODY)
    document.add_paragraph(f"{labels['contact']}：{form['contact']}，{labels['filed']}：{form['filed']}", BODY)


def _add_indicators(document: Any, context: dict[str, Any]) -> None:
    texts = ([row[key] for key in COLUMNS] for row in context["rows"])
    cells = _add_table(document, [[context["labels"][key] for key in COLUMNS], *texts])
    for row, held in zip(context["rows"], cells[1:], strict=True):
        _set(held[0], "w:vMerge", row["merge1"])
        _set(held[1], "w:vMerge", row["merge2"])
        _set(held[6], "w:shd", "clear").set(qn("w:fill"), row["color"])


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
