"""A small filled form and small templates to try the renderer on."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any

from lxml import etree
from lxml.etree import _Element

from reportgen.document.blocks import Block, Paragraph, Words
from reportgen.document.disclosure import (
    Disclosure,
    FundRow,
    GoalRow,
    Head,
    IndicatorRow,
    Level1Group,
    Level2Group,
    Prose,
    Totals,
)
from reportgen.document.fact import Fact
from reportgen.render.word.names import MAIN_TYPE, R_NS, W_NS, w
from reportgen.render.word.template import WordTemplate

DEFAULT_TEMPLATE = Path(__file__).parents[3] / "templates" / "default" / "report.docx"
NAMES = tuple(field.name for field in fields(Disclosure))
FOOTER = {"code": None, "version": None}
"""What the footers of the installed template ask for: nothing was published."""

COLUMNS = """department project year unit filed contact seal funds source initial adjusted executed rate weight score
goals goal completion indicators level1 level2 name target actual reason total conclusion grade"""
LABELS = {name: f"标签{name}" for name in COLUMNS.split()}


def fact(id: str, text: str, value: Decimal | None = None, unit: str | None = None) -> Fact:
    return Fact(id, id, text if value is None else value, unit, text)


def amount(id: str, text: str) -> Fact:
    return fact(id, text, Decimal(text.replace(",", "")), "元")


def paragraph(*texts: str) -> Paragraph:
    return Paragraph(tuple(Words(text) for text in texts))


def prose(*blocks: Block, label: str = "取得成效", language: str = "zh-CN") -> Prose:
    return Prose("results", label, blocks, language)


def indicator(number: int, level1: str, level2: str, **texts: str) -> IndicatorRow:
    id = f"indicators.q{number}"
    cells = {"target": "≥6次", "actual": "6次", "weight": "4", "score": "4", "reason": "", **texts}
    made = {name: fact(f"{id}.{name}", text) if text else None for name, text in cells.items()}
    return IndicatorRow(f"q{number}", level1, level2, fact(f"{id}.name", f"指标{number}"), **made)


def levels(*sizes: tuple[int, ...]) -> tuple[Level1Group, ...]:
    """First-level groups; each tuple holds the numbers of indicators of its second-level groups."""
    count, made = 0, []
    for outer, groups in enumerate(sizes):
        level1, level2 = f"一级{outer}", []
        for inner, size in enumerate(groups):
            rows = tuple(indicator(count + row, level1, f"二级{inner}") for row in range(size))
            level2.append(Level2Group(f"二级{inner}", rows))
            count += size
        made.append(Level1Group(f"l{outer}", level1, fact(f"levels.l{outer}.weight", "50"), tuple(level2)))
    return tuple(made)


def disclosure(**changed: Any) -> Disclosure:
    total = {name: amount(f"funds.total.{name}", "76,799,063.48") for name in ("initial", "adjusted", "executed")}
    scored = {"rate": fact("funds.total.rate", "100.00%"), "weight": fact("w", "10"), "score": fact("s", "10")}
    none = dict.fromkeys(("initial", "adjusted", "executed", "rate", "weight", "score"))
    values: dict[str, Any] = {
        "report": "2024/x",
        "language": "zh-CN",
        "form": Head(
            title="部门整体支出绩效自评表",
            kind="department",
            unit="元",
            department=fact("form.department", "某某民政局"),
            year=fact("form.year", "2024"),
            project=None,
            filed=fact("form.filed", "2025年1月15日"),
            contact=fact("form.contact", "张弘"),
        ),
        "labels": LABELS,
        "blank": "—",
        "funds": (FundRow("total", "资金总额", **total, **scored), FundRow("other", "其他", **none)),
        "goals": (
            GoalRow("g1", fact("goals.g1", "目标一"), prose(paragraph("完成了。"))),
            GoalRow("g2", fact("goals.g2", "目标二"), None),
        ),
        "preamble": None,
        "levels": levels((3, 1), (1, 2)),
        "totals": Totals(fact("totals.weight", "90"), fact("totals.score", "97")),
        "grade": fact("conclusion.grade", "优"),
        "sections": (prose(paragraph("成效。")), prose(paragraph("经验。"), label="经验做法")),
    }
    return Disclosure(**(values | changed))


def template_of(body: str, other: Mapping[str, bytes] | None = None, relationships: str = "") -> bytes:
    """A template that holds `body` and nothing that it does not need; `other` parts are added or replace its own."""
    relation = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{MAIN_TYPE}"/>'
            f'<Override PartName="/word/header1.xml" ContentType="{MAIN_TYPE.replace("document.main", "header")}"/>'
            "</Types>"
        ).encode(),
        "_rels/.rels": (
            f'<Relationships xmlns="{relation}"><Relationship Id="rId1" Type="{R_NS}/officeDocument" '
            'Target="word/document.xml"/></Relationships>'
        ).encode(),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{relation}">{relationships}</Relationships>'.encode(),
        "word/document.xml": f'<w:document xmlns:w="{W_NS}"><w:body>{body}</w:body></w:document>'.encode(),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {**parts, **(other or {})}.items():
            archive.writestr(name, part)
    return out.getvalue()


def p(text: str) -> str:
    """A paragraph of the template that holds `text`, given as XML."""
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def table(*rows: str, columns: int) -> str:
    grid = '<w:gridCol w:w="1000"/>' * columns
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in cells) + "</w:tr>"


def opened(template: bytes, names: tuple[str, ...] = NAMES) -> WordTemplate:
    return WordTemplate.open(template, "report.docx", names)


def rendered(template: bytes, form: Disclosure | None = None, **more: Any) -> bytes:
    context = (form or disclosure()).context() | more
    return opened(template, (*NAMES, *more)).render(context, "题名", "zh-CN")


def part(data: bytes, name: str = "word/document.xml") -> _Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def words(element: _Element) -> str:
    """What `element` prints: its texts, with line breaks and tabs."""
    signs = {w("br"): "\n", w("tab"): "\t"}
    return "".join(signs.get(str(one.tag), one.text or "") for one in element.iter(w("t"), *signs))


def paragraphs(element: _Element) -> list[str]:
    return [words(one) for one in element.iter(w("p"))]


def bookmarked(root: _Element) -> Iterator[tuple[str, str]]:
    """Every bookmark of a fact with the words between its start and its end."""
    for start in root.iter(w("bookmarkStart")):
        said, sibling = "", start.getnext()
        while sibling is not None and sibling.tag != w("bookmarkEnd"):
            said += words(sibling)
            sibling = sibling.getnext()
        assert sibling is not None and sibling.get(w("id")) == start.get(w("id"))
        yield str(start.get(w("name"))), said


def fact_map(data: bytes) -> dict[str, dict[str, str]]:
    facts = part(data, "customXml/item1.xml")
    return {str(one.get("bookmark")): {str(key): str(value) for key, value in one.attrib.items()} for one in facts}
