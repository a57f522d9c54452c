"""The public functions of reportgen, for programs. The command line is made of nothing else.

    from reportgen import api

    workspace = api.workspace("my-workspace")
    result = api.build(workspace)

Every function raises `ReportgenError` where it cannot go on; faults of content come back as findings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.base.finding import Fault, Finding

if TYPE_CHECKING:
    from reportgen.batch.marking import Marked
    from reportgen.document.disclosure import Disclosure
    from reportgen.document.review import Review
    from reportgen.document.signoff import Signoff
    from reportgen.load.workspace import Workspace
    from reportgen.model.figure import Figure
    from reportgen.model.rating import Rating
    from reportgen.release.difference import Difference
    from reportgen.release.freezing import Done
    from reportgen.release.history import Line
    from reportgen.release.publish import Refused
    from reportgen.render.findings.rule import Rule
    from reportgen.review import Progress


@dataclass(frozen=True, slots=True)
class LayersOf:
    """Which layer gave what to a report.

    `layers` go from the highest. `profile_layer` is None for a profile of the installed program, `formats` where no
    layer asks for any. `files` holds the layer of each template, block and style sheet, `labels` of each label;
    `bases`, by layer and file, the name, layer and hash of what a file lies over.
    """

    layers: tuple[str, ...]
    profile: str
    profile_layer: str | None
    files: Mapping[str, str]
    bases: Mapping[tuple[str, str], tuple[str, str, str]]
    labels: Mapping[str, str]
    formats: tuple[str, ...] | None
    formats_layer: str | None


def workspace(folder: str | Path = ".") -> Workspace:
    """The workspace that holds `folder`. Raises UsageError where there is none."""
    from reportgen.load.workspace import find_workspace

    return find_workspace(Path(folder))


def reports(workspace: Workspace, asked: Sequence[str] = ()) -> list[str]:
    """The ids of the reports asked for; all of them where nothing is asked for."""
    return workspace.reports(asked)


def chosen_formats(workspace: Workspace, asked: Sequence[str] = ()) -> tuple[str, ...]:
    """The formats asked for, else the workspace's, else all that are installed.

    Raises UsageError for one that does not exist, and for one whose packages are not installed, with the way to them.
    """
    from reportgen.base.errors import UsageError
    from reportgen.base.messages import N_
    from reportgen.load.workspace import FORMATS
    from reportgen.render.output import formats, installed

    wanted = tuple(asked) or workspace.settings.formats or installed()
    unknown = [name for name in wanted if name not in FORMATS]
    if unknown:
        raise UsageError(N_("there is no format {name}; formats: {known}"), name=unknown[0], known=", ".join(FORMATS))
    for name in wanted:
        formats()[name].require()
    return wanted


def formats_left_out(workspace: Workspace, reports: Sequence[str]) -> tuple[str, ...]:
    """The formats that `reports` are not built in only because what makes them is not installed."""
    from reportgen.load.workspace import FORMATS
    from reportgen.render.output import formats

    if all(workspace.has_layers(report) and workspace.formats_of(report) for report in reports):
        return ()
    return tuple(name for name in FORMATS if not formats()[name].is_installed)


def figure(workspace: Workspace, report: str, fact: str) -> Figure:
    """The figure `fact` of a report, with the steps it was computed by. Raises UsageError where there is none."""
    import difflib

    from reportgen.base.errors import UsageError
    from reportgen.base.messages import N_
    from reportgen.load.report import load_report

    figures = load_report(workspace, report).assessment.figures
    found = figures.get(fact)
    if found is None:
        near = difflib.get_close_matches(fact, figures, n=3, cutoff=0.3)
        raise UsageError(
            N_("{report} has no figure {fact}; near: {near}"), report=report, fact=fact, near=", ".join(near) or "-"
        )
    return found


def rating(workspace: Workspace, report: str, fact: str) -> Rating | None:
    """What the scoring rule gives an indicator, step by step, where `fact` is its score; None where no rule speaks.

    The score itself is a judgement and is typed; the rule is what a check compares it with.
    """
    from reportgen.load.report import load_report
    from reportgen.model.rating import rate

    evaluation = load_report(workspace, report).assessment.evaluation
    for row in evaluation.indicators:
        if fact == f"indicators.{row.id}.score":
            return rate(row, evaluation.profile, evaluation.form.year)
    return None


def check(workspace: Workspace, reports: Sequence[str]) -> list[Finding]:
    """Everything that is wrong with `reports` and their layers, and what keeps one of them from being read."""
    from reportgen.checks.across import Across
    from reportgen.review import examined, general_findings

    found, across = general_findings(workspace, reports), Across()
    for _, _, own in examined(workspace, reports, across):
        found += own
    return [*found, *across.findings()]


def review(
    workspace: Workspace, reports: Sequence[str], progress: Progress | None = None, *, printed: bool = True
) -> Review:
    """As `check`, report by report, each finding with the row or line it stands in.

    With `printed` each has its place in the imported form too, for which that is read again. `progress` is called with
    how many are done, how many there are, and the report that is next.
    """
    from reportgen import review as room

    return room.review(workspace, reports, progress, printed=printed)


def findings_page(workspace: Workspace, review: Review) -> bytes:
    """A page of its own with everything that was found, in the current language, for who must put it right."""
    from reportgen.render.findings.page import findings_page

    return findings_page(workspace.chain.find, review, _rules_of(review))


def sarif(review: Review) -> bytes:
    """What was found as SARIF 2.1.0, for programs that show findings of any tool; in the current language."""
    from reportgen.render.findings.sarif import sarif

    return sarif(review.findings, _rules_of(review))


def mark(workspace: Workspace, reports: Sequence[str], folder: str | Path) -> list[Marked]:
    """Writes a copy of the imported form of each of `reports` to `folder`, the cells with findings marked.

    Raises UsageError where a file cannot be written, or `folder` lies below `content/`.
    """
    from reportgen.batch.marking import mark_forms

    return mark_forms(workspace, reports, Path(folder))


def _rules_of(review: Review) -> dict[str, Rule]:
    from reportgen.base.language import LANGUAGES
    from reportgen.base.messages import in_language
    from reportgen.render.findings.rule import Rule
    from reportgen.review import area_of

    faults = all_faults()
    rules = {}
    for code in sorted({finding.code for finding in review.findings}):
        pages = {}
        for language in LANGUAGES:
            with in_language(language):
                pages[language] = manual_of(faults[code])
        rules[code] = Rule(faults[code], area_of(code), pages)
    return rules


def verify(
    workspace: Workspace,
    reports: Sequence[str],
    *,
    deep: bool = False,
    progress: Callable[[int, int, str], None] | None = None,
) -> list[Finding]:
    """Reads the built files of `reports` back against their evaluations; empty where all of them agree.

    With `deep` they are read a second time, by other programs than made them; `progress` is told how far that is.
    Raises UsageError where one of those programs is missing.
    """
    from reportgen.base.errors import ContentError
    from reportgen.pipeline import verify_deeply, verify_report

    found = verify_deeply(workspace, reports, progress) if deep else []
    for report in reports:
        try:
            found += verify_report(workspace, report)
        except ContentError as error:
            found += [finding.of_report(report) for finding in error.findings]
    return sorted(found, key=lambda finding: finding.order)


def verify_page(workspace: Workspace, reports: Sequence[str], page: str | Path) -> list[Finding]:
    """Compares a page saved from a site with the one report it shows, by text and tables alone.

    Raises UsageError where not exactly one report is named, or the page cannot be read; ContentError where the report
    cannot.
    """
    from reportgen.base.errors import UsageError
    from reportgen.base.messages import N_
    from reportgen.pipeline import verify_page

    if len(reports) != 1:
        raise UsageError(N_("a page shows one report: name it, `reportgen verify REPORT --page FILE`"))
    return verify_page(workspace, reports[0], Path(page))


def read_signoff(path: str | Path) -> Signoff:
    """Who signed a version off, as a file says. Raises ContentError with every fault of it."""
    from reportgen.load import signoff

    return signoff.read_signoff(Path(path))


def publish(workspace: Workspace, report: str, signoff: Callable[[], Signoff]) -> Done | Refused:
    """Freezes version 1 of a report; `signoff` is asked once everything else allows it.

    Where the report says what is published already, nothing is done. Raises UsageError where it says something else.
    """
    from reportgen.release import publish as room

    return room.publish(workspace, report, signoff)


def correct(
    workspace: Workspace, report: str, reason: str, signoff: Callable[[], Signoff], kind: str = "correction"
) -> Done | Refused:
    """Publishes the next version of a report with a notice; `kind` is correction or revision.

    Raises UsageError where nothing is published, or nothing changed since.
    """
    from reportgen.release import publish as room

    return room.correct(workspace, report, reason, kind, signoff)


def attach(workspace: Workspace, report: str, paper: str | Path) -> Done:
    """Files the scan of the sealed paper with the published version. Raises UsageError where there is none."""
    from reportgen.release import publish as room

    return room.attach(workspace, report, Path(paper))


def compare(workspace: Workspace, report: str, old: str | None = None, new: str | None = None) -> Difference:
    """What differs between two versions: by default the published one and the content as it stands.

    Raises UsageError where there is no such version.
    """
    from reportgen.release import history

    return history.compare_versions(workspace, report, old, new)[0]


def comparison_page(workspace: Workspace, report: str, old: str | None = None, new: str | None = None) -> bytes:
    """The same as a page."""
    from reportgen.release import history

    return history.page_of(workspace, report, old, new)


def log(workspace: Workspace, report: str, fact: str | None = None) -> list[Line]:
    """The versions of a report and the papers filed with them, or those in which one of its facts changed."""
    from reportgen.release import history

    return history.lines_of(workspace, report, fact)


def verify_log(workspace: Workspace, report: str, head: str | None = None) -> list[Finding]:
    """Every change to what was published; `head` is a hash that was printed and must be in the ledger."""
    from reportgen.release.store import Store
    from reportgen.release.verify import verify as verify_store

    return verify_store(Store.of(workspace, report), head)


def layers_of(workspace: Workspace, report: str) -> LayersOf:
    """What each layer gives to a report. Raises ContentError where the report or one of its layers cannot be read."""
    from reportgen.load.profile import profile_file
    from reportgen.load.report import load_report

    chain = workspace.chain_of(report)
    profile = load_report(workspace, report).assessment.evaluation.profile.id
    file = profile_file(profile, chain.profile_folders)
    homes = {layer.folder / "profiles": layer.name for layer in chain.layers}
    formats = next((layer.name for layer in chain.layers if layer.formats is not None), None)
    return LayersOf(
        layers=tuple(layer.name for layer in chain.layers),
        profile=profile,
        profile_layer=homes.get(file.parent) if file is not None else None,
        files=chain.given,
        bases={
            (layer.name, file): base
            for layer in chain.layers
            for file in layer.files
            if (base := chain.base(layer, file)) is not None
        },
        labels=chain.labels,
        formats=chain.formats,
        formats_layer=formats,
    )


def note_bases(workspace: Workspace, layers: Sequence[str] = ()) -> list[str]:
    """Notes in `layers`, else in all, what their files were made against; the names of the files written.

    From then on a change of that is a finding. Raises UsageError for a layer of no report.
    """
    from reportgen.batch import bases

    return bases.note_bases(workspace, layers)


def template_data(path: str | Path) -> dict[str, Any]:
    """The JSON object in a file, as data for a template: numbers are exact. Raises UsageError where it is none."""
    import json
    from decimal import Decimal

    from reportgen.base.errors import UsageError
    from reportgen.base.files import read_bytes
    from reportgen.base.messages import N_

    def refused(word: str) -> Decimal:
        raise ValueError(word)

    try:
        text = read_bytes(Path(path)).decode("utf-8-sig")
        data = json.loads(text, parse_float=Decimal, parse_constant=refused)
    except (ValueError, RecursionError) as error:
        raise UsageError(N_("{file} is no valid JSON: {reason}"), file=path, reason=str(error)) from error
    if not isinstance(data, dict):
        raise UsageError(N_("{file} holds no JSON object: a template finds its data by name"), file=path)
    return data


def check_template(
    path: str | Path, data: dict[str, Any] | None = None, workspace: Workspace | None = None
) -> list[Finding]:
    """Every fault of a Word or HTML template, without data or with it; empty where it may be used.

    Without `data` its names are those of a report. A page takes the style sheet beside it, else the workspace's, else
    the installed one. Raises TemplateError where the file is no template that can be opened, UsageError where it
    cannot be read.
    """
    from reportgen.base.files import read_bytes
    from reportgen.render.word.check.run import check_page, check_word
    from reportgen.render.word.check.shapes import disclosure_shape, record_of_data, template_shape

    file, told = Path(path), Path(path).as_posix()
    content = read_bytes(file)
    own = template_shape(file.name) or disclosure_shape(_label_names(file, workspace))
    names = own if data is None else record_of_data(data)
    if _is_page(file):
        return check_page(file, told, lambda name: _beside(file, name, workspace), names, data)
    return check_word(content, told, names, data)


def _label_names(file: Path, workspace: Workspace | None) -> frozenset[str]:
    """The labels of every profile that a report of the template in `file` may have."""
    from reportgen.load.profile import label_names

    layers = [file.parent] if workspace is None else [file.parent, *sorted((workspace.root / "templates").glob("*"))]
    return label_names(layer / "profiles" for layer in layers)


def _is_page(file: Path) -> bool:
    return file.name.lower().endswith((".j2", ".html", ".htm", ".jinja", ".jinja2"))


def _beside(file: Path, name: str, workspace: Workspace | None) -> Path:
    from reportgen.load.workspace import DEFAULT_LAYER, installed_templates

    if (file.parent / name).is_file():
        return file.parent / name
    return installed_templates() / DEFAULT_LAYER / name if workspace is None else workspace.template(name)[1]


def annotate_template(path: str | Path, findings: Sequence[Finding]) -> Path | None:
    """Writes a copy of a Word template with a comment at each finding: `<name>.checked.docx` beside it.

    None where there is nothing to tell, or no document to tell it in.
    """
    from reportgen.base.files import read_bytes, write_bytes
    from reportgen.render.word.annotate import annotated

    file = Path(path)
    if not findings or _is_page(file):
        return None
    copy = annotated(read_bytes(file), file.as_posix(), findings)
    if copy is None:
        return None
    target = file.with_name(f"{file.stem}.checked.docx")
    write_bytes(target, copy)
    return target


def render_template(path: str | Path, data: dict[str, Any], output: str | Path) -> None:
    """Renders any docxtpl template with any data to `output`, which may be no input of it.

    Raises TemplateError where the template or a value is at fault, UsageError where a file cannot be used; `output` is
    written whole or not at all.
    """
    from reportgen.base.errors import UsageError
    from reportgen.base.files import read_bytes, write_bytes
    from reportgen.base.messages import N_
    from reportgen.render.word.anything import render_any

    template, target = Path(path), Path(output)
    if target.resolve() == template.resolve() or (target.exists() and target.samefile(template)):
        raise UsageError(N_("{file} is the template itself; write the document to another file"), file=output)
    write_bytes(target, render_any(read_bytes(template), template.as_posix(), data))


def sample_disclosure(workspace: Workspace | None = None) -> Disclosure:
    """What the templates of a report are given: of the workspace's first report, else of the example's."""
    from reportgen.batch.starting import STARTER
    from reportgen.compose.disclosure import compose
    from reportgen.load.report import load_report
    from reportgen.load.workspace import find_workspace

    used = workspace if workspace is not None and workspace.reports() else find_workspace(STARTER)
    report = used.reports()[0]
    loaded = load_report(used, report)
    return compose(report, loaded.assessment, loaded.narrative)


def fault_of(code: str) -> Fault:
    """The kind of finding that `code` names. Raises UsageError for a code that nothing finds."""
    from reportgen.base.errors import UsageError
    from reportgen.base.messages import N_

    found = all_faults().get(code)
    if found is None:
        raise UsageError(N_("there is no finding {code}; the codes are listed in docs/findings.md"), code=code)
    return found


def all_faults() -> dict[str, Fault]:
    """Every kind of finding by code: of reading, importing, checking, templates and reading back."""
    from reportgen.review import all_faults as found

    return found()


def manual_of(fault: Fault) -> str:
    """The page of the manual on a kind of finding, in the current language."""
    from reportgen.base.messages import tr
    from reportgen.checks.rule import checks

    check = checks().get(fault.code)
    if check is not None:
        return "\n\n".join(tr(part) for part in paragraphs_of(check.manual))
    words = (tr(text).replace("{{", "{").replace("}}", "}") for text in (fault.about, fault.message, fault.hint))
    return "\n".join(filter(None, words))


def paragraphs_of(manual: str) -> list[str]:
    """The paragraphs of a manual page, each in one line: what it finds, why, example, remedy."""
    parts = re.split(r"\n\s*\n|\n(?=(?:Why|Example|Remedy):)", manual)
    return [re.sub(r"\s*\n\s*", " ", part).strip() for part in parts if part.strip()]
