"""What is told of the layers and templates of reports, before anything is built."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.load.workspace import find_workspace
from reportgen.review import general_findings
from tests.layers.fixture import PLAIN, QIANNAN, ZUNYI, a_block, a_workspace, write
from tests.run import reportgen


def templates_told(root: Path, *reports: str) -> list[tuple[str, str]]:
    found = general_findings(find_workspace(root), reports)
    return [(one.code, one.where.file) for one in found if not one.code.startswith("LAY")]


def test_sound_templates_of_layers_are_not_told(tmp_path: Path) -> None:
    assert templates_told(a_workspace(tmp_path), QIANNAN, ZUNYI, PLAIN) == []


@pytest.mark.parametrize(
    ("text", "code"), [("<h1>{{ form.titel }}</h1>\n", "TPL126"), ("<h1>甲</h1><script>x()</script>\n", "HTM004")]
)
def test_a_fault_of_a_block_is_told_once_for_all_reports_that_have_it(text: str, code: str, tmp_path: Path) -> None:
    root = a_workspace(tmp_path)
    write(root, {"templates/qiannan/blocks/title.html.j2": text})
    told = (code, "templates/qiannan/blocks/title.html.j2")
    assert templates_told(root, QIANNAN, QIANNAN) == [told]
    assert templates_told(root, PLAIN, ZUNYI) == []
    run = reportgen("check", QIANNAN, cwd=root)
    assert (run.code, code in run.out) == (1, True)


def test_a_fault_of_a_word_block_is_told(tmp_path: Path) -> None:
    root = a_workspace(tmp_path)
    write(root, {"templates/qiannan/blocks/title.docx": a_block(["{{ form.titel }}"])})
    assert templates_told(root, QIANNAN) == [("TPL126", "templates/qiannan/blocks/title.docx")]


def test_a_word_template_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    root = a_workspace(tmp_path)
    write(root, {"templates/qiannan/report.docx": b"PK"})
    assert templates_told(root, QIANNAN)[0] == ("TPL101", "templates/qiannan/report.docx")
