"""What a docxtpl template prints is what docxtpl prints, part for part; where it is better, it is said by name."""

from __future__ import annotations

import io
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import docxtpl
import pytest
from docx import Document
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.render.word.anything import render_any
from reportgen.render.word.rich import address

from .canonical import differing
from .docxtpl_own import FOLDER, REFUSED, SCRIPTS, WHY_SKIPPED
from .forms import p, paragraphs, part, row, table, template_of, words
from .templates import FEATURES, data, png, template


def theirs(source: bytes, context: dict[str, Any]) -> bytes:
    made = docxtpl.DocxTemplate(io.BytesIO(source))
    made.render(context, autoescape=True)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def same(source: bytes, context: dict[str, Any]) -> bytes:
    ours = render_any(source, "t.docx", context)
    assert differing(theirs(source, context), ours) == []
    return ours


@pytest.mark.parametrize("feature", FEATURES)
@pytest.mark.parametrize("seed", range(2))
def test_every_feature_prints_what_docxtpl_prints(feature: str, seed: int) -> None:
    chance = random.Random(f"{feature} {seed}")
    same(template(chance, feature), data(chance))


@pytest.mark.parametrize("seed", range(5))
def test_features_together_print_what_docxtpl_prints(seed: int) -> None:
    chance = random.Random(seed)
    features = chance.sample(sorted(FEATURES), chance.randrange(2, 7))
    source = template(chance, *features)
    for _ in range(3):
        same(source, data(chance))


TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Cn", "Co"]) | st.sampled_from("\n\t\a\f &<>\"'{}%#")
)


@settings(max_examples=settings.default.max_examples // 2)
@given(TEXTS.filter(lambda text: not any(sign in text for sign in ("{_{", "}_}", "{_%", "%_}"))))
def test_hostile_values_are_words(text: str) -> None:
    source = template(random.Random(3), "plain", "rows", "box", "comments")
    given = data(random.Random(4)) | {"name": text, "title": text.replace("\a", "").replace("\f", "")[:200]}
    given["rows"] = [{"name": text, "n": 1, "color": "FF0000", "cells": [], "subs": []}]
    given["title"] = given["title"].replace("\n", "").replace("\t", "")
    same(source, given)


def test_the_same_template_and_data_make_the_same_bytes() -> None:
    chance = random.Random(5)
    source, given = template(chance, *FEATURES), data(chance)
    assert render_any(source, "t.docx", given) == render_any(source, "t.docx", given)


def rich(url: str | None = None) -> docxtpl.RichText:
    made = docxtpl.RichText("a < b", bold=True, color="#ff0000", size=20, font="eastAsia:宋体", highlight="FFFF00")
    made.add(" & c\nd\te\af", italic=True, underline="wave", strike=True, superscript=True, lang="en-US")
    made.add("", subscript=True, rtl=True)
    made.add("site", url_id=url, style="Strong") if url else None
    return made


def test_rich_texts_print_what_docxtpl_prints() -> None:
    paragraph = docxtpl.RichTextParagraph("甲 & 乙", parastyle="Quote")
    paragraph.add(rich())
    body = Document()
    body.add_paragraph("前 {{r rich }} 后 {{ listing }} {{ plain }}")
    body.add_paragraph("{{p paragraph }}")
    body.add_table(1, 1).cell(0, 0).text = "{{r rich }}"
    out = io.BytesIO()
    body.save(out)
    listing = docxtpl.Listing("a\nb & <c>\ad\te")
    same(out.getvalue(), {"rich": rich(), "listing": listing, "paragraph": paragraph, "plain": "x"})


def test_links_of_rich_texts_lead_where_they_lead_with_docxtpl() -> None:
    body, url = Document(), "https://x.cn/?a=1&b=2"
    body.add_paragraph("{{r rich }}{{r rich }}")
    body.sections[0].header.paragraphs[0].text = "x"
    out = io.BytesIO()
    body.save(out)
    made = docxtpl.DocxTemplate(out)
    made.init_docx()
    made.render({"rich": rich(made.build_url_id(url))}, autoescape=True)
    saved = io.BytesIO()
    made.docx.save(saved)
    ours = render_any(out.getvalue(), "t.docx", {"rich": rich(address(url))})
    assert differing(saved.getvalue(), ours) == []


def test_pictures_print_what_docxtpl_prints() -> None:
    body = Document()
    body.add_picture(io.BytesIO(png(9)))
    body.add_paragraph("{% for one in pictures %}{{ one }} {% endfor %}尾")
    body.sections[0].header.paragraphs[0].text = "{{ pictures[0] }}"
    out = io.BytesIO()
    body.save(out)
    source = out.getvalue()
    tpl = docxtpl.DocxTemplate(io.BytesIO(source))
    pictures = [
        docxtpl.InlineImage(tpl, io.BytesIO(png(color)), width=width, height=height, anchor=anchor)
        for color, width, height, anchor in (
            (1, Mm(20), None, None),
            (2, None, Mm(5), None),
            (1, Mm(3), Mm(4), "https://x.cn/"),
        )
    ]
    tpl.render({"pictures": pictures}, autoescape=True)
    saved = io.BytesIO()
    tpl.save(saved)
    ours = render_any(source, "t.docx", {"pictures": pictures})
    assert differing(saved.getvalue(), ours) == []
    ids = [one.get("id") for name in ("document", "header1") for one in part(ours, f"word/{name}.xml").iter("{*}docPr")]
    assert len(ids) == len(set(ids)) == 5


BETTER: dict[str, tuple[str, dict[str, Any], str, str]] = {
    "None prints nothing": ("[{{ x }}]", {"x": None}, "[]", "[None]"),
    "a field of a dict is its key": ("{{ x.items }}", {"x": {"items": "甲"}}, "甲", "<built-in"),
    "data that looks like an escaped tag stays": ("{{ x }}", {"x": "{_{ a }_}"}, "{_{ a }_}", "{{ a }}"),
    "division is decimal": ("{{ 1 / 10 + 2 / 10 }}", {}, "0.3", "0.30000000000000004"),
    "numbers are rounded half up": ("{{ x|round(1) }}", {"x": 0.25}, "0.3", "0.2"),
    "a plain text between runs is a run": ("前{{r x }}后", {"x": "a & b"}, "前a & b后", "前后"),
    "a break inside a link stays in it": (
        '</w:t></w:r><w:hyperlink w:anchor="a"><w:r><w:t>{{ x }}</w:t></w:r></w:hyperlink><w:r><w:t>',
        {"x": "a\ab"},
        "a\nb",
        "",
    ),
}


@pytest.mark.parametrize("name", BETTER)
def test_what_is_better_than_docxtpl(name: str) -> None:
    tag, given, printed, by_docxtpl = BETTER[name]
    source = template_of(p(tag))
    assert words(part(render_any(source, "t.docx", given))) == printed
    if by_docxtpl:
        assert by_docxtpl in words(part(theirs(source, given)))


def test_a_section_break_is_not_repeated_by_a_new_paragraph() -> None:
    body = "<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>{{ x }}</w:t></w:r></w:p>"
    root = part(render_any(template_of(body), "t.docx", {"x": "a\ab"}))
    assert len(list(root.iter("{*}sectPr"))) == 1 and paragraphs(root) == ["a", "b"]


def test_a_loop_over_nothing_leaves_nothing_that_word_refuses() -> None:
    cells = table(row("{%tr for x in xs %}"), row("{{ x }}"), row("{%tr endfor %}"), columns=1)
    assert not list(part(render_any(template_of(cells + p("")), "t.docx", {"xs": []})).iter("{*}tbl"))


def test_breaks_in_a_text_box_keep_the_look_of_its_own_runs() -> None:
    source = template(random.Random(1), "box")
    ours = render_any(source, "t.docx", data(random.Random(1)) | {"title": "a\nb"})
    boxes = list(part(ours).iter("{*}txbxContent"))
    assert len(boxes) == 2 and all("a\nb" in words(box) for box in boxes)


def test_endnotes_are_templates_too() -> None:
    from reportgen.render.word.names import MAIN_TYPE, R_NS, W_NS

    relation = f'<Relationship Id="rId9" Type="{R_NS}/endnotes" Target="header1.xml"/>'
    notes = f'<w:endnotes xmlns:w="{W_NS}"><w:endnote w:id="1">{p("{{ x }}")}</w:endnote></w:endnotes>'
    types = MAIN_TYPE.replace("document.main", "header")
    source = template_of(p("x"), {"word/header1.xml": notes.encode()}, relation)
    assert types and paragraphs(part(render_any(source, "t.docx", {"x": "注"}), "word/header1.xml")) == ["注"]


def test_a_branch_of_runs_around_a_rich_text() -> None:
    body = Document()
    paragraph = body.add_paragraph("前")
    for text in ("{%r if rich %}", "{{r rich }}", "后", "{%r endif %}"):
        paragraph.add_run(text)
    out = io.BytesIO()
    body.save(out)
    for one in (rich(), ""):
        same(out.getvalue(), {"rich": one})


@pytest.mark.parametrize("script", SCRIPTS)
def test_what_docxtpl_tries_is_tried_here(script: str) -> None:
    """Its own templates are in no archive that it publishes; for each of its scripts something here does the same."""
    likes = SCRIPTS[script].like
    assert likes and all(one in FEATURES or one in globals() or one in REFUSED for one in likes)


@pytest.mark.skipif(FOLDER is None, reason=WHY_SKIPPED)
def test_docxtpls_own_scripts() -> None:
    """Runs them, each rendering done by both: what is told of every one of them is what SCRIPTS says."""
    driver = Path(__file__).with_name("docxtpl_scripts.py")
    run = subprocess.run([sys.executable, str(driver), str(FOLDER)], check=True, capture_output=True, text=True)
    results = dict(line.split("\t", 1) for line in run.stdout.splitlines() if "\t" in line)
    assert {
        name: re.sub(r"(refused|stopped): [^,]*(, [^,\d][^,]*)*", r"\1", told) for name, told in results.items()
    } == {name: script.told for name, script in SCRIPTS.items()}
