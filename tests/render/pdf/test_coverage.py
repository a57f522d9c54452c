"""The characters of a face: the same whether its font is read or they were kept."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from reportgen.base.cache import FOLDER
from reportgen.render.pdf import coverage
from reportgen.render.pdf.coverage import characters_of, packed, unpacked
from reportgen.render.pdf.fonts import uses

CHARACTERS = [frozenset(), {0}, {1, 2, 3}, {5, 7, 8, 0x10FFFF}, {*range(9, 400, 3)}]


@pytest.fixture
def font(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A font of Chinese characters, and a cache that holds nothing."""
    monkeypatch.setenv(FOLDER, str(tmp_path / "kept"))
    file = uses()["body"].chosen.file
    assert file is not None
    return Path(shutil.copy(file, tmp_path))


@pytest.mark.parametrize("characters", CHARACTERS, ids=len)
def test_what_is_kept_is_what_was_read(characters: set[int]) -> None:
    assert unpacked(packed(characters)) == characters


def test_a_font_is_read_once(font: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = uses()["body"].chosen.index
    first = characters_of(font, index)
    assert {ord("州"), ord("局")} <= first
    assert 0xE000 not in first
    monkeypatch.setattr(coverage, "_read", lambda file, index: frozenset({1}))
    assert characters_of(font, index) == first
    os.utime(font, ns=(0, 0))
    assert characters_of(font, index) == {1}, "another font of this name"


def test_without_a_cache_it_is_read_each_time(font: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER, "")
    for number in (1, 2):
        monkeypatch.setattr(coverage, "_read", lambda file, index, number=number: frozenset({number}))
        assert characters_of(font, 0) == {number}
