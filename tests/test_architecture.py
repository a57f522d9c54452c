"""ARCHITECTURE.md names every room and package and no other, and the import contract lists the rooms in its order."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "reportgen"
PAGE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")


def first_cells(heading: str) -> list[str]:
    """The code in the first column of the table after `heading`."""
    table = re.search(r"\n(\|.*?)\n\n", PAGE.partition(heading)[2], re.DOTALL)
    assert table is not None
    return re.findall(r"^\| `([^`]+)` \|", table[1] + "\n", re.MULTILINE)


def contract() -> list[str]:
    """The rooms of the import contract, from the top, those side by side one after the other."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    (layers,) = [one["layers"] for one in settings["tool"]["importlinter"]["contracts"] if one["type"] == "layers"]
    return [room.strip() for layer in layers for room in layer.split("|")]


def rooms() -> set[str]:
    """Packages and modules directly below the program."""
    return {
        path.stem
        for path in PACKAGE.iterdir()
        if (path.is_dir() and (path / "__init__.py").exists()) or (path.suffix == ".py" and path.stem[0] != "_")
    }


def test_the_page_and_the_contract_list_the_same_rooms_in_the_same_order() -> None:
    assert first_cells("## The rooms") == contract()


def test_the_page_names_every_room_and_no_other() -> None:
    assert set(first_cells("## The rooms")) == rooms()


def test_the_page_names_every_package_inside_the_rooms_and_no_other() -> None:
    inner = {path.parent.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("__init__.py")}
    assert set(first_cells("Inside the rooms:")) == {name for name in inner if "/" in name}


def test_the_page_names_every_folder_of_data_and_no_other() -> None:
    folders = {
        path.name
        for path in PACKAGE.iterdir()
        if path.is_dir() and not (path / "__init__.py").exists() and path.name != "__pycache__"
    }
    (sentence,) = re.findall(r"Beside the rooms lie data: (.*?)\.\s", PAGE, re.DOTALL)
    assert set(re.findall(r"`(\w+)` \(", sentence)) == folders


def test_files_that_the_page_names_exist() -> None:
    named = re.findall(r"`((?:reportgen|tools|tests)/[\w./-]+\.\w+)`", PAGE)
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []
