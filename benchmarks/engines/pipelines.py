"""Whole pipelines: a report's YAML and Markdown on disk become a Word file on disk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.contexts import LABELS, runs, summed, with_merges
from benchmarks.data import CLOSINGS, SCORED
from benchmarks.engines import Job, Render

FILE = "report.docx"


def _folders(job: Job) -> list[Path]:
    return sorted(path.parent for path in Path(job.workspace).glob("content/*/*/evaluation.yaml"))


def usual(job: Job) -> Render:
    """What a script does today: yaml.safe_load, a new MarkdownIt, a new DocxTemplate, save. Nothing is checked."""
    folders, target = _folders(job), Path(job.workspace, "usual.docx")
    return lambda place: _saved(job, _parsed(folders[place]), target)


def usual_parsed(job: Job) -> Render:
    """The same, its inputs parsed before."""
    parsed, target = [_parsed(folder) for folder in _folders(job)], Path(job.workspace, "usual-parsed.docx")
    return lambda place: _saved(job, parsed[place], target)


def _saved(job: Job, context: dict[str, Any], target: Path) -> bytes:
    from docxtpl import DocxTemplate

    template = DocxTemplate(job.template)
    template.render(context, autoescape=True)
    template.save(target)
    return target.read_bytes()


def _parsed(folder: Path) -> dict[str, Any]:
    import yaml

    form = yaml.safe_load((folder / "evaluation.yaml").read_text(encoding="utf-8"))
    goals = _sections((folder / "completion.md").read_text(encoding="utf-8"))
    told = [{**goals[goal["id"]], "text": goal["text"]} for goal in form["goals"]]
    closings = [_sections((folder / f"{name}.md").read_text(encoding="utf-8"))[""] for name in CLOSINGS]
    return {
        "labels": LABELS,
        "form": {**form["form"], "title": "部门整体支出绩效自评表"},
        "funds": [{**line, **(SCORED if line["id"] == "total" else {})} for line in form["funds"]],
        "sections": [*told, *closings],
        "rows": list(with_merges(form["indicators"])),
        **summed(form["indicators"]),
    }


def _sections(text: str) -> dict[str, dict[str, Any]]:
    """The paragraph and the list below each heading of Markdown."""
    from markdown_it import MarkdownIt

    found: dict[str, dict[str, Any]] = {}
    name, kind, depth = "", "", 0
    for token in MarkdownIt().parse(text):
        if token.type in ("heading_open", "paragraph_open"):
            kind = token.type
        elif token.type.startswith("list_item"):
            depth += token.nesting
        elif token.type == "inline" and kind == "heading_open":
            name = token.content
        elif token.type == "inline":
            section = found.setdefault(name, {"text": "", "points": []})
            if depth:
                section["points"].append(_point(token.children or []))
            else:
                section["text"] = token.content
    return found


def _point(tokens: list[Any]) -> dict[str, Any]:
    """The words in bold at the beginning of a list item, and the rest."""
    end = next((place for place, token in enumerate(tokens) if token.type == "strong_close"), -1)
    lead, text = ("".join(token.content for token in part) for part in (tokens[: end + 1], tokens[end + 1 :]))
    return {"runs": runs(lead, text)}


def whole(job: Job) -> Render:
    """A build of reportgen with all it does: checks, facts marked, output gate, read-back, files renamed into place."""
    from reportgen.base import files as disk
    from reportgen.load.workspace import find_workspace
    from reportgen.pipeline import Pipeline

    workspace = find_workspace(Path(job.workspace))
    pipeline, reports = Pipeline(workspace, ("docx",)), workspace.reports()

    def render(place: int) -> bytes:
        built = pipeline.build(reports[place])
        assert not built.differences, built.differences[0]
        disk.write_files({workspace.build / reports[place] / name: data for name, data in built.files.items()})
        return built.files[FILE]

    return render


def whole_parsed(job: Job) -> Render:
    """The same, its inputs parsed and checked before: the disclosure is made, rendered, read back and written."""
    from reportgen.base import files as disk
    from reportgen.compose.disclosure import compose
    from reportgen.load.report import load_report
    from reportgen.load.workspace import find_workspace
    from reportgen.pipeline import Pipeline
    from reportgen.readback.expected import expected_of
    from reportgen.readback.reader import read_back

    workspace = find_workspace(Path(job.workspace))
    pipeline = Pipeline(workspace, ("docx",))
    reports = [load_report(workspace, name) for name in workspace.reports()]
    (renderer,) = pipeline.renderers_of(reports[0].id)

    def render(place: int) -> bytes:
        report = reports[place]
        disclosure = compose(report.id, report.assessment, report.narrative)
        files: Mapping[str, bytes] = renderer(disclosure)
        differences = read_back(files, report.id, expected_of(report.assessment, disclosure))
        assert not differences, differences[0]
        disk.write_files({Path(job.workspace, "parsed.docx"): files[FILE]})
        return files[FILE]

    return render
