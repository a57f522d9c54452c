"""The cache changes no byte, keeps what is private private, and is never believed blindly."""

from __future__ import annotations

import hashlib
import pickle
import random
import sys
from pathlib import Path

import pytest

from reportgen.base.cache import FOLDER
from reportgen.base.errors import TemplateError
from reportgen.render import cache
from reportgen.render.word.anything import render_any
from tests.render.word.forms import p, template_of
from tests.render.word.templates import FEATURES, data, template


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(FOLDER, str(tmp_path / "kept"))
    return tmp_path / "kept"


def entries(folder: Path) -> list[Path]:
    return sorted(folder.glob("*")) if folder.is_dir() else []


def never(*_: object, **__: object) -> None:
    raise AssertionError("compiled again")


def test_a_template_from_the_cache_makes_the_same_bytes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(1)
    source, given = template(chance, *FEATURES), data(chance)
    first = render_any(source, "t.docx", given)
    assert len(entries(folder)) == 1
    monkeypatch.setattr("reportgen.render.word.compiling.compiled_template", never)
    assert render_any(source, "t.docx", given) == first
    monkeypatch.setenv(FOLDER, "")
    with pytest.raises(AssertionError, match="again"):
        render_any(source, "t.docx", given)


def test_another_template_or_another_name_is_another_entry(folder: Path) -> None:
    render_any(template_of(p("{{ a }}")), "t.docx", {"a": "1"})
    render_any(template_of(p("{{ a }}!")), "t.docx", {"a": "1"})
    render_any(template_of(p("{{ a }}")), "t.docx", {"a": "1", "b": "2"})
    assert len(entries(folder)) == 3


def test_a_fault_is_told_every_time(folder: Path) -> None:
    for _ in range(2):
        with pytest.raises(TemplateError):
            render_any(template_of(p("{{ b }}")), "t.docx", {"a": "1"})
    assert entries(folder) == []


@pytest.mark.parametrize("damage", ["cut", "changed", "emptied"])
def test_a_damaged_entry_is_made_anew(damage: str, folder: Path) -> None:
    source = template_of(p("{{ a }}"))
    first = render_any(source, "t.docx", {"a": "1"})
    (entry,) = entries(folder)
    held = entry.read_bytes()
    entry.write_bytes({"cut": held[:-9], "changed": held[:-9] + b"x" * 9, "emptied": b""}[damage])
    assert render_any(source, "t.docx", {"a": "1"}) == first
    assert entry.read_bytes() == held


def test_nothing_but_the_programs_own_classes_is_read(folder: Path) -> None:
    source = template_of(p("{{ a }}"))
    render_any(source, "t.docx", {"a": "1"})
    (entry,) = entries(folder)
    held = pickle.dumps(Path("planted"))
    entry.write_bytes(cache._HEAD + hashlib.sha256(held).digest() + held)
    render_any(source, "t.docx", {"a": "1"})
    assert b"planted" not in entry.read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="folders of a user are private there by themselves")
def test_a_folder_that_others_may_write_to_is_not_used(folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o777)
    render_any(template_of(p("{{ a }}")), "t.docx", {"a": "1"})
    assert entries(folder) == []


def test_only_so_many_are_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST_KEPT", 2)
    for text in "abcd":
        render_any(template_of(p(text)), "t.docx", {})
    assert len(entries(folder)) == 2


def test_a_folder_that_cannot_be_made_costs_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(FOLDER, str(tmp_path / "file" / "kept"))
    assert render_any(template_of(p("{{ a }}")), "t.docx", {"a": "1"})
