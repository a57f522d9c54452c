"""What the program prints can be imported again: the same figures, goals, grade, people, and conclusion."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen import api
from reportgen.base.text import squeezed
from reportgen.checks.narrative.paragraphs import essence
from reportgen.document.blocks import plain_text
from reportgen.load.evaluation import FILE_NAME, read_evaluation
from reportgen.load.importing import propose_profile, read_form
from reportgen.load.report import Report, load_report
from reportgen.model.figures import Assessment, assess
from tests.run import reportgen

SECTIONS = {"results": "results.md", "experience": "experience.md", "next_steps": "next-steps.md"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example of `init`, built."""
    root = tmp_path_factory.mktemp("w")
    assert reportgen("init", cwd=root).code == 0
    assert reportgen("build", cwd=root).code == 0
    return root


@pytest.fixture(scope="module")
def example(built: Path) -> Report:
    workspace = api.workspace(built)
    return load_report(workspace, workspace.reports()[0])


def imported(built: Path, example: Report, name: str) -> dict[str, bytes]:
    (form,) = read_form(built / "build" / example.id / name, example.assessment.evaluation.profile)
    return dict(form.content(propose_profile(form.printed)).files)


def evaluated(files: dict[str, bytes], example: Report) -> Assessment:
    return assess(read_evaluation(files[FILE_NAME], FILE_NAME, lambda _: example.assessment.evaluation.profile))


def printed(assessment: Assessment) -> list[str]:
    """Every figure as it is printed, whatever its id; goals and days without the way they are written."""
    return sorted(f"{figure.label} {squeezed(figure.text)}" for figure in assessment.figures.values())


@pytest.mark.parametrize("name", ["report.docx", "report.pdf", "report.xlsx"])
def test_every_figure_comes_back(built: Path, example: Report, name: str) -> None:
    assert printed(evaluated(imported(built, example, name), example)) == printed(example.assessment)


@pytest.mark.parametrize("name", ["report.docx", "report.pdf", "report.xlsx"])
def test_the_conclusion_comes_back_under_its_headings(built: Path, example: Report, name: str) -> None:
    files = imported(built, example, name)
    for section, file in SECTIONS.items():
        written = plain_text(example.narrative.sections[section].blocks)
        assert essence(files[file].decode("utf-8")) == essence(written)
