"""The report as data: JSON with every fact by its id, and the tables of the form as CSV."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.document.disclosure import Disclosure, PublicFile
from reportgen.render.data.report_json import report_json
from reportgen.render.data.tables import funds_csv, goals_csv, indicators_csv
from reportgen.render.output import NO_PIECES, OutputFormat, Pieces, Renderer, TemplateFinder


def prepare(finder: TemplateFinder, pieces: Pieces = NO_PIECES) -> Renderer:
    """Data needs no template; `finder` is never asked."""
    del finder, pieces
    return _render


def _render(disclosure: Disclosure) -> Mapping[str, bytes]:
    return {
        "report.json": report_json(disclosure),
        "funds.csv": funds_csv(disclosure),
        "indicators.csv": indicators_csv(disclosure),
        "goals.csv": goals_csv(disclosure),
    }


FILES = (
    PublicFile("report.json", "JSON"),
    PublicFile("funds.csv", "CSV（资金）"),
    PublicFile("indicators.csv", "CSV（指标）"),
    PublicFile("goals.csv", "CSV（目标）"),
)

DATA = OutputFormat("data", prepare, files=FILES)
