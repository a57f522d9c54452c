"""Charts that Word draws itself: their figures are the facts, their data can be edited, nobody is left out."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator

from reportgen.base.errors import TemplateError
from reportgen.document.fact import Fact
from reportgen.render.word.charts.chart import KINDS, MAX_POINTS
from reportgen.render.word.charts.colours import INK, PALETTE
from reportgen.render.word.names import R_NS, W_NS, w

from .forms import FOOTER, LABELS, amount, fact, opened, p, part, rendered, row, table, template_of
from .grids import in_default

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

BIG = "999999999999999999"
FUNDS = [
    {"label": "资金总额", "initial": amount("f.t.i", "76,799,063.48"), "executed": amount("f.t.e", "60,704,518.55")},
    {"label": "人员类", "initial": amount("f.p.i", "7,228,066.26"), "executed": None},
    {"label": 'a < b & "c" \'', "initial": amount("f.o.i", "-0.10"), "executed": amount("f.o.e", BIG)},
]
NAMED = 'rows, "label", ("initial", "executed"), alt="各项资金"'


def asked(arguments: str) -> str:
    return p("{{p chart(" + arguments + ") }}")


def charted(*arguments: str, rows: Any = FUNDS, **more: Any) -> bytes:
    return rendered(in_default("".join(map(asked, arguments)) + p("x")), rows=rows, **more)


def chart_of(data: bytes, number: int = 1) -> Any:
    return part(data, f"word/charts/rgChart{number}.xml")


def cached(chart: Any) -> list[tuple[str, list[str], list[str | None]]]:
    """Each series as the chart keeps it: its name, its categories, its figures."""
    found = []
    for series in chart.iter(f"{C}ser"):
        [name] = series.findall(f"{C}tx//{C}v")
        categories = [one.text or "" for one in series.findall(f"{C}cat//{C}v")]
        points = {int(one.get("idx")): one.findtext(f"{C}v") for one in series.findall(f"{C}val//{C}pt")}
        count = int(series.find(f"{C}val//{C}ptCount").get("val"))
        found.append((name.text or "", categories, [points.get(index) for index in range(count)]))
    return found


def worksheet(data: bytes, number: int = 1) -> dict[str, str]:
    """Every cell of the workbook behind a chart, as it is written."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        inner = zipfile.ZipFile(io.BytesIO(archive.read(f"word/embeddings/rgWorkbook{number}.xlsx")))
    texts = [one.findtext(f"{S}t") or "" for one in etree.fromstring(inner.read("xl/sharedStrings.xml"))]
    sheet = etree.fromstring(inner.read("xl/worksheets/sheet1.xml"))
    return {
        str(cell.get("r")): texts[int(cell.findtext(f"{S}v") or "")]
        if cell.get("t") == "s"
        else cell.findtext(f"{S}v") or ""
        for cell in sheet.iter(f"{S}c")
    }


def errors(data: bytes, folder: Path, name: str = "report.docx") -> list[str]:
    (folder / name).write_bytes(data)
    return [str(error) for error in OpenXmlValidator().validate(str(folder / name)).errors]


@pytest.mark.parametrize("kind", ["bar", "column", "line"])
def test_the_figures_of_a_chart_and_of_its_workbook_are_the_facts(kind: str) -> None:
    data = charted(f'"{kind}", "预算与执行", {NAMED}')
    labels = [str(one["label"]) for one in FUNDS]
    assert cached(chart_of(data)) == [
        (LABELS["initial"], labels, ["76799063.48", "7228066.26", "-0.10"]),
        (LABELS["executed"], labels, ["60704518.55", None, "999999999999999999"]),
    ]
    assert worksheet(data) == {
        **{"B1": LABELS["initial"], "C1": LABELS["executed"]},
        **{"A2": labels[0], "B2": "76799063.48", "C2": "60704518.55"},
        **{"A3": labels[1], "B3": "7228066.26"},
        **{"A4": labels[2], "B4": "-0.10", "C4": "999999999999999999"},
    }
    [unit] = chart_of(data).findall(f".//{C}valAx/{C}title//{A}t")
    assert unit.text == "元"


FIGURES = st.none() | st.decimals(-(10**17), 10**17, places=2)


@given(
    st.sampled_from(("bar", "column", "line")),
    st.lists(st.lists(FIGURES, min_size=2, max_size=2), min_size=1, max_size=6),
    st.text("ab<>&\"'=@_x0041\n\t甲😀", max_size=9),
)
def test_no_digit_and_no_sign_is_lost(kind: str, rows: list[list[Decimal | None]], text: str) -> None:
    made = [{"label": text, "one": one, "two": two} for one, two in rows]
    arguments = 'kind, words, rows, "label", ("one", "two"), alt="x" ~ words, names=(words, "乙")'
    data = charted(arguments, rows=made, kind=kind, words=text)
    series = cached(chart_of(data))
    for kept, given_ones in zip(series, zip(*rows, strict=True), strict=True):
        assert kept[2] == [None if one is None else f"{one:f}" for one in given_ones]
    assert series[0][:2] == (text, [text] * len(rows))
    sheet = worksheet(data)
    assert sheet["B1"].replace("_x005F_", "_") == text
    assert "".join(f"{title}\n" for title in titles(chart_of(data))).removesuffix("\n") == text
    described = part(data).find(f".//{WP}docPr")
    assert described is not None and described.get("descr") == f"x{text}".strip()


def titles(chart: Any) -> list[str]:
    return [one.findtext(f".//{A}t") or "" for one in chart.findall(f"{C}chart/{C}title//{A}p")]


def test_what_looks_like_a_formula_or_a_spelled_sign_is_text() -> None:
    data = charted('"column", "=1+1", rows, 0, 1, alt="x"', rows=[["=HYPERLINK(1)", 1], ["_x0041_", "2.50"]])
    assert worksheet(data)["A2"] == "=HYPERLINK(1)"
    assert worksheet(data)["A3"] == "_x005F_x0041_"
    assert worksheet(data)["B3"] == "2.50"


def test_an_audit_finds_nothing_in_any_kind_of_chart(tmp_path: Path) -> None:
    pies = [{"label": "甲", "v": 1}, {"label": "乙", "v": None}, {"label": "丙", "v": "2.5"}]
    wanted = [f'"{kind}", "题", {NAMED}' for kind in KINDS if kind != "pie"]
    in_cell = table(row("甲", "{{p chart('line', '', pies, 'label', 'v', alt='x') }}"), columns=2)
    many = ", ".join(['"executed"'] * 12)
    wanted += ['"pie", "饼", pies, "label", "v", alt="x"', f'"line", "", rows, "label", ({many}), alt="x"']
    body = "".join(map(asked, wanted))
    data = rendered(in_default(body + in_cell + p("x")), rows=FUNDS, pies=pies)
    assert errors(data, tmp_path) == []
    for number in range(1, 7):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inner = archive.read(f"word/embeddings/rgWorkbook{number}.xlsx")
        assert [one for one in errors(inner, tmp_path, "book.xlsx") if "relationships/theme" not in one] == []
    assert rendered(in_default(body + in_cell + p("x")), rows=FUNDS, pies=pies) == data


def test_two_charts_have_parts_names_and_numbers_of_their_own() -> None:
    data = charted(f'"bar", "一", {NAMED}', f'"line", "二", {NAMED}')
    root = part(data)
    assert [one.get("id") for one in root.iter(f"{WP}docPr")] == ["1", "2"]
    relations = {one.get("Id"): one.get("Target") for one in part(data, "word/_rels/document.xml.rels")}
    shown = [relations[str(one.get(f"{{{R_NS}}}id"))] for one in root.iter(f"{C}chart")]
    assert shown == ["charts/rgChart1.xml", "charts/rgChart2.xml"]
    assert [titles(chart_of(data, number)) for number in (1, 2)] == [["一"], ["二"]]
    for number in (1, 2):
        axes = {one.get("val") for one in chart_of(data, number).iter(f"{C}axId")}
        assert len(axes) == 2 and all(int(str(one)) > 0 for one in axes)
        [relation] = part(data, f"word/charts/_rels/rgChart{number}.xml.rels")
        assert relation.get("Target") == f"../embeddings/rgWorkbook{number}.xlsx"
        assert chart_of(data, number).find(f"{C}externalData").get(f"{{{R_NS}}}id") == relation.get("Id")


def test_one_rendering_leaves_no_chart_for_the_next() -> None:
    template = opened(in_default(asked(f'"bar", "一", {NAMED}') + p("x")), ("rows", "labels", *FOOTER))
    first = template.render({**FOOTER, "rows": FUNDS, "labels": LABELS}, "", "zh-CN")
    assert template.render({**FOOTER, "rows": FUNDS, "labels": LABELS}, "", "zh-CN") == first
    empty = template.render({**FOOTER, "rows": [], "labels": LABELS}, "", "zh-CN")
    assert not [name for name in zipfile.ZipFile(io.BytesIO(empty)).namelist() if "chart" in name.lower()]


def test_a_chart_is_as_wide_as_the_text_or_its_cell() -> None:
    cell = table(row("甲", "{{p chart('bar', '', rows, 'label', 'initial', alt='x') }}"), columns=2)
    body = asked(f'"bar", "", {NAMED}') + cell.replace('w:w="1000"', 'w:w="4000"') + p("x")
    widths = [int(str(one.get("cx"))) for one in part(rendered(in_default(body), rows=FUNDS)).iter(f"{WP}extent")]
    assert widths == [(11_906 - 1_474 - 1_587) * 635, (4_000 - 216) * 635]


def test_charts_of_cells_that_merge_all_stay() -> None:
    loop = [row(tag, "") for tag in ("{%tr for one in (1, 2) %}", "{%tr endfor %}")]
    drawn = asked(f'"bar", "", {NAMED}')
    made = f"<w:tc>{p('{{ merge(1) }}')}{drawn}</w:tc><w:tc>{p('x')}</w:tc>"
    root = part(rendered(in_default(table(loop[0], f"<w:tr>{made}</w:tr>", loop[1], columns=2) + p("x")), rows=FUNDS))
    first = root.find(f".//{w('tc')}")
    assert first is not None and len(list(first.iter(f"{C}chart"))) == 2


def test_the_fonts_are_those_of_the_template_and_the_colours_stand_out() -> None:
    look = chart_of(charted(f'"bar", "一", {NAMED}')).find(f"{C}txPr//{A}defRPr")
    assert [look.find(f"{A}{name}").get("typeface") for name in ("latin", "ea")] == ["Times New Roman", "仿宋_GB2312"]
    assert min(map(contrast, (*PALETTE, INK))) >= 4.5


def contrast(colour: str) -> float:
    """Of a colour on white, as the accessibility guidelines count it."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        ('"bar", "题", rows, "label", "initial"', ["TPL171"]),
        ('"bar", "题", rows, "label", "initial", alt=""', ["TPL171"]),
        ('"bar", "题", rows, "label", "initial", alt=" "', ["TPL171"]),
        ('"cake", "题", rows, "label", "initial", alt="x"', ["TPL172"]),
        ('"bar", "题", rows, alt="x"', ["TPL172"]),
        ('"bar", "题", rows, "label", "initial", alt="x", colour="red"', ["TPL172"]),
    ],
)
def test_a_chart_that_no_data_can_make_right_is_told_before_there_is_any(arguments: str, codes: list[str]) -> None:
    with pytest.raises(TemplateError) as caught:
        opened(
            template_of(p("x") + table(row("甲", "乙"), row("{{p chart(" + arguments + ") }}"), columns=2)), ("rows",)
        )
    found = [(one.code, one.where.part, one.where.table, one.where.row) for one in caught.value.findings]
    assert found == [(code, "word/document.xml", 1, 2) for code in codes]


def test_a_chart_in_a_header_or_a_text_box_or_in_a_line_of_text_is_told() -> None:
    tag = "{{p chart('bar', '题', (), 0, 1, alt='x') }}"
    box = f"<w:p><w:r><w:t>x</w:t></w:r><w:r><w:drawing><w:txbxContent>{p(tag)}</w:txbxContent></w:drawing></w:r></w:p>"
    header = {"word/header1.xml": f'<w:hdr xmlns:w="{W_NS}">{p(tag)}</w:hdr>'.encode()}
    relation = f'<Relationship Id="rId9" Type="{R_NS}/header" Target="header1.xml"/>'
    with pytest.raises(TemplateError) as caught:
        opened(template_of(box, header, relation))
    assert [(one.code, one.where.part) for one in caught.value.findings] == [
        ("TPL173", "word/document.xml"),
        ("TPL173", "word/header1.xml"),
    ]
    with pytest.raises(TemplateError) as caught:
        opened(template_of(p(tag.replace("{{p", "{{"))))
    assert [one.code for one in caught.value.findings] == ["TPL106"]


@pytest.mark.parametrize(
    "arguments",
    [
        'kind, "", rows, "label", "initial", alt="x"',
        '"bar", "", rows, "label", "initial", alt=blank',
        '"bar", "", rows, "label", "inital", alt="x"',
        '"bar", "", rows, "label", "__class__", alt="x"',
        '"bar", "", rows, "label", "label", alt="x"',
        '"bar", "", rows, "label", "rate", alt="x"',
        '"bar", "", rows, "label", "float", alt="x"',
        '"bar", "", rows, "label", (), alt="x"',
        '"bar", "", rows, "label", "initial", alt="x", names=("a", "b")',
        '"bar", "", kind, "label", "initial", alt="x"',
        '"bar", "", many, "label", "initial", alt="x"',
        '"bar", "\\x07", rows, "label", "initial", alt="x"',
        '"pie", "", rows, "label", ("initial", "initial"), alt="x"',
        '"pie", "", rows, "label", "negative", alt="x"',
        '"pie", "", rows + rows + rows + rows + rows + rows + rows, "label", "initial", alt="x"',
    ],
)
def test_what_no_chart_can_show_is_told_with_its_place(arguments: str) -> None:
    one = {"label": "甲", "initial": 1, "rate": fact("r", "6次"), "float": 1.5, "negative": -1}
    template = opened(in_default(p("y") + asked(arguments) + p("x")), ("rows", "kind", "blank", "many", *FOOTER))
    context = {"rows": [one, one], "kind": "cake", "blank": " ", "many": [one] * (MAX_POINTS + 1)}
    with pytest.raises(TemplateError) as caught:
        template.render({**FOOTER, **context}, "", "zh-CN")
    assert [(found.code, found.where.paragraph) for found in caught.value.findings] == [("TPL114", 2)]


def test_a_series_is_named_after_its_field_where_nothing_else_names_it() -> None:
    rows = [{"label": fact("x", "甲"), "n": Fact("r", "率", Decimal("99.5"), "%", "99.5%")}]
    assert cached(chart_of(charted('"column", "", rows, "label", "n", alt="x"', rows=rows))) == [
        ("n", ["甲"], ["99.5"])
    ]
    data = charted('"column", "", rows, "label", "n", alt="x", names="率"', rows=rows)
    assert cached(chart_of(data)) == [("率", ["甲"], ["99.5"])]


@pytest.mark.office
def test_an_office_draws_every_kind_with_its_words(tmp_path: Path) -> None:
    program = shutil.which("soffice") or shutil.which("libreoffice") or ""
    rows = [{"label": "人员类", "v": 1}, {"label": "公用类", "v": "2"}]
    data = charted(*(f'"{kind}", "图{kind}", rows, "label", "v", alt="x"' for kind in KINDS), rows=rows)
    (tmp_path / "report.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        program,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "report.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    text = subprocess.run(
        ["pdftotext", str(tmp_path / "report.pdf"), "-"], check=True, capture_output=True
    ).stdout.decode()
    for kind in KINDS:
        assert f"图{kind}" in text.replace(" ", "")
    assert [text.count(one) for one in ("人员类", "公用类")] == [len(KINDS)] * 2
