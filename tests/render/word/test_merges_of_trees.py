"""Random trees of groups, filtered and with subtotals: the grid of the file is that of the model, cell for cell."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from reportgen.render.word.names import w

from .forms import fact_map, part, rendered
from .grids import Region, Trees, read_grid

SAMPLE = range(12)


def grid_of(data: bytes) -> list[Region]:
    tables = part(data).findall(f".//{w('tbl')}")
    return [region for table in tables for region in read_grid(table)]


@given(st.integers(0, 2**32).map(Random))
def test_the_grid_of_every_tree_is_that_of_the_model(random: Random) -> None:
    made = Trees(random)
    data = rendered(made.template(), tree=made.tree)
    found = grid_of(data)
    assert [one.seen for one in found] == [one.seen for one in made.regions]
    ids = {name: one["id"] for name, one in fact_map(data).items()}
    for region, expected in zip(found, made.regions, strict=True):
        assert sorted((ids[name], text) for name, text in region.facts) == sorted(expected.facts)
    assert len(ids) == sum(len(region.facts) for region in found)


def sampled(seed: int) -> tuple[bytes, Trees]:
    made = Trees(Random(seed))
    return rendered(made.template(), tree=made.tree), made


@pytest.mark.parametrize("seed", SAMPLE)
def test_an_audit_finds_nothing(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(sampled(seed)[0])
    assert [str(error) for error in OpenXmlValidator().validate(str(path)).errors] == []


@pytest.mark.office
def test_an_office_prints_every_text(tmp_path: Path) -> None:
    program = shutil.which("soffice") or shutil.which("libreoffice") or ""
    made = {seed: sampled(seed) for seed in SAMPLE}
    for seed, (data, _) in made.items():
        (tmp_path / f"{seed}.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    files = [str(tmp_path / f"{seed}.docx") for seed in made]
    command = [program, profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=180)
    for seed, (_, trees) in made.items():
        lines = (tmp_path / f"{seed}.txt").read_text(encoding="utf-8-sig").split("\n")
        printed = sorted(filter(None, (line.strip() for line in lines)))
        assert printed == sorted(text for region in trees.regions for text in region.text.split("\n") if text)
