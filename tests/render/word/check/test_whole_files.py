"""Faults of a file as a whole, and files that have none."""

from __future__ import annotations

import io
from math import log
from pathlib import Path
from time import process_time

import docx
import pytest
from docx import Document
from jinja2 import nodes

from reportgen.base.errors import TemplateError
from reportgen.base.finding import Finding, Severity
from reportgen.base.messages import in_language
from reportgen.render.word.check.draft import word_draft
from reportgen.render.word.check.run import check_word
from reportgen.render.word.check.shapes import ANYTHING, Record, disclosure_shape
from reportgen.render.word.names import R_NS, w
from tests.render.word.docxtpl_own import FAULTY, FOLDER, UNSUPPORTED, WHY_SKIPPED
from tests.render.word.forms import DEFAULT_TEMPLATE, row, template_of
from tests.render.word.forms import p as plain

from .planted import FILE, PLACES, template, where


def check(data: bytes) -> list[Finding]:
    return check_word(data, FILE, disclosure_shape())


def test_nothing_is_told_of_the_installed_template() -> None:
    assert check(DEFAULT_TEMPLATE.read_bytes()) == []


@pytest.mark.parametrize("part", ["word/theme/theme1.xml", "word/header1.xml", "word/footnotes.xml"])
def test_a_document_type_is_told_with_the_faults_of_the_other_parts(part: str) -> None:
    found = check(template({"body": ["{{ form.yaer }}"]}, other={part: b"<!DOCTYPE a><a/>"}))
    assert [(one.code, one.where.part) for one in found] == [("TPL126", "word/document.xml"), ("TPL101", part)]


def test_a_document_type_in_the_document_itself_is_told() -> None:
    found = check(template({"header": ["{{ form.yaer }}"]}, other={"word/document.xml": b"<!DOCTYPE a><a/>"}))
    assert {(one.code, one.where.part) for one in found} >= {
        ("TPL101", "word/document.xml"),
        ("TPL126", "word/header1.xml"),
    }


@pytest.mark.parametrize("kind", ["vbaProject", "oleObject", "aFChunk", "attachedTemplate"])
def test_macros_objects_and_chunks_are_told_with_other_faults(kind: str) -> None:
    relationship = f'<Relationship Id="rId5" Type="{R_NS}/{kind}" Target="x.bin"/>'
    found = check(template_of(plain("{{ form.yaer }}"), relationships=relationship))
    assert [one.code for one in found] == ["TPL103", "TPL126"]
    assert found[0].values["what"] == kind


def test_what_is_no_package_is_refused() -> None:
    with pytest.raises(TemplateError):
        check(b"not a zip")


def test_the_styles_that_python_docx_brings_are_told_with_their_size() -> None:
    out = io.BytesIO()
    docx.Document().save(out)
    (found,) = check(out.getvalue())
    assert (found.code, found.severity, found.where.part) == ("TPL133", Severity.WARNING, "word/styles.xml")
    assert int(found.values["kilobytes"]) > 300


@pytest.mark.parametrize(
    "text",
    [
        "《贵州省省级预算绩效管理办法》（黔财绩〔2020〕1号）{{ form.year }}",
        "单位：万元 {{ form.year }}年度",
        "2024 {{ form.title }} 100% {x} {1,2} } { ~ % }",
        "市、县财政局 {{ form.year }}",
        "电话 0854-1234567 {{ form.year }}",
        "{{ '2023年' if form.year else '' }}",
        "{# 2023年 form.yaer #}",
        "{_{ form.yaer }_}",
        "the { { syntax, and set {a} of 50%",
        "{% set unit = form.unit %}{{ unit }}",
        "{% for level in levels %}{% for one in level.groups %}{{ one.label ~ loop.index }}{% endfor %}{% endfor %}",
        "{{ (form.project or form.department).unit }}",
        "{{ form.year.text }}{{ funds[0].label }}{{ (funds | first).label }}{{ labels.anything }}",
        "{% for fund in funds[1:] | reverse %}{{ fund.label }}{% else %}-{% endfor %}",
    ],
)
def test_what_is_right_is_no_finding(text: str) -> None:
    assert [one for one in check(template({"body": [text]})) if one.code != "TPL104"] == []


def test_a_year_may_stand_where_the_template_prints_no_year() -> None:
    assert check(template({"body": ["2023年度"]})) == []


def test_curly_quotes_that_hold_a_text_are_a_note() -> None:
    (found,) = check(template({"body": ["{{ grade or “无” }}"]}))
    assert (found.code, found.severity) == ("TPL124", Severity.INFO)


def test_a_block_may_span_paragraphs_rows_and_cells() -> None:
    body = ["{% if grade %}x", "y{% endif %}", "{%p for fund in funds %}", "{{ fund.label }}", "{%p endfor %}"]
    assert check(template({"body": body})) == []


def test_what_is_nested_too_deeply_is_told() -> None:
    deep = "{{ " + "(" * 3_000 + "1" + ")" * 3_000 + " }}"
    assert [one.code for one in check(template({"body": [deep]}))] == ["TPL001"]


@pytest.mark.parametrize("place", PLACES)
def test_roles_of_narrative_without_a_style_are_noted_where_narrative_is_first_printed(place: str) -> None:
    tags = ["{{p prose(sections[0]) }}", "{{p prose(sections[1]) }}"]
    found = check(template({place: tags}))
    assert {(one.code, one.severity, one.where) for one in found} == {
        ("TPL160", Severity.INFO, where(place, 0, 2 if place == "body" else 0))
    }
    with in_language("en"):
        roles = {str(one.message).partition(" style for ")[2].partition(" in ")[0] for one in found}
    assert roles == {"headings", "lists", "quotations", "code", "footnotes", "tables", "links"}


def test_a_style_or_its_alias_for_a_role_is_no_finding() -> None:
    styles = Document()
    styles.styles["Quote"].element.find(w("name")).set(w("val"), "公文引文,引文")
    styles.add_paragraph("{{p prose(sections[0]) }}")
    out = io.BytesIO()
    styles.save(out)
    with in_language("en"):
        told = " ".join(str(one.message) for one in check(out.getvalue()) if one.code == "TPL160")
    assert "footnotes" in told and "quotations" not in told


@pytest.mark.parametrize("text", ["{{ labels.seel }}", "{{ labels['seel'] }}"])
def test_an_unknown_label_is_told_with_the_nearest(text: str) -> None:
    names = disclosure_shape(frozenset({"seal", "year"}))
    (found,) = check_word(template({"table": [text, "{{ labels.seal ~ labels['year'] }}"]}), FILE, names)
    assert (found.code, found.values["suggestion"], found.where) == ("TPL126", "seal", where("table", 0))


@pytest.mark.parametrize("text", ["a" * 300_000, "{% " * 100_000, "《" * 300_000, "1" * 300_000, "｛｛" * 50_000])
def test_long_texts_are_read_in_no_time(text: str) -> None:
    check(template({"body": [text + "{{ form.year }}"]}))


def test_a_table_of_many_rows_is_read_in_no_time() -> None:
    row = "<w:tr>" + "".join(f"<w:tc>{plain('{{ form.year }}')}</w:tc>" for _ in range(8)) + "</w:tr>"
    assert check(template_of(f"<w:tbl>{row * 150}</w:tbl>")) == []


TAGS = ("{{ form.year }}", "{{ labels.seal }}", "{{ grade or '-' }}", "{{ form.unit | upper }}") * 2
LARGE = {
    "rows": lambda count: f"<w:tbl>{row(*TAGS) * count}</w:tbl>" + plain(""),
    "rows with conditions": lambda count: (
        "<w:tbl>" + (row("{%tr if grade %}") + row(*TAGS) + row("{%tr endif %}")) * count + "</w:tbl>" + plain("")
    ),
    "paragraphs of a cell": lambda count: (
        "<w:tbl><w:tr><w:tc>" + plain("".join(TAGS)) * count + "</w:tc></w:tr></w:tbl>" + plain("")
    ),
}


@pytest.mark.soak
@pytest.mark.parametrize("kind", LARGE)
def test_the_cost_grows_as_the_template_does(kind: str) -> None:
    """From 400 to 1,600 rows of 8 tags, docxtpl's own share and compiling included."""
    times = []
    for count in (400, 1_600):
        data = template_of(LARGE[kind](count))
        begun = process_time()
        assert check(data) == []
        times.append(process_time() - begun)
    assert log(times[1] / times[0], 4) <= 1.1


def used_names(data: bytes) -> Record:
    draft = word_draft(data, FILE, Record({}))
    trees = [tree for tag in draft.tags if (tree := draft.tree(tag))]
    found = [name for tree in trees for name in tree.find_all(nodes.Name)]
    bound = {name.name for name in found if name.ctx == "store"}
    return Record({name.name: ANYTHING for name in found if name.name not in bound})


@pytest.mark.skipif(FOLDER is None, reason=WHY_SKIPPED)
def test_no_false_alarm_on_the_templates_of_docxtpl() -> None:
    """Beyond true faults, only that some bring hundreds of kilobytes of styles."""
    told: dict[str, set[str]] = {}
    for file in sorted((FOLDER or Path()).glob("*.docx")):
        data = file.read_bytes()
        found = {one.code for one in check_word(data, file.name, used_names(data)) if one.severity is not Severity.INFO}
        if "TPL133" in found:
            assert len(styles_of(file)) > 300_000
        if found - {"TPL133"}:
            told[file.name] = found - {"TPL133"}
    assert told == {**FAULTY, **UNSUPPORTED}


def styles_of(file: Path) -> bytes:
    package = word_draft(file.read_bytes(), file.name, Record({})).package
    assert package is not None
    return package.parts["word/styles.xml"]
