"""The same form gives the same content, whatever kind of file brings it."""

from __future__ import annotations

import random
import re
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT

from reportgen.load.importing import fallback_profile, propose_profile, read_form
from tests.load.forms.generator.form import make_form
from tests.load.forms.generator.layout import Layout
from tests.load.forms.generator.layouts import LAYOUTS
from tests.load.forms.generator.sheet import Printer
from tests.load.tables.tables import Box, Table
from tests.load.tables.writers import MERGING

SEEDS = range(2)
PRINTED = ("three-cells", "flat", "funds-below", "upright")
"""Layouts that a page prints most differently; the soak prints them all."""
SOAKED = range(2, 40)


@cache
def table_of(layout: Layout, seed: int) -> Table:
    """A form of the seed in a layout, as a table without gaps."""
    sheet = Printer(make_form(seed), layout, random.Random(seed)).sheet()
    width = max(slot.column + slot.columns for slot in sheet.slots)
    boxes = [Box(slot.row, slot.column, slot.text, slot.rows, slot.columns) for slot in sheet.slots]
    taken = {
        (box.row + down, box.column + right)
        for box in boxes
        for down in range(box.rows)
        for right in range(box.columns)
    }
    every = {(row, column) for row in range(sheet.rows) for column in range(width)}
    boxes += [Box(row, column, "") for row, column in every - taken]
    return Table(tuple(sorted(boxes, key=lambda box: (box.row, box.column))), sheet.rows, width)


def read(file: Path) -> tuple[Mapping[str, bytes], dict[str, Any], list[str]]:
    """The content that a file gives, what was printed, and the codes of all findings."""
    (form,) = read_form(file, fallback_profile())
    content = form.content(propose_profile(form.printed))
    files = {name: data for name, data in content.files.items() if not name.startswith("source/") or "note" in name}
    printed = {key: value for key, value in form.as_dict().items() if key != "findings"}
    return files, printed, sorted(finding.code for finding in (*form.findings, *content.findings))


def same(layout: Layout, seed: int, folder: Path) -> None:
    readings = {}
    for suffix, write in MERGING.items():
        file = folder / f"form{suffix}"
        file.write_bytes(write(table_of(layout, seed)))
        readings[suffix] = read(file)
    first = readings.pop(".xlsx")
    assert first[1]["indicators"]
    for suffix, reading in readings.items():
        assert reading == first, suffix


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_form_gives_the_same_content_in_every_kind(layout: Layout, seed: int, tmp_path: Path) -> None:
    same(layout, seed, tmp_path)


@pytest.mark.soak
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_many_forms_give_the_same_content_in_every_kind(layout: Layout, tmp_path: Path) -> None:
    for seed in SOAKED:
        same(layout, seed, tmp_path)


@pytest.mark.office
def test_a_form_printed_to_pdf_gives_what_its_document_gives(tmp_path: Path) -> None:
    printed_alike([layout for layout in LAYOUTS if layout.name in PRINTED], tmp_path)


@pytest.mark.soak
@pytest.mark.office
def test_every_layout_printed_to_pdf_gives_what_its_document_gives(tmp_path: Path) -> None:
    printed_alike(LAYOUTS, tmp_path)


def printed_alike(layouts: Sequence[Layout], folder: Path) -> None:
    """Asserts that a form of each layout reads the same from a Word file and from that file printed by an office."""
    files = {layout.name: folder / f"{layout.name}.docx" for layout in layouts}
    for layout in layouts:
        document = docx.Document(BytesIO(MERGING[".docx"](table_of(layout, 1))))
        section = document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
        document.save(str(files[layout.name]))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files.values())],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    wrong = []
    for name, file in files.items():
        expected, found = (squeezed(read(path)[1]) for path in (file, file.with_suffix(".pdf")))
        wrong += [f"{name} {key}" for key in expected if expected[key] != found[key]]
    assert wrong == []


def squeezed(value: Any) -> Any:
    """Without white space, which a page does not keep where a line ends."""
    if isinstance(value, str):
        return re.sub(r"\s", "", value)
    if isinstance(value, dict):
        return {key: squeezed(one) for key, one in value.items()}
    return [squeezed(one) for one in value] if isinstance(value, list) else value
