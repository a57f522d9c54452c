"""Templates that tests write themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from reportgen.render.output import TemplateFinder
from tests.render.html.disclosures import DEFAULT


@pytest.fixture
def templates(tmp_path: Path) -> Callable[..., TemplateFinder]:
    """Makes a finder for a layer that holds `report` (and `style`, else an empty sheet)."""

    def layer(report: str, style: str = "") -> TemplateFinder:
        folder = tmp_path / "templates" / "own"
        folder.mkdir(parents=True)
        files: Mapping[str, str] = {"report.html.j2": report, "index.html.j2": report, "style.css": style}
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        return lambda name: folder / name if name in files else DEFAULT / name

    return layer
