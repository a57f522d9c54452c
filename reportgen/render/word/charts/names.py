"""Where the parts of a chart lie in a document, and what they are called there."""

from __future__ import annotations

C_NS = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A_NS = "http://schemas.openxmlformats.org/drawingml/2006/main"

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

WORKBOOK_ID = "rId1"
"""The relationship from a chart to its workbook."""


def chart_part(number: int) -> str:
    """The part of the chart `number`, from 1."""
    return f"word/charts/rgChart{number}.xml"


def workbook_part(number: int) -> str:
    """The part of the workbook behind the chart `number`."""
    return f"word/embeddings/rgWorkbook{number}.xlsx"


def chart_id(number: int) -> str:
    """The relationship from the document to the chart `number`."""
    return f"rgChart{number}"
