"""A department with two projects, one in a layer of its own, and a bureau's file that forms are laid into."""

from __future__ import annotations

import copy
import io
from pathlib import Path

import docx
import yaml

from reportgen.load.workspace import find_workspace
from reportgen.packaging import BuiltPackage, Draft, Packager
from reportgen.pipeline import Pipeline
from tests.builders import FORM
from tests.layers.fixture import write

DEPARTMENT = "2024/county"
FIRST, SECOND = f"{DEPARTMENT}/first", f"{DEPARTMENT}/second"
SETTINGS = 'profile = "guizhou-2024"\nformats = ["docx", "html"]\n'
COMPLETION = """\
## g1

按时发放救助资金{{ funds.total.executed | wan }}。[^1]

1. 先核对
2. 再发放

[^1]: 数据来自财务账。

## g2

新增床位{{ indicators.q1.actual }}。
"""
NARRATIVE = {
    "completion.md": COMPLETION,
    "results.md": "困难群众基本生活得到保障。\n\n| 项 | 数 |\n| --- | --- |\n| 甲 | 1 |\n",
    "experience.md": "资金发放与核查同步进行[^b]。\n\n[^b]: 见总结。\n",
    "next-steps.md": "建立备用通道。\n",
}


def form(name: str | None = None, reason: str | None = None) -> str:
    """A form as YAML: the department's own, or that of the project `name`."""
    made = copy.deepcopy(dict(FORM))
    if name is not None:
        made["form"] = {**made["form"], "kind": "project", "project": name}
        made["funds"] = made["funds"][:1]
    if reason is not None:
        made["indicators"][0] |= {"score": "18", "reason": reason}
    return yaml.dump(made, allow_unicode=True, sort_keys=False, default_style='"')


def a_workspace(root: Path, declared: str = "schema: 1\n", settings: str = SETTINGS) -> Path:
    """The department, its projects, and its package.yaml."""
    write(root, {"reportgen.toml": settings})
    for report, text in (
        (DEPARTMENT, form()),
        (FIRST, form("养老服务补助")),
        (SECOND, form("社会救助补助", "雨季推迟, 少办一次")),
    ):
        write(root / "content" / report, {"evaluation.yaml": text, **NARRATIVE})
    write(root / "content" / DEPARTMENT, {"package.yaml": declared})
    return root


def packager(root: Path, *formats: str) -> Packager:
    """What builds the packages of a workspace."""
    workspace = find_workspace(root)
    return Packager(Pipeline(workspace, formats), workspace.reports())


def a_draft(root: Path, *formats: str) -> tuple[Packager, Draft]:
    """The package of the department, its pages not laid out."""
    made = packager(root, *formats)
    return made, made.draft(DEPARTMENT)


def a_package(root: Path, *formats: str, laid_out: bool = False) -> BuiltPackage:
    """The package of the department."""
    made, draft = a_draft(root, *formats)
    if laid_out:
        made.lay_out([draft])
    return made.build(draft)


def accounts(*, bookmark: str | None = None) -> bytes:
    """A bureau's final accounts: its own look, lists, a footer, five parts, the last of them in landscape."""
    document = docx.Document()
    document.styles["Normal"].font.size = docx.shared.Pt(14)
    for number in ("一", "二", "三", "四", "五"):
        document.add_heading(f"第{number}部分", 1)
        document.add_paragraph(f"第{number}部分的说明。")
        document.add_paragraph("一条", style="List Number")
    if bookmark is not None:
        paragraph = document.add_paragraph("附件放在这里：")
        start = paragraph._p.makeelement(docx.oxml.ns.qn("w:bookmarkStart"), {})
        start.set(docx.oxml.ns.qn("w:id"), "7")
        start.set(docx.oxml.ns.qn("w:name"), bookmark)
        paragraph._p.append(start)
        end = paragraph._p.makeelement(docx.oxml.ns.qn("w:bookmarkEnd"), {docx.oxml.ns.qn("w:id"): "7"})
        paragraph._p.append(end)
    section = document.sections[0]
    section.footer.paragraphs[0].text = "决算公开"
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()
