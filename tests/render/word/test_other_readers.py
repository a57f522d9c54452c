"""Programs that read Word files, python-docx and mammoth, find every word of what is made here.

Left out, because the readers themselves do not read it: headers, footers and charts (mammoth), footnotes and text boxes
(python-docx). Mammoth sets text boxes and footnotes at other places than they have in the file.
"""

from __future__ import annotations

import io
import random
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

import docx
import mammoth
import pytest
from docx.table import Table, _Cell
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from lxml.etree import _Element

from reportgen.document.blocks import Block
from reportgen.load.fields import Faults
from reportgen.load.markdown import parse_markdown
from reportgen.render.word.anything import render_any
from reportgen.render.word.names import w
from tests.dots import image

from .forms import FOOTER, disclosure, p, part, prose, rendered, row, table, template_of, words
from .grids import Trees, in_default
from .templates import FEATURES, data, template
from .test_word_tree import RICH, TEMPLATE
from .trees import blocks, resolved

ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
BOX = w("txbxContent")


def in_file(root: _Element, *, boxes: bool = False) -> Counter[str]:
    """The words of every paragraph of a part as they stand in the file; a text box only once, if at all."""
    return counted(
        "".join(one.text or "" for one in paragraph.iter(w("t")) if next(one.iterancestors(w("p"))) is paragraph)
        for paragraph in root.iter(w("p"))
        if next(paragraph.iterancestors(f"{ALTERNATE}Fallback"), None) is None
        and (boxes or next(paragraph.iterancestors(BOX), None) is None)
    )


def counted(texts: Iterator[str]) -> Counter[str]:
    """The texts without white space, which readers set in their own ways."""
    return Counter(text for text in ("".join(text.split()) for text in texts) if text)


def by_mammoth(made: bytes) -> Counter[str]:
    """The words of every paragraph, cell and item that mammoth reads; its marks of footnotes are no words."""
    page = html.fromstring("<main>" + mammoth.convert_to_html(io.BytesIO(made)).value + "</main>")
    for mark in page.xpath("//a[starts-with(@id, 'footnote-ref') or starts-with(@href, '#footnote-ref')]"):
        mark.drop_tree()
    holders = page.xpath("//*[self::p or self::li or self::h1 or self::h2 or self::h3 or self::h4 or self::h5 "
                         "or self::h6 or self::td or self::th or self::pre]")  # fmt: skip
    return counted(_own_words(one, set(holders)) for one in holders)


def _own_words(element: Any, holders: set[Any]) -> str:
    return (element.text or "") + "".join(
        ("" if child in holders or child.tag in ("ul", "ol", "table") else _own_words(child, holders))
        + (child.tail or "")
        for child in element
    )


def by_python_docx(made: bytes) -> Counter[str]:
    """The words of every paragraph of the body, tables in tables and hyperlinks included."""
    return counted(_texts(docx.Document(io.BytesIO(made)).iter_inner_content()))


def _texts(content: Any) -> Iterator[str]:
    for one in content:
        if isinstance(one, Table):
            for line in one._tbl.tr_lst:
                for cell in line.tc_lst:
                    yield from _texts(_Cell(cell, one).iter_inner_content())
        else:
            yield one.text


def notes(made: bytes) -> Counter[str]:
    return in_file(part(made, "word/footnotes.xml"))


@pytest.mark.parametrize("feature", FEATURES)
@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.soak)])
def test_of_templates_of_docxtpl(feature: str, seed: int) -> None:
    chance = random.Random(f"{feature} {seed}")
    made = render_any(template(chance, feature), "t.docx", data(chance))
    assert by_python_docx(made) == in_file(part(made))
    assert by_mammoth(made) == in_file(part(made), boxes=True)


@settings(max_examples=settings.default.max_examples // 2)
@given(st.integers(0, 2**32).map(Random))
def test_of_groups_that_are_merged(chance: Random) -> None:
    trees = Trees(chance)
    made = rendered(trees.template(), tree=trees.tree)
    assert in_file(part(made)) == by_python_docx(made) == by_mammoth(made)


@settings(max_examples=settings.default.max_examples // 2)
@given(blocks())
def test_of_narrative(section: tuple[Block, ...]) -> None:
    made = TEMPLATE.render({**FOOTER, "section": prose(*section)}, "题名", "zh-CN")
    assert by_python_docx(made) == in_file(part(made))
    assert by_mammoth(made) == in_file(part(made)) + notes(made)


def test_of_a_narrative_with_everything_in_it() -> None:
    form, faults = disclosure(), Faults()
    section = resolved(parse_markdown(RICH, "x.md", faults), {one.id: one for one in form.facts()}, image())
    made = TEMPLATE.render({**FOOTER, "section": prose(*section)}, "题名", "zh-CN")
    assert notes(made)
    assert by_python_docx(made) == in_file(part(made))
    assert by_mammoth(made) == in_file(part(made)) + notes(made)


def test_words_that_a_merge_would_hide_are_found() -> None:
    """Different words in the cells of one group: all of them stand in the merged cell."""
    tag = "{{ merge(1) }}{{ fund.label }}"
    lines = row("{%tr for fund in funds %}", ""), row(tag, "x"), row("{%tr endfor %}", "")
    made = rendered(in_default(table(*lines, columns=2) + p("")))
    found = Counter({"资金总额": 1, "其他": 1, "x": 2})
    assert by_mammoth(made) == by_python_docx(made) == found


def test_words_in_a_cell_that_is_merged_away_would_be_missed() -> None:
    """So these tests can fail."""
    made = rendered(in_default(table(row("甲"), row("乙"), columns=1) + p("")))
    assert by_mammoth(made)["乙"] == 1
    root = part(made)
    cell = next(one for one in root.iter(w("tc")) if words(one) == "乙")
    etree.SubElement(etree.SubElement(cell, w("tcPr")), w("vMerge"))
    cell.insert(0, cell[-1])
    hidden = template_of("".join(etree.tostring(one, encoding="unicode") for one in root[0]))
    assert in_file(part(hidden)) - by_mammoth(hidden) == Counter(["乙"])
