"""Findings as one page without any request: what a bureau sends back to departments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.base.finding import Severity
from reportgen.base.messages import N_, current_language, tr
from reportgen.document.review import FormRow, PrintedCell, Review, Reviewed, TextLine, Told
from reportgen.render.findings.rule import AREAS, Rule, area_label
from reportgen.render.html.page import PageTemplate
from reportgen.render.html.sources import MORE_STYLE
from reportgen.render.output import TemplateFinder

TEMPLATE, STYLE = "findings.html.j2", "findings.css"
SEVERITIES = {Severity.ERROR: N_("Error"), Severity.WARNING: N_("Warning"), Severity.INFO: N_("Note")}
_LANGUAGES = {"zh": "zh-CN", "en": "en"}
_OWN = Path(__file__).resolve().parent
_WORDS = {
    "title": N_("Findings in performance self-evaluations"),
    "skip": N_("Skip to the findings"),
    "lead": N_("Errors must be corrected, or waived with a reason, before publication. Warnings must be looked at: "
               "correct them or say why they are right. Notes only inform."),
    "reports": N_("Reports"),
    "wrong": N_("Reports with errors"),
    "waived": N_("Waived"),
    "waived_head": N_("Waived: nothing to do"),
    "by": N_("Waived by"),
    "overview": N_("Departments"),
    "department": N_("Department"),
    "year": N_("Year"),
    "none": N_("Nothing was found."),
    "find": N_("Find"),
    "find_what": N_("Department or words"),
    "severity": N_("Severity"),
    "area": N_("Area"),
    "all": N_("All"),
    "reset": N_("Show all"),
    "shown": N_("Findings shown:"),
    "of": N_("of"),
    "todo": N_("What to do"),
    "why": N_("Why"),
    "place": N_("Place"),
    "printed": N_("Cell of your form"),
    "unknown": N_("This report could not be read; correct the faults below first."),
    "general": N_("Templates and settings"),
    "rules": N_("About the findings"),
    "top": N_("To the list of departments"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PageFinding:
    """A finding as the template sees it: texts in the language of the page."""

    code: str
    severity: str
    severity_word: str
    area: str
    area_word: str
    message: str
    hint: str
    place: str
    printed: str
    by: str
    reason: str
    cells: tuple[PrintedCell, ...]
    line: TextLine | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many findings of a severity there are."""

    severity: str
    word: str
    count: int


@dataclass(frozen=True, slots=True)
class PageReport:
    """One report, or templates and settings where `id` is empty; `readable` is false where only its id is known.

    `parts` are pairs of a heading and findings: what there is to do, under no heading, and what was waived.
    """

    anchor: str
    id: str
    department: str
    project: str
    year: str
    readable: bool
    counts: tuple[Count, ...]
    parts: tuple[tuple[str, tuple[PageFinding, ...]], ...]


@dataclass(frozen=True, slots=True)
class PageRule:
    """A kind of finding: its code and the paragraphs of its page in the manual."""

    code: str
    area_word: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageArea:
    """An area and what it is called."""

    name: str
    word: str


NAMES = ("words", "language", "reports", "counts", "wrong", "waived", "areas", "rules", "total")
"""The names that the template of the page sees."""


def findings_page(finder: TemplateFinder, review: Review, rules: Mapping[str, Rule]) -> bytes:
    """The page in UTF-8, in the current language; `rules` holds the kind of each finding by code.

    It is styled by the `style.css` that `finder` gives, as all pages are. Raises TemplateError with its faults.
    """

    def find(name: str) -> Path:
        return _OWN / name if name == TEMPLATE else finder(name)

    template = PageTemplate(find, TEMPLATE, NAMES, {MORE_STYLE: (_OWN / STYLE,)})
    shown = (Reviewed("", review.general, tr(_WORDS["general"])),) if review.general else ()
    reports = tuple(_report(f"r{place}", one) for place, one in enumerate((*shown, *review.reports), start=1))
    live = [one for one in review.findings if not one.waived]
    used = {rules[one.code].area for one in live}
    return template.render(
        {
            "words": {name: tr(source) for name, source in _WORDS.items()},
            "language": _LANGUAGES[current_language()],
            "reports": reports,
            "counts": _counts(one.severity for one in live),
            "wrong": sum(1 for report in reports if report.id and report.counts[0].count),
            "waived": len(review.findings) - len(live),
            "areas": tuple(PageArea(name, area_label(name)) for name in AREAS if name in used),
            "rules": tuple(_rule(rule) for rule in rules.values()),
            "total": len(live),
        }
    )


def _report(anchor: str, report: Reviewed) -> PageReport:
    gravest_first = sorted(report.told, key=lambda one: (one.finding.severity.rank, one.finding.order))
    live = tuple(_finding(one) for one in gravest_first if not one.finding.waived)
    waived = tuple(_finding(one) for one in gravest_first if one.finding.waived)
    return PageReport(
        anchor=anchor,
        id=report.id,
        department=report.department or report.id,
        project=report.project or "",
        year="" if report.year is None else str(report.year),
        readable=report.department is not None,
        counts=_counts(one.severity for one in report.findings if not one.waived),
        parts=tuple((head, found) for head, found in (("", live), (tr(_WORDS["waived_head"]), waived)) if found),
    )


def _counts(severities: Iterable[Severity]) -> tuple[Count, ...]:
    found = list(severities)
    return tuple(Count(one.value, tr(word), found.count(one)) for one, word in SEVERITIES.items())


def _finding(told: Told) -> PageFinding:
    finding, passage = told.finding, told.passage
    return PageFinding(
        code=finding.code,
        severity=finding.severity.value,
        severity_word=tr(SEVERITIES[finding.severity]),
        area=told.area,
        area_word=area_label(told.area),
        message=str(finding.message),
        hint=str(finding.hint),
        place=str(finding.where),
        printed="" if told.printed is None else _cell(told),
        by="" if finding.excuse is None else finding.excuse.by,
        reason="" if finding.excuse is None else finding.excuse.reason,
        cells=passage.cells if isinstance(passage, FormRow) else (),
        line=passage if isinstance(passage, TextLine) else None,
    )


def _cell(told: Told) -> str:
    """The cell as people find it: sheet and address, else the file with its line."""
    printed = told.printed
    assert printed is not None
    return f"{printed.sheet} {printed.cell}" if printed.cell is not None else str(printed)


def _rule(rule: Rule) -> PageRule:
    paragraphs: Sequence[str] = rule.pages[current_language()].split("\n")
    return PageRule(rule.fault.code, area_label(rule.area), tuple(text for text in paragraphs if text.strip()))
