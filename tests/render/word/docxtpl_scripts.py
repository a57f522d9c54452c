"""Runs docxtpl's own test scripts, each rendering done by docxtpl and by reportgen; prints a line for each script.

The only argument is docxtpl's folder tests/templates; what the scripts write goes to a folder that is dropped.
"""

from __future__ import annotations

import io
import os
import runpy
import shutil
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any
from unittest import mock

sys.path.insert(0, str(Path(__file__).parents[3]))

import docxtpl

from reportgen.base.errors import ReportgenError
from reportgen.render.word.anything import render_any
from reportgen.render.word.rich import address
from tests.render.word.canonical import differing

Rendered = list[tuple[bytes, Any]]
_RENDER = docxtpl.DocxTemplate.render


def by_docxtpl(self: docxtpl.DocxTemplate, context: dict[str, Any]) -> bytes:
    _RENDER(self, context, autoescape=True)
    out = io.BytesIO()
    self.docx.save(out)
    return out.getvalue()


def by_us(self: docxtpl.DocxTemplate, context: dict[str, Any]) -> bytes | str:
    source = self.template_file
    data = Path(source).read_bytes() if isinstance(source, str) else source.getvalue()
    try:
        return render_any(data, "template.docx", context)
    except ReportgenError as error:
        return f"refused: {error}".replace("\n", "; ")


def renderings(script: Path, render: Any, link: Any) -> list[Any]:
    """What every call of `render` in a script makes."""
    made: list[Any] = []

    def recorded(self: docxtpl.DocxTemplate, context: dict[str, Any], *_: Any, **__: Any) -> None:
        made.append(render(self, context))
        if self.docx is None:
            self.init_docx()

    patches = {"render": recorded} | ({"build_url_id": link} if link else {})
    with mock.patch.multiple(docxtpl.DocxTemplate, **patches):
        try:
            runpy.run_path(str(script), run_name="__main__")
        except Exception as error:
            made.append(f"stopped: {type(error).__name__}: {error}".replace("\n", " "))
    return made


def compared(script: Path) -> str:
    told: dict[str, int] = defaultdict(int)
    theirs = renderings(script, by_docxtpl, None)
    ours = renderings(script, by_us, lambda self, url: address(url))
    for one, other in zip(theirs, ours, strict=False):
        if isinstance(other, str):
            told[other] += 1
        elif isinstance(one, str):
            told[one] += 1
        else:
            told["equal" if not (names := differing(one, other)) else f"different {names}"] += 1
    return ", ".join(f"{count} {what[:200]}" for what, count in told.items())


def main() -> None:
    said = sys.stdout
    sys.stdout = sys.stderr
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(Path(sys.argv[1]).resolve().parent, folder, dirs_exist_ok=True)
        os.chdir(folder)
        Path("output").mkdir(exist_ok=True)
        for script in sorted(Path().glob("*.py")):
            if script.stem not in ("runtests", "__init__", "module_execute"):
                print(f"{script.stem}\t{compared(script)}", file=said)


if __name__ == "__main__":
    main()
