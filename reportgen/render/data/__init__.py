"""The report as data: JSON with every fact by its id, the tables of the form as CSV, and the form as a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.document.disclosure import Disclosure, PublicFile
from reportgen.render.data.long_texts import long_texts
from reportgen.render.data.report_json import report_json
from reportgen.render.data.tables import dictionary_csv, funds_csv, goals_csv, indicators_csv
from reportgen.render.output import NO_PIECES, OutputFormat, Pieces, Renderer, TemplateFinder


@dataclass(frozen=True, slots=True)
class Attachment:
    """A data file that other formats carry: its name, media type, bytes, and what it holds in the report's language."""

    name: str
    type: str
    about: str
    data: bytes


def prepare(finder: TemplateFinder, pieces: Pieces = NO_PIECES) -> Renderer:
    """Data needs no template; `finder` is never asked."""
    del finder, pieces
    return _render


def attachments(disclosure: Disclosure) -> tuple[Attachment, ...]:
    """The files of a report that a program reads, for formats that can carry files."""
    labels = disclosure.labels
    return (
        Attachment("report.json", "application/json", "全部数据项", report_json(disclosure)),
        Attachment("funds.csv", "text/csv", labels["funds"], funds_csv(disclosure)),
        Attachment("indicators.csv", "text/csv", labels["indicators"], indicators_csv(disclosure)),
        Attachment("goals.csv", "text/csv", labels["goals"], goals_csv(disclosure)),
        Attachment("dictionary.csv", "text/csv", "数据字典", dictionary_csv(disclosure)),
    )


def _render(disclosure: Disclosure) -> Mapping[str, bytes]:
    from reportgen.render.data.workbook import form_xlsx

    return {**{file.name: file.data for file in attachments(disclosure)}, "report.xlsx": form_xlsx(disclosure)}


FILES = (
    PublicFile("report.xlsx", "Excel"),
    PublicFile("report.json", "JSON"),
    PublicFile("funds.csv", "CSV（资金）"),
    PublicFile("indicators.csv", "CSV（指标）"),
    PublicFile("goals.csv", "CSV（目标）"),
    PublicFile("dictionary.csv", "CSV（数据字典）"),
)

DATA = OutputFormat("data", prepare, files=FILES, findings=long_texts)
