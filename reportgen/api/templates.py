"""Templates of any kind, checked and rendered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.base.finding import Finding

if TYPE_CHECKING:
    from reportgen.document.disclosure import Disclosure
    from reportgen.load.workspace import Workspace


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
