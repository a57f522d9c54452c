"""What a page offers to its readers, and what the default Word templates say of themselves."""

from __future__ import annotations

import zipfile

import pytest

from reportgen.load.workspace import DEFAULT_LAYER, installed_templates
from reportgen.render.data import DATA, prepare
from reportgen.render.pdf import FILE_NAME, PDF
from tests.render.word.forms import disclosure


def test_every_data_file_and_the_pdf_are_offered() -> None:
    made = prepare(pytest.fail)(disclosure())
    assert {file.name for file in DATA.files} == set(made)
    assert [file.name for file in PDF.files] == [FILE_NAME]


@pytest.mark.parametrize("name", ["report", "notice", "review"])
def test_a_line_that_ends_hard_is_not_stretched(name: str) -> None:
    with zipfile.ZipFile(installed_templates() / DEFAULT_LAYER / f"{name}.docx") as archive:
        assert b"<w:doNotExpandShiftReturn/>" in archive.read("word/settings.xml")
