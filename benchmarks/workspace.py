"""A generated workspace of many departments on disk, as a bureau has one."""

from __future__ import annotations

from pathlib import Path

from benchmarks.data import department

SETTINGS = 'formats = ["docx", "html", "data"]\n'
INDICATORS = 6


def workspace(root: Path, departments: int) -> Path:
    """Writes the workspace; its root."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "reportgen.toml").write_text(SETTINGS, encoding="utf-8")
    for number in range(departments):
        made = department(number, INDICATORS)
        folder = root / f"content/2024/d{number:05}"
        folder.mkdir(parents=True)
        for name, text in {"evaluation.yaml": made.evaluation(), **made.narrative()}.items():
            (folder / name).write_text(text, encoding="utf-8")
    return root
