"""The other reports that say something of the figures of one."""

from __future__ import annotations

from reportgen.compose.disclosure import compose
from reportgen.load.related import Related
from reportgen.load.report import Report
from reportgen.release.freezing import official_name_of
from reportgen.render.official import safe_name


def others_of(related: Related, report: str) -> list[Report]:
    """The reports of the same department and year, and the approved targets, as far as the workspace has them."""
    return [*related.others(report), *filter(None, [related.approved(report)])]


def name_of(report: Report) -> str:
    """The official name of a report, as notices print it."""
    return safe_name(official_name_of(compose(report.id, report.assessment, report.narrative)))
