"""A template that cannot be used is refused as a whole, each fault with its place; nothing in it can run."""

from __future__ import annotations

import pytest

from reportgen.base import archive as limits
from reportgen.base.errors import TemplateError, UsageError
from reportgen.render.word import DOCX
from reportgen.render.word.names import R_NS, W_NS

from .forms import DEFAULT_TEMPLATE, disclosure, opened, p, part, rendered, row, table, template_of, words

HEADER = f'<Relationship Id="rId9" Type="{R_NS}/header" Target="header1.xml"/>'


def header(text: str) -> dict[str, bytes]:
    return {"word/header1.xml": f'<w:hdr xmlns:w="{W_NS}">{p(text)}</w:hdr>'.encode()}


def codes(template: bytes) -> list[str]:
    with pytest.raises(TemplateError) as caught:
        opened(template)
    return [finding.code for finding in caught.value.findings]


def test_all_faults_of_all_parts_are_told_at_once_with_their_places() -> None:
    body = p("{{ from.title }}") + table(row("a", "b"), row("c", "{{ totals.weight | thousand }}"), columns=2)
    with pytest.raises(TemplateError) as caught:
        opened(template_of(body, header("{{ yeer }}"), HEADER))
    found = [
        (finding.code, where.part, where.table, where.row, where.column, where.paragraph)
        for finding in caught.value.findings
        if (where := finding.where)
    ]
    assert sorted(found, key=str) == [
        ("TPL003", "word/document.xml", 1, 2, 2, 1),
        ("TPL004", "word/document.xml", None, None, None, 1),
        ("TPL004", "word/header1.xml", None, None, None, 1),
    ]


def test_a_tag_that_word_split_into_runs_is_one_tag() -> None:
    body = "<w:p><w:r><w:t>{</w:t></w:r><w:r><w:t>{ form.</w:t></w:r><w:r><w:t>title }}</w:t></w:r></w:p>"
    assert words(part(rendered(template_of(body)))) == "部门整体支出绩效自评表"


@pytest.mark.parametrize(
    "tag",
    [
        "{{ form.__class__ }}",
        "{{ form.title.upper() }}",
        "{{ 9 ** (9 ** 9) }}",
        "{{ 'x' * 99999999 }}",
        "{{ '%0999999999d' | format(1) }}",
        "{{ lipsum(9) }}",
        "{% include 'other' %}",
        "{% import 'other' as o %}",
        "{{ [].__class__.__mro__ }}",
        "{{ form['__class__'] }}",
        "{{ cycler }}",
        "{% macro m() %}x{% endmacro %}",
        "{{ form.title | attr('x') }}",
        "{{ form.title | safe }}",
        "{{ form.title is callable }}",
    ],
)
@pytest.mark.parametrize("place", ["body", "header"])
def test_unsafe_expressions_are_refused_before_they_run(tag: str, place: str) -> None:
    made = template_of(p(tag)) if place == "body" else template_of(p("x"), header(tag), HEADER)
    assert codes(made)


@pytest.mark.parametrize(
    "text", ["{{ form.title", "form.title }}", "｛｛ form.title ｝｝", "{ { form.title } }", "{｛ a }}"]
)
def test_a_tag_that_is_not_whole_is_told(text: str) -> None:
    assert codes(template_of(p(text))) == ["TPL104"]


def test_prose_in_a_line_of_text_and_values_outside_text_are_refused() -> None:
    found = codes(template_of(p("{{ prose(preamble) }}") + table(row("{{tr form.title }}"), row("x"), columns=1)))
    assert sorted(found) == ["TPL105", "TPL106"]


def test_a_fault_that_only_values_show_has_its_place() -> None:
    template = opened(template_of(p("x") + p("{{ form.titel }}")))
    with pytest.raises(TemplateError) as caught:
        template.render(disclosure().context(), "", "zh-CN")
    assert [finding.where.paragraph for finding in caught.value.findings] == [2]


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("image", 'Target="http://example.org/a.png" TargetMode="External"'),
        ("attachedTemplate", 'Target="file:///c:/a.dotm" TargetMode="External"'),
        ("hyperlink", 'Target="file:///etc/passwd" TargetMode="External"'),
        ("hyperlink", 'Target="javascript:alert(1)" TargetMode="External"'),
        ("oleObject", 'Target="a.bin"'),
        ("aFChunk", 'Target="a.html"'),
        ("vbaProject", 'Target="vbaProject.bin"'),
    ],
)
def test_what_reaches_outside_or_runs_is_refused(kind: str, mode: str) -> None:
    relationship = f'<Relationship Id="rId5" Type="{R_NS}/{kind}" {mode}/>'
    assert codes(template_of(p("x"), relationships=relationship)) == ["TPL103"]


def test_a_part_that_is_missing_is_told() -> None:
    assert codes(template_of(p("x"), relationships=HEADER.replace("header1", "header2"))) == ["TPL101"]


def test_a_hyperlink_may_stay() -> None:
    relationship = f'<Relationship Id="rId5" Type="{R_NS}/hyperlink" Target="https://x.cn/" TargetMode="External"/>'
    assert opened(template_of(p("x"), relationships=relationship))


@pytest.mark.parametrize(
    "codes",
    [
        ("PAGE \\* MERGEFORMAT",),
        ("PAGE\\* MERGEFORMAT",),
        ('HYPERLINK "https://x.cn/" \\o "tip"',),
        ('HYPERLINK \\l "_Toc1"',),
        ("=SUM(ABOVE)",),
        ("= ", "PAGE", " - 1"),
    ],
)
def test_harmless_fields_may_stay(codes: tuple[str, ...]) -> None:
    """The second code is that of a field inside the first."""
    begin, middle, end = (f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end"))
    first, *inner = (f"<w:instrText>{code}</w:instrText>" for code in codes)
    nested = f"{begin}{inner[0]}{middle}<w:t>1</w:t>{end}{inner[1]}" if inner else ""
    assert opened(template_of(f"<w:p><w:r>{begin}{first}{nested}{middle}<w:t>1</w:t>{end}</w:r></w:p>"))


@pytest.mark.parametrize(
    "body",
    [
        '<w:p><w:fldSimple w:instr="INCLUDETEXT c:\\a"/></w:p>',
        "<w:p><w:r><w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO x</w:instrText></w:r><w:r>"
        '<w:fldChar w:fldCharType="end"/></w:r></w:p>',
        '<w:p><w:ins w:id="1" w:author="a"><w:r><w:t>x</w:t></w:r></w:ins></w:p>',
        '<w:p><w:commentRangeStart w:id="1"/></w:p>',
        "<w:p><w:r><w:object/></w:r></w:p>",
    ],
)
def test_fields_changes_and_objects_that_are_not_known_are_refused(body: str) -> None:
    assert codes(template_of(body)) == ["TPL103"]


def test_a_document_type_is_refused_in_every_part_and_encoding() -> None:
    bomb = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert codes(template_of(p("x"), {"word/theme.xml": bomb.encode("utf-16")})) == ["TPL101"]
    assert codes(template_of(p("x"), {"word/x.rels": b"<!DOCTYPE a><a/>"})) == ["TPL101"]


def test_what_is_no_package_or_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert codes(b"not a zip") == ["TPL101"]
    assert codes(template_of(p("x"), {"word/media/a.bmp": bytes(8_000_000)})) == ["TPL102"]
    monkeypatch.setattr(limits, "MAX_PARTS", 3)
    assert codes(template_of(p("x"))) == ["TPL102"]


def test_the_installed_template_is_accepted_and_a_missing_one_is_told(tmp_path: object) -> None:
    assert DOCX.prepare(lambda name: DEFAULT_TEMPLATE)
    with pytest.raises(UsageError):
        DOCX.prepare(lambda name: DEFAULT_TEMPLATE.with_name("nothing.docx"))
