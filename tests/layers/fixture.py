"""A workspace of three departments: two have a layer of their own over the province's, the third has the default."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterable
from pathlib import Path

from docx import Document
from docx.enum.style import WD_STYLE_TYPE

from tests.run import ROOT, change

STARTER = ROOT / "reportgen/starter/content/2024/example-county-civil-affairs"
SETTINGS = """\
layers = ["default"]

[[layer_rules]]
match = "*/qiannan-*"
layers = ["qiannan"]

[[layer_rules]]
match = "2024/zunyi-education"
layers = ["zunyi"]
"""
QIANNAN, ZUNYI, PLAIN = "2024/qiannan-health", "2024/zunyi-education", "2024/anshun-water"
TITLE_STYLE = "表题"
"""The name that the default template gives to the style of its title."""


def a_block(texts: Iterable[str], style: str = TITLE_STYLE) -> bytes:
    """A block with one paragraph a text, as python-docx makes it."""
    document = Document()
    if style not in document.styles:
        document.styles.add_style(style, WD_STYLE_TYPE.PARAGRAPH)
    for text in texts:
        document.add_paragraph(text, style=style)
    return saved(document)


def saved(document: Document) -> bytes:
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def write(folder: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)


def a_workspace(root: Path, settings: str = SETTINGS) -> Path:
    """The workspace, in `root`."""
    write(root, {"reportgen.toml": settings})
    for report, department in ((QIANNAN, "黔南州卫健局"), (ZUNYI, "遵义市教育局"), (PLAIN, "安顺市水务局")):
        shutil.copytree(STARTER, root / "content" / report)
        change(root / "content" / report / "evaluation.yaml", "示例县民政局", department)
    write(
        root / "templates/qiannan",
        {
            "blocks/title.docx": a_block(["黔南州{{ form.title }}", "{{ form.year }}年"]),
            "blocks/title.html.j2": "<h1>黔南州{{ form.title }}</h1>\n<p>{{ form.year }}年</p>\n",
            "labels.yaml": "columns: {seal: 编报单位（公章）}\nblank: 无\n",
            "style.extra.css": ".masthead { color: #102030; }\n",
        },
    )
    write(
        root / "templates/zunyi",
        {
            "blocks/title.docx": a_block(["遵义市{{ form.title }}（{{ form.year }}）"]),
            "blocks/title.html.j2": "<h1>遵义市{{ form.title }}（{{ form.year }}）</h1>\n",
            "labels.yaml": "columns: {seal: 填报部门}\nsections: {results: 主要成效}\n",
            "style.css": "body { color: #405060; }\n",
            "layer.toml": 'formats = ["docx", "html"]\n',
        },
    )
    return root
