"""What a template of a layer may hold, and how its faults are told."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.api import check_template
from reportgen.base.errors import TemplateError
from reportgen.document.blocks import Paragraph, Words
from reportgen.document.disclosure import GradeBand
from reportgen.render.html import HTML
from reportgen.render.output import TemplateFinder
from tests.render.html.disclosures import DEFAULT, a_disclosure, a_fact, a_page, a_section

Templates = Callable[..., TemplateFinder]
FILE = "templates/own/report.html.j2"


def _faults(finder: TemplateFinder) -> list[tuple[str, str, int | None]]:
    with pytest.raises(TemplateError) as caught:
        HTML.prepare(finder)(a_disclosure())
    return [(finding.code, finding.where.file, finding.where.line) for finding in caught.value.findings]


def test_an_unknown_name_is_told_with_file_and_line(templates: Templates) -> None:
    assert _faults(templates("<p>\n{{ from.year }}")) == [("TPL004", FILE, 2)]


def test_an_unknown_field_is_told_with_file_and_line(templates: Templates) -> None:
    assert _faults(templates("<p>\n\n{% if form %}\n{{ form.yaer }}{% endif %}")) == [("HTM010", FILE, 4)]


@pytest.mark.parametrize("source", ["{{ form.yaer }}", "{{ form.yaer.x }}", "{{ labels.yaer }}", "{{ form['yaer'] }}"])
def test_an_unknown_field_names_the_one_that_was_meant(templates: Templates, source: str) -> None:
    with pytest.raises(TemplateError, match=r"yaer.*\byear\b"):
        a_page(a_disclosure(), templates(source))


@pytest.mark.parametrize(
    "expression", ["funds", "1.5", "true", "labels", "missing | wan", "form.department | wan", "prose(form)"]
)
def test_what_is_no_text_is_told_with_file_and_line(templates: Templates, expression: str) -> None:
    source = "{% set missing = none %}\n<p>{{ " + expression + " }}</p>"
    assert [line for _, file, line in _faults(templates(source)) if file == FILE] == [2]


def test_faults_of_expressions_markup_and_style_are_told_at_once(templates: Templates) -> None:
    finder = templates("{{ a }}\n<p onclick='x'>", style="@import 'x';")
    assert [code for code, _, _ in _faults(finder)] == ["TPL004", "HTM005", "HTM009"]


def test_all_faults_of_an_expression_check_are_told_at_once(templates: Templates) -> None:
    assert [line for _, _, line in _faults(templates("{{ a }}\n{{ form.year | wann }}\n{{ form.__class__ }}"))] == [
        1,
        2,
        3,
    ]


@pytest.mark.parametrize(
    ("code", "source"),
    [
        ("HTM002", "<p class={{ blank }}>"),
        ("HTM002", "<p {{ blank }}>"),
        ("HTM002", "<p {{ blank }}='x'>"),
        ("HTM002", "<{{ blank }}>"),
        ("HTM002", "<p{{ blank }}>"),
        ("HTM002", "<!-- {{ blank }} -->"),
        ("HTM002", "<!DOCTYPE {{ blank }}>"),
        ("HTM002", "<style>{{ blank }}</style>"),
        ("HTM002", "<p title='{{ prose(preamble) }}'>"),
        ("HTM002", "<title>{{ prose(preamble) }}</title>"),
        ("HTM003", "{% if grade %}<p title='{% endif %}x'>"),
        ("HTM003", "{% for fund in funds %}<!-- {% endfor %}"),
        ("HTM003", "<p {% if grade %}title='a{% else %}class='{% endif %}b'>"),
        ("HTM004", "<script></script>"),
        ("HTM004", "<SCRIPT\n></SCRIPT>"),
        ("HTM004", "<scr{% if grade %}{% endif %}ipt>x</script>"),
        ("HTM004", "<scr{% if grade %} {% endif %}ipt >x</script>"),
        ("HTM004", "<!--><iframe >-->"),
        ("HTM004", "<!-- --!><link >"),
        ("HTM004", "<svg >"),
        ("HTM005", "<p onclick='x'>"),
        ("HTM005", "<p onclick='{{ blank }}'>"),
        ("HTM005", "<p/onclick=x>"),
        ("HTM005", "<p o{# #}nclick=x>"),
        ("HTM005", "<p style='color: {{ blank }}'>"),
        ("HTM006", "<img alt='' src='https://a.cn/x.png'>"),
        ("HTM006", "<img alt='' src='{{ blank }}'>"),
        ("HTM006", "<img alt='' sr{% if grade %}{% endif %}c='//a.cn/x.png'>"),
        ("HTM006", "<a href='javascript:x'>a</a>"),
        ("HTM006", "<a href=' javascript:x'>a</a>"),
        ("HTM006", "<a href='java{% if grade %}script:x{% endif %}'>a</a>"),
        ("HTM006", "<a href='{% if grade %}{% endif %}javascript:x'>a</a>"),
        ("HTM006", "<a href=//a.cn/x>a</a>"),
        ("HTM006", "<meta http-equiv='refresh' content='0'>"),
        ("HTM006", "<meta http-equiv='&#114;efresh' content='0'>"),
        ("HTM006", "<img alt='' srcset='data:image/png;base64,x 1x, https://a.cn/x.png 2x'>"),
        ("HTM006", "<img alt='' src='&#x2f;/a.cn/x.png'>"),
        ("HTM007", "<style>p {}</style>"),
        ("HTM007", "<style> {{ stylesheet() }}</style>"),
        ("HTM008", "<p"),
        ("HTM008", "<!-- "),
        ("HTM008", "<title>x"),
    ],
)
def test_what_could_run_load_or_break_out_is_refused(templates: Templates, code: str, source: str) -> None:
    faults = _faults(templates("<h1>x</h1>\n" + source))
    assert (code, FILE, 2) in faults


HOSTILE = [
    "java&#9;script:x",
    "java&#x0A;script:x",
    "java&Tab;script:x",
    "java\tscript:x",
    "java&NewLine;script&colon;x",
    "&#106;avascript:x",
    "&#106avascript:x",
    "&#0000106;avascript&#58;x",
    "&#X6A;AvAsCrIpT:x",
    "&#1;javascript:x",
    "\x01\x1f javascript:x",
    "&nbsp;javascript:x",
    "&#32;&#9;javascript:x",
    "javascript&colon;x",
    "javascript\x00:x",
    "java\u200bscript:x",
    "VBScript:x",
    "data&colon;text/html,x",
    "&sol;&sol;a.cn",
    "/&#92;a.cn",
    "/\\a.cn",
    "\\\\a.cn",
    "/\t/a.cn",
    "./page\x7f.html",
]
"""Addresses that a browser reads as scripts, as other sites, or otherwise than people do."""


@pytest.mark.parametrize("address", HOSTILE)
@pytest.mark.parametrize(
    "written", ["<a href='{}'>x</a>", '<A HREF="{}">x</a>', "<area alt='' href='{}{{{{ blank }}}}'>"]
)
def test_a_hostile_address_is_refused_however_it_is_encoded(templates: Templates, written: str, address: str) -> None:
    assert [code for code, _, _ in _faults(templates(written.format(address)))] == ["HTM006"]


@pytest.mark.parametrize("address", [one for one in HOSTILE if "data" not in one])
def test_a_picture_with_a_hostile_address_is_refused(templates: Templates, address: str) -> None:
    assert [code for code, _, _ in _faults(templates(f"<img alt='' src='{address}'>"))] == ["HTM006"]


@pytest.mark.parametrize(
    "source",
    [
        "<a href='java&#{% if grade %}106{% endif %};script:x'>x</a>",
        "<a href='java&{% if grade %}Tab;{% endif %}script:x'>x</a>",
        "<a href='&#{{ blank }}'>x</a>",
    ],
)
def test_a_reference_in_pieces_hides_no_address(templates: Templates, source: str) -> None:
    assert [code for code, _, _ in _faults(templates(source))] == ["HTM006"]


@pytest.mark.parametrize(
    "source",
    [
        "<a href='page.html?a=1&amp;b={{ blank }}'>x</a>",
        "<a href='page.html?a=1&{{ blank }}'>x</a>",
        "<a href='https&colon;//x.cn/&#x4E2D;'>x</a>",
        "<a href=' #top'>x</a>",
        "<a href='./中文.html'>x</a>",
        "<img alt='' src='data:image/png;base64,AAAA'>",
    ],
)
def test_a_harmless_address_passes(templates: Templates, source: str) -> None:
    HTML.prepare(templates(source))(a_disclosure(blank="x"))


@pytest.mark.parametrize(
    "source",
    [
        '<p title=\xa0"a onclick=x b">',
        '<p =">\n<script>x</script>">',
        '<p a/=">\n<script>x</script>">',
        "</3 <p title='>\n<script>x</script>'>",
        "<title></title\xa0 x='</title>\n<script>x</script>'>",
    ],
)
def test_markup_is_read_as_a_browser_reads_it(templates: Templates, source: str) -> None:
    assert {code for code, _, _ in _faults(templates(source))} & {"HTM004", "HTM005"}


@pytest.mark.parametrize("value", ["javascript:x", "JAVASCRIPT:x", "\tjavascript:x", "//a.cn", "data:x", "\\\\a", ""])
def test_a_link_from_data_leads_nowhere_unsafe(templates: Templates, value: str) -> None:
    finder = templates("<a href='{{ blank }}'>x</a>")
    with pytest.raises(TemplateError) as caught:
        a_page(a_disclosure(blank=value), finder)
    assert [finding.where.line for finding in caught.value.findings] == [1]


@pytest.mark.parametrize(
    "value", ["https://a.cn", "report.docx", "2024/a/report.html", "../a", "#b", "mailto:a@b.cn", "%E7%94%B2"]
)
def test_a_link_from_data_may_lead_to_the_web_or_beside_the_page(templates: Templates, value: str) -> None:
    page = a_page(a_disclosure(blank=value), templates("<a href='{{ blank }}'>x</a>"))
    assert page.xpath("//a/@href") == [value]


def test_a_fact_prints_its_text_alone_in_attributes_and_titles(templates: Templates) -> None:
    source = (
        "<title>{{ form.year }}</title><p title=\"{{ form.year }}年{{ grade or blank }}\" id='a{{ loop_free }}'>x</p>"
    )
    page = a_page(a_disclosure(), templates("{% set loop_free = 7 %}" + source))
    assert page.findtext(".//title") == "2024"
    assert dict(page.find(".//p").attrib) == {"title": "2024年优", "id": "a7"}


def test_branches_may_add_attributes_and_parts_of_values(templates: Templates) -> None:
    source = (
        '<p{% if grade %} class="a{% if not grade %} b{% elif form %} c{% endif %}"{% endif %} title="{{ blank }}">'
        "{% for fund in funds %}<b{% if loop.first %} hidden{% endif %}>{{ fund.label }}</b>{% else %}-{% endfor %}</p>"
    )
    page = a_page(a_disclosure(), templates(source))
    assert page.find(".//p").get("class") == "a c"
    assert [b.get("hidden") is None for b in page.iter("b")] == [False, True]


@pytest.mark.parametrize(
    "style",
    ["p { background: URL(x) }", '@import "x";', "p { background: \\75 rl(x) }", "</style>", "p { x: image-set('a') }"],
)
def test_a_style_sheet_that_loads_is_refused(templates: Templates, style: str) -> None:
    assert _faults(templates("<p>x</p>", style="\n" + style)) == [("HTM009", "templates/own/style.css", 2)]


def test_a_template_that_is_no_utf8_is_refused(templates: Templates) -> None:
    finder = templates("")
    finder("report.html.j2").write_bytes("年".encode("gbk"))
    assert _faults(finder) == [("HTM001", FILE, None)]


def test_narrative_never_passes_through_the_template(templates: Templates) -> None:
    section = a_section(Paragraph((Words("{{ form.year }}{% if %}"),)))
    page = a_page(a_disclosure(preamble=section), templates("{{ prose(preamble) }}"))
    assert page.text_content().strip() == "{{ form.year }}{% if %}"


MANUAL = (DEFAULT.parents[1] / "docs" / "templates-html.md").read_text(encoding="utf-8")


def test_the_first_template_of_the_manual_is_without_fault(tmp_path: Path) -> None:
    (block,) = re.findall(r"```html\n(.*?)```", MANUAL, re.DOTALL)
    (tmp_path / "report.html.j2").write_text(block, encoding="utf-8")
    assert check_template(tmp_path / "report.html.j2") == []


def test_the_charts_of_the_manual_are_drawn(templates: Templates) -> None:
    (block,) = re.findall(r"```\n(\{\{ chart.*?)```", MANUAL, re.DOTALL)
    bands = (GradeBand("差", "0", "60"), GradeBand("优", "60", "100"))
    assert len(a_page(a_disclosure(bands=bands), templates(block)).xpath("//figure")) == 3


def test_a_script_that_does_not_come_with_the_program_is_refused(templates: Templates) -> None:
    assert _faults(templates("<p></p>\n{{ script('mine') }}")) == [("HTM010", FILE, 2)]


def test_a_page_allows_only_the_scripts_it_calls(templates: Templates) -> None:
    page = a_page(a_disclosure(), templates("<p title='{{ policy }}'></p>{{ script('copy') }}"))
    digest = hashlib.sha256(page.find(".//script").text.encode()).digest()
    policy = page.find(".//p").get("title")
    assert f"script-src 'sha256-{base64.b64encode(digest).decode()}';" in policy
    assert policy.count("sha256-") == 2


@pytest.mark.parametrize(
    "expression",
    ["blank", "'<i>'", "blank ~ '<i>'", "blank | upper", "blank if grade else ''", "form.department", "labels.year"],
)
def test_whatever_an_expression_gives_is_escaped(templates: Templates, expression: str) -> None:
    form = replace(a_disclosure().form, department=a_fact("form.department", "<i>"))
    labels = {**a_disclosure().labels, "year": "<i>"}
    source = "<p>{{ " + expression + " }}</p>"
    page = a_page(a_disclosure(blank="<i>", form=form, labels=labels), templates(source))
    assert "<i>" in page.find(".//p").text_content().lower()
    assert page.find(".//i") is None
