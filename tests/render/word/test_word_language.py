"""The closed language with any data: what it can do, what it refuses, and where its faults are told to stand."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import Any

import docxtpl
import pytest

from reportgen.base.errors import TemplateError
from reportgen.base.finding import Finding
from reportgen.render.word.anything import render_any
from reportgen.render.word.names import R_NS, W_NS

from .forms import p, paragraphs, part, row, table, template_of

HEADER = f'<Relationship Id="rId9" Type="{R_NS}/header" Target="header1.xml"/>'


def printed(text: str, **context: Any) -> list[str]:
    return paragraphs(part(render_any(template_of(p(text)), "t.docx", context)))


def fault(body: str, other: dict[str, bytes] | None = None, **context: Any) -> Finding:
    with pytest.raises(TemplateError) as caught:
        render_any(template_of(body, other, HEADER if other else ""), "t.docx", context)
    return caught.value.findings[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ 7 // 2 }} {{ 7 % 4 }} {{ 3 * 1.5 }} {{ 6 / 4 }} {{ 6 / 3 }}", "3 3 4.5 1.5 2"),
        ("{{ a + b }} {{ a * 2 }} {{ -a }}", "1.75 3.00 -1.50"),
        ("{{ range(3)|list|length }}{% for i in range(1, 4) %}{{ i }}{% endfor %}", "3123"),
        ("{{ names|join('、') }} {{ names|first }} {{ names|sort|last }}", "乙、甲 乙 甲"),
        ("{{ names|map('upper')|join }} {{ rows|sum(attribute='n') }}", "乙甲 3"),
        ("{% for g in rows|groupby('k') %}{{ g.grouper }}{{ g.list|length }}{% endfor %}", "x2"),
        ("{% for a in names %}{{ loop.cycle('-', '+') }}{{ loop.revindex }}{% endfor %}", "-2+1"),
        ("{% set ns = namespace(t=0) %}{% for r in rows %}{% set ns.t = ns.t + r.n %}{% endfor %}{{ ns.t }}", "3"),
        ("{% with x = 3 %}{{ x }}{% endwith %}{{ 'y' if none is none }}{{ 'n' if a is undefined }}", "3y"),
        ("{{ nothing|default('无') }}{% if nothing is defined %}x{% endif %}", "无"),
        ("{{ none }}{{ yes }} {{ 'a' ~ 1 ~ a }} {{ names[0] }}{{ names[1:]|first }}", "True a11.50 乙甲"),
        ("{{ ' x '|trim }}{{ 'ab'|replace('a', 'c') }}{{ a|round(1) }}{{ '&lt;'|e }}", "xcb1.5<"),
    ],
)
def test_what_the_language_can_do(text: str, said: str) -> None:
    rows = [{"n": 1, "k": "x"}, {"n": 2, "k": "x"}]
    given = {"a": Decimal("1.50"), "b": Decimal("0.25"), "names": ["乙", "甲"], "rows": rows, "none": None, "yes": True}
    assert printed(text, **given) == [said]


@pytest.mark.parametrize(
    "tag",
    [
        "{{ x ** 9 }}",
        "{{ 'a' * 9 }}",
        "{{ '%s' % 1 }}",
        "{{ x.upper() }}",
        "{{ x.format() }}",
        "{{ x|safe }}",
        "{{ x|format }}",
        "{{ x.__class__ }}",
        "{{ ''['__class__'] }}",
        "{{ x|map(attribute='a')|attr('b') }}",
        "{% macro m() %}{% endmacro %}",
        "{% filter upper %}{% endfilter %}",
        "{% set x %}{% endset %}",
        "{% include 'x' %}",
        "{{ f() }}",
        "{{ loop.changed(1) }}",
        "{{ lipsum() }}",
        "{{ " + "(" * 150 + "1" + ")" * 150 + "|abs" * 120 + " }}",
        "{{ 1" + "+1" * 5000 + " }}",
        "{{ " + "9" * 5000 + " }}",
    ],
)
def test_what_is_refused_before_it_runs(tag: str) -> None:
    start = time.monotonic()
    assert fault(p(tag), x="a", f="b").code in {"TPL001", "TPL002", "TPL003", "TPL004"}
    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    "tags",
    [
        "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}",
        "{% for a in range(90000) %}" + "长" * 999 + "{% endfor %}",
        "{% set a = 'aaaaaaaaaa' %}" + "{% set a = a ~ a %}" * 40 + "{{ a }}",
        "{% set a = 'aaaaaaaaaa' %}" + "{% set a = a + a %}" * 40,
        "{% set a = 'aaaaaaaaaa' %}" + "{% set a = a|join(a) %}" * 9,
        "{% set a = 'aaaaaaaaaa' %}" + "{% set a = a|replace('a', a) %}" * 9,
        "{% set a = 9999999 %}" + "{% set a = a * a %}" * 40 + "{{ a }}",
        "{{ range(10 * 1000 * 1000) }}",
        "{{ [1]|batch(999999999, 'x')|list }}",
        "{% set r = range(90000)|list %}{% for a in r %}{% if 'x' in r %}{% endif %}{% endfor %}",
        "{% set r = range(90000)|list %}{% for a in r %}{{ r|sort|first }}{% endfor %}",
        "{% for a in big %}{% for b in big %}{% for c in big %}{{ a }}{% endfor %}{% endfor %}{% endfor %}",
        "{{ huge }}",
    ],
)
def test_work_without_end_stops_within_seconds_at_its_tag(tags: str) -> None:
    start = time.monotonic()
    found = fault(p("x") + p(tags), big=list(range(900)), huge=Decimal("1E+99999999"))
    assert (found.code, found.where.paragraph) == ("TPL113", 2)
    assert time.monotonic() - start < 20


FAULTS = {
    "TPL110": ("{{ row.nmae }}", "name"),
    "TPL111": ("{{ 1 / row.n }}", ""),
    "TPL112": ("{{ row.name * 2 }}", ""),
    "TPL114": ("{{ row.cells }}", ""),
}
BOX = (
    "<w:p><w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent>{}"
    "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)


@pytest.mark.parametrize("code", FAULTS)
def test_faults_of_values_are_told_with_their_places(code: str) -> None:
    tag, near = FAULTS[code]
    given = {"row": {"name": "甲", "n": 0, "cells": [1]}}
    header = {"word/header1.xml": f'<w:hdr xmlns:w="{W_NS}">{p("x")}{p(tag)}</w:hdr>'.encode()}
    cells = p("x") + table(row("a", "b"), row("c", tag), columns=2) + p("")
    for body, other, place in (
        (p("x") + p(tag), None, ("word/document.xml", None, None, None, 2)),
        (cells, None, ("word/document.xml", 1, 2, 2, 1)),
        (p("x"), header, ("word/header1.xml", None, None, None, 2)),
        (p("x") + BOX.format(p(tag)), None, ("word/document.xml", None, None, None, 3)),
    ):
        found = fault(body, other, **given)
        where = found.where
        assert (where.part, where.table, where.row, where.column, where.paragraph) == place
        assert found.code == code and found.values["tag"] == tag
        assert not near or found.values["suggestion"] == near


def test_a_name_that_is_nowhere_is_told_before_rendering_with_the_nearest_one() -> None:
    found = fault(p("{{ nmae }}"), name="x")
    assert (found.code, found.values["suggestion"]) == ("TPL004", "name")


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\ud800", "\ufffe", "\u202e"])
def test_a_character_that_word_refuses_is_told_with_its_tag(sign: str) -> None:
    found = fault(p("x") + p("{{ name }}"), name=f"a{sign}b")
    assert (found.code, found.where.paragraph, found.values["tag"]) == ("TPL114", 2, "{{ name }}")


def test_values_of_docxtpl_that_cannot_be_kept_right_are_refused_by_name() -> None:
    class Subdoc:
        __module__ = "docxtpl.subdoc"

    assert "Subdoc" in str(fault(p("{{p x }}"), x=Subdoc()).message)
    assert fault(p("{{ x }}"), x=docxtpl.RichText("a")).code == "TPL114"
    assert fault(p("{{r x }}"), x=docxtpl.RichText("a", url_id="rId7")).code == "TPL114"
    assert fault(p("{{r x }}"), x=docxtpl.RichText("a", style='"/><w:object/><w:b w:val="')).code == "TPL114"


def test_properties_are_templates_and_escaped_once() -> None:
    import random

    from .canonical import members
    from .templates import template

    given = {"title": "x", "name": "y", "rows": [], "yes": True, "span": "R&D <1>"}
    core = members(render_any(template(random.Random(1), "set"), "t.docx", given))["docProps/core.xml"].decode()
    assert "R&amp;D &lt;1&gt; 题" in core and ">是<" in core
