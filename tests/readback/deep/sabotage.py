"""Renderers that lie: what they do to a report before they print it, or to a file after it is printed.

Each name says what is done; what is done to the disclosure is done to text and marks alike, so that a file agrees
with itself and with everything printed beside it.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pikepdf
from openpyxl import load_workbook
from openpyxl.styles import Font

from reportgen.document.blocks import Block, Heading, Inline, ListBlock, Note, Paragraph, Span, Words
from reportgen.document.disclosure import Disclosure, IndicatorRow, Level2Group
from reportgen.document.fact import Fact

PRINTED = ("report.docx", "report.html", "paste.html", "report.pdf", "report.xlsx")
HOME = "/".join(("", "home", ""))
FUNDS, INDICATORS, GOALS, JSON = "funds.csv", "indicators.csv", "goals.csv", "report.json"


def _fund(disclosure: Disclosure, place: int, **changes: object) -> Disclosure:
    funds = list(disclosure.funds)
    funds[place] = replace(funds[place], **changes)
    return replace(disclosure, funds=tuple(funds))


def _rows(disclosure: Disclosure, edit: Callable[[list[IndicatorRow]], list[IndicatorRow]]) -> Disclosure:
    """The first group of indicators with other rows."""
    level, *levels = disclosure.levels
    group, *groups = level.groups
    group = replace(group, indicators=tuple(edit(list(group.indicators))))
    return replace(disclosure, levels=(replace(level, groups=(group, *groups)), *levels))


def _groups(disclosure: Disclosure, edit: Callable[[list[Level2Group]], list[Level2Group]]) -> Disclosure:
    """The first level of indicators with other groups."""
    level, *levels = disclosure.levels
    return replace(disclosure, levels=(replace(level, groups=tuple(edit(list(level.groups)))), *levels))


def _under(group: Level2Group, label: str) -> Level2Group:
    return Level2Group(label, tuple(replace(row, level2=label) for row in group.indicators))


def _indicator(disclosure: Disclosure, edit: Callable[[IndicatorRow], IndicatorRow]) -> Disclosure:
    return _rows(disclosure, lambda rows: [edit(rows[0]), *rows[1:]])


def _text(fact: Fact | None, text: str) -> Fact:
    assert fact is not None
    return replace(fact, text=text, value=text if isinstance(fact.value, str) else fact.value)


def _results(disclosure: Disclosure, edit: Callable[[list[Block]], list[Block]]) -> Disclosure:
    first, *rest = disclosure.sections
    return replace(disclosure, sections=(replace(first, blocks=tuple(edit(list(first.blocks)))), *rest))


def _words(blocks: tuple[Block, ...], edit: Callable[[str], str]) -> tuple[Block, ...]:
    """The blocks with other words, in paragraphs, headings and lists."""

    def inline(one: Inline) -> Inline:
        if isinstance(one, Words):
            return Words(edit(one.text))
        if isinstance(one, Span):
            return replace(one, inlines=tuple(map(inline, one.inlines)))
        return one

    made: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            made.append(replace(block, inlines=tuple(map(inline, block.inlines))))
        elif isinstance(block, ListBlock):
            made.append(replace(block, items=tuple(_words(item, edit) for item in block.items)))
        else:
            made.append(block)
    return tuple(made)


def _in_words(old: str, new: str) -> Callable[[Disclosure], Disclosure]:
    return lambda disclosure: _results(
        disclosure, lambda blocks: list(_words(tuple(blocks), lambda text: text.replace(old, new)))
    )


def _without_note(disclosure: Disclosure) -> Disclosure:
    def inline(one: Inline) -> Inline:
        return replace(one, blocks=(Paragraph((Words("见附件。"),)),)) if isinstance(one, Note) else one

    def edit(blocks: list[Block]) -> list[Block]:
        return [
            replace(one, inlines=tuple(map(inline, one.inlines))) if isinstance(one, Paragraph) else one
            for one in blocks
        ]

    return _results(disclosure, edit)


def _without_mark(disclosure: Disclosure) -> Disclosure:
    def edit(blocks: list[Block]) -> list[Block]:
        return [
            replace(one, inlines=tuple(part for part in one.inlines if not isinstance(part, Note)))
            if isinstance(one, Paragraph)
            else one
            for one in blocks
        ]

    return _results(disclosure, edit)


def _completions_swapped(disclosure: Disclosure) -> Disclosure:
    one, other = disclosure.goals
    return replace(
        disclosure, goals=(replace(one, completion=other.completion), replace(other, completion=one.completion))
    )


def _goal_without_completion(disclosure: Disclosure) -> Disclosure:
    one, other = disclosure.goals
    return replace(disclosure, goals=(one, replace(other, completion=None)))


def _year(disclosure: Disclosure) -> Disclosure:
    year = replace(disclosure.form.year, text="2023", value="2023")
    return replace(disclosure, form=replace(disclosure.form, year=year))


def _grade(disclosure: Disclosure) -> Disclosure:
    assert disclosure.grade is not None
    return replace(disclosure, grade=_text(disclosure.grade, "良"))


def _sections_merged(disclosure: Disclosure) -> Disclosure:
    """The second section is printed where the first one belongs, and the first nowhere."""
    first, second, *rest = disclosure.sections
    return replace(disclosure, sections=(replace(first, blocks=second.blocks), second, *rest))


OF_FUNDS: dict[str, Callable[[Disclosure], Disclosure]] = {
    "a row of the funds is dropped": lambda one: replace(one, funds=one.funds[:-1]),
    "a row of the funds is printed twice": lambda one: replace(one, funds=(*one.funds, one.funds[-1])),
    "two cells of a row are swapped": lambda one: _fund(
        one, 0, initial=one.funds[0].adjusted, adjusted=one.funds[0].initial
    ),
    "the figures of two rows are swapped": lambda one: replace(
        one,
        funds=(
            one.funds[0],
            replace(one.funds[2], id=one.funds[1].id, label=one.funds[1].label),
            replace(one.funds[1], id=one.funds[2].id, label=one.funds[2].label),
            *one.funds[3:],
        ),
    ),
    "two rows change places": lambda one: replace(one, funds=(one.funds[1], one.funds[0], *one.funds[2:])),
    "an amount is rounded": lambda one: _fund(
        one, 1, executed=replace(one.funds[1].executed, text="58,000", value=None)
    ),
    "a label is changed": lambda one: _fund(one, 1, label="人员类"),
    "a blank amount is printed as zero": lambda one: _fund(one, 1, score=replace(one.funds[0].score, text="0.00")),
}
OF_INDICATORS: dict[str, Callable[[Disclosure], Disclosure]] = {
    "an indicator is dropped": lambda one: _groups(one, lambda groups: groups[1:]),
    "an indicator is printed twice": lambda one: _rows(one, lambda rows: [*rows, rows[-1]]),
    "target and actual value are swapped": lambda one: _indicator(
        one, lambda row: replace(row, target=row.actual, actual=row.target)
    ),
    "a character of a target is lost": lambda one: _indicator(
        one, lambda row: replace(row, target=_text(row.target, "10次"))
    ),
    "a score is another indicator's": lambda one: _indicator(
        one, lambda row: replace(row, score=_text(one.levels[0].groups[1].indicators[0].score, "10"))
    ),
    "an indicator stands under another level": lambda one: _groups(
        one, lambda groups: [_under(groups[0], groups[1].label), *groups[1:]]
    ),
}
OF_WORDS: dict[str, Callable[[Disclosure], Disclosure]] = {
    "a paragraph is lost": lambda one: _results(one, lambda blocks: blocks[:-1]),
    "a sentence is lost": _in_words("再次引用", ""),
    "a character is lost": _in_words("段落里有", "段落有"),
    "punctuation is folded": _in_words("丙，AT", "丙,AT"),
    "an ampersand is lost": _in_words("甲 & 乙", "甲  乙"),
    "an entity is not escaped": _in_words("AT&T", "AT&amp;T"),
    "an item of a list is lost": lambda one: _results(
        one, lambda blocks: [replace(b, items=b.items[:1]) if isinstance(b, ListBlock) else b for b in blocks]
    ),
    "two paragraphs change places": lambda one: _results(one, lambda blocks: [blocks[-1], *blocks[1:-1], blocks[0]]),
    "a paragraph is printed twice": lambda one: _results(one, lambda blocks: [*blocks[:2], blocks[1], *blocks[2:]]),
    "words are put into a section": lambda one: _results(
        one, lambda blocks: [blocks[0], Paragraph((Words("以下省略。"),)), *blocks[1:]]
    ),
    "the text of a footnote is lost": _without_note,
    "the mark of a footnote is lost": _without_mark,
    "a section is printed in place of another": _sections_merged,
}
OF_HEAD: dict[str, Callable[[Disclosure], Disclosure]] = {
    "the grade is changed": _grade,
    "the year is last year's": _year,
    "a total is another figure's": lambda one: replace(
        one, totals=replace(one.totals, score=_text(one.totals.score, "90"))
    ),
}
OF_GOALS: dict[str, Callable[[Disclosure], Disclosure]] = {
    "two goals change what was done": _completions_swapped,
    "what was done for a goal is lost": _goal_without_completion,
    "a goal is dropped": lambda one: replace(one, goals=one.goals[:1]),
}

BEFORE: dict[str, tuple[Callable[[Disclosure], Disclosure], tuple[str, ...]]] = {
    **{name: (edit, (*PRINTED, FUNDS)) for name, edit in OF_FUNDS.items()},
    **{name: (edit, (*PRINTED, INDICATORS)) for name, edit in OF_INDICATORS.items()},
    **{name: (edit, (*PRINTED, JSON)) for name, edit in {**OF_WORDS, **OF_HEAD}.items()},
    **{name: (edit, (*PRINTED, GOALS)) for name, edit in OF_GOALS.items()},
}
"""What is done to a disclosure before it is printed, and the files that it shows in."""


def _in_zip(data: bytes, part: str, edit: Callable[[str], str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            raw = source.read(info)
            target.writestr(info, edit(raw.decode("utf-8")).encode("utf-8") if info.filename == part else raw)
    return out.getvalue()


def word(edit: Callable[[str], str], part: str = "word/document.xml") -> Callable[[bytes], bytes]:
    return lambda data: _in_zip(data, part, edit)


def page(edit: Callable[[str], str]) -> Callable[[bytes], bytes]:
    return lambda data: edit(data.decode("utf-8")).encode("utf-8")


def paragraph(text: str, look: str = "") -> Callable[[str], str]:
    made = f"<w:p><w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r></w:p>"
    return lambda xml: xml.replace("<w:body>", f"<w:body>{made}", 1)


def _look(look: str, words: str) -> Callable[[str], str]:
    """Gives the run that prints `words` another look."""

    def edit(xml: str) -> str:
        at = xml.index(f">{words}<")
        start = xml.rindex("<w:r>", 0, at) if "<w:r>" in xml[:at] else xml.rindex("<w:r ", 0, at)
        run = xml[start:at]
        if "<w:rPr>" in run:
            return xml[:start] + run.replace("<w:rPr>", f"<w:rPr>{look}", 1) + xml[at:]
        return xml[:start] + re.sub(r"<w:r( [^>]*)?>", rf"\g<0><w:rPr>{look}</w:rPr>", run, count=1) + xml[at:]

    return edit


def _in_body(markup: str) -> Callable[[bytes], bytes]:
    return page(lambda text: re.sub(r"(<main[^>]*>)", rf"\g<1>{markup}", text, count=1))


def pdf(edit: Callable[[pikepdf.Pdf], None]) -> Callable[[bytes], bytes]:
    def made(data: bytes) -> bytes:
        with pikepdf.open(io.BytesIO(data)) as document:
            edit(document)
            out = io.BytesIO()
            document.save(out)
        return out.getvalue()

    return made


def _author(document: pikepdf.Pdf) -> None:
    document.docinfo["/Author"] = "zhangsan"


def _stream(document: pikepdf.Pdf, edit: Callable[[bytes], bytes]) -> None:
    page = document.pages[0]
    page.contents_coalesce()
    page.Contents.write(edit(page.Contents.read_bytes()))


def _white_signs(document: pikepdf.Pdf) -> None:
    _stream(document, lambda raw: raw.replace(b" cs 0 scn", b" cs 1 scn"))


def attachment(document: pikepdf.Pdf, name: str, edit: Callable[[bytes], bytes]) -> None:
    old = document.attachments[name].get_file().read_bytes()
    document.attachments[name] = pikepdf.AttachedFileSpec(document, edit(old), filename=name)


def _cells(edit: Callable[[list[list[str]]], None]) -> Callable[[bytes], bytes]:
    def made(data: bytes) -> bytes:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        edit(rows)
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\r\n").writerows(rows)
        return text.getvalue().encode("utf-8-sig")

    return made


def _document(edit: Callable[[dict], None]) -> Callable[[bytes], bytes]:  # type: ignore[type-arg]
    def made(data: bytes) -> bytes:
        document = json.loads(data)
        edit(document)
        return json.dumps(document, ensure_ascii=False).encode()

    return made


def _book(edit: Callable[..., None]) -> Callable[[bytes], bytes]:
    def made(data: bytes) -> bytes:
        book = load_workbook(io.BytesIO(data))
        edit(book)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    return made


def _white(book) -> None:  # type: ignore[no-untyped-def]
    cell = next(cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == "人员类项目")
    cell.font = Font(color="FFFFFFFF")


def _hidden_row(book) -> None:  # type: ignore[no-untyped-def]
    cell = next(cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == "人员类项目")
    book.worksheets[0].row_dimensions[cell.row].hidden = True


def _more_decimals(book) -> None:  # type: ignore[no-untyped-def]
    numbers = (cell for row in book.worksheets[0].iter_rows() for cell in row if cell.number_format == "0")
    cell = next(cell for cell in numbers if isinstance(cell.value, int | float))
    cell.value, cell.number_format = cell.value + 0.4, "General"


def _book_author(book) -> None:  # type: ignore[no-untyped-def]
    book.properties.creator = "zhangsan"


def _fact(document: dict, id: str) -> dict:  # type: ignore[type-arg]
    return next(fact for fact in document["facts"] if fact["id"] == id)


AFTER: dict[tuple[str, str], Callable[[bytes], bytes]] = {
    ("a figure is hidden", "report.docx"): word(_look("<w:vanish/>", "58,000.00")),
    ("a figure is white", "report.docx"): word(_look('<w:color w:val="FFFFFF"/>', "58,000.00")),
    ("a hidden text is added", "report.docx"): word(paragraph("内部意见：不予公开", "<w:vanish/>")),
    ("a tag of the template is left", "report.docx"): word(paragraph("{{ form.department }}")),
    ("a prompt is left", "report.docx"): word(paragraph("（请填写单位名称）")),
    ("last year's heading is left", "report.docx"): word(paragraph("2023年度")),
    ("an amount of another report is left", "report.docx"): word(paragraph("合计9,876,543.21元")),
    ("a prompt is left in a footer", "report.docx"): word(
        lambda xml: re.sub(r"<w:t(?: [^>]*)?>", r"\g<0>点击此处", xml, count=1), "word/footer1.xml"
    ),
    ("None is printed", "report.docx"): word(paragraph("负责人：None")),
    ("markup is printed", "report.docx"): word(paragraph("&lt;p&gt;甲&lt;/p&gt;")),
    ("an escape is printed", "report.docx"): word(paragraph("甲&amp;amp;乙")),
    ("a path is printed", "report.docx"): word(paragraph(HOME + "zhangsan/自评.docx")),
    ("a code of a field is printed", "report.docx"): word(paragraph("PAGEREF _Toc1 \\h")),
    ("an unreadable character is printed", "report.docx"): word(paragraph("资金�额")),
    ("the author is named", "report.docx"): word(
        lambda xml: re.sub(r"<dc:creator>[^<]*|<dc:creator/>", "<dc:creator>zhangsan", xml).replace(
            "<dc:creator>zhangsan<cp", "<dc:creator>zhangsan</dc:creator><cp"
        ),
        "docProps/core.xml",
    ),
    ("it fetches a picture from outside", "report.docx"): word(
        lambda xml: xml.replace(
            "</Relationships>",
            '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"'
            ' Target="http://example.org/a.png" TargetMode="External"/></Relationships>',
        ),
        "word/_rels/document.xml.rels",
    ),
    ("a field fetches a picture from outside", "report.docx"): word(
        lambda xml: xml.replace(
            "</w:body>",
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> INCLUDE</w:instrText></w:r><w:r>'
            '<w:instrText>PICTURE "http://example.org/a.png" \\d</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:body>',
        ),
    ),
    ("a figure is hidden", "report.html"): page(
        lambda text: re.sub(r'<data (value="58000.00")', r'<data style="display: none" \1', text)
    ),
    ("a rule of style hides every amount", "report.html"): page(
        lambda text: text.replace("</style>", "td.number{display:none}</style>", 1)
    ),
    ("a hidden text is added", "report.html"): _in_body("<p hidden>内部意见：不予公开</p>"),
    ("a tag of the template is left", "report.html"): _in_body("<p>{{ form.department }}</p>"),
    ("undefined is printed", "report.html"): _in_body("<p>负责人：undefined</p>"),
    ("a prompt is left", "report.html"): _in_body("<p>点击此处添加标题</p>"),
    ("an escape is printed", "report.html"): _in_body("<p>甲&amp;amp;乙</p>"),
    ("markup is printed", "report.html"): _in_body("<p>&lt;p&gt;甲&lt;/p&gt;</p>"),
    ("the author is named", "report.html"): page(
        lambda text: text.replace("<title>", '<meta name="author" content="zhangsan"><title>', 1)
    ),
    ("the title is last year's", "report.html"): page(
        lambda text: re.sub(r"<title>.*?</title>", "<title>绩效自评表（2023年度）</title>", text, flags=re.DOTALL)
    ),
    ("a path is in an attribute", "report.html"): _in_body('<p title="C:\\\\\\\\Users\\\\\\\\zs\\\\\\\\a.docx">表</p>'),
    ("a fact is printed elsewhere", "report.html"): page(
        lambda text: text.replace(">58,000.00</data></td>", "></data></td>", 1).replace(
            "</main>", "<p>58,000.00</p></main>"
        )
    ),
    ("a picture is lost", "report.html"): page(lambda text: re.sub(r"<img [^>]*>", "", text)),
    ("a hidden text is added", "paste.html"): _in_body('<p style="color:#ffffff">内部意见</p>'),
    ("a tag of the template is left", "paste.html"): _in_body("<p>{% endfor %}</p>"),
    ("an amount of another report is left", "paste.html"): _in_body("<p>9,876,543.21</p>"),
    ("a value of a program is printed", "paste.html"): _in_body("<p>nan</p>"),
    ("the author is named", "report.pdf"): pdf(_author),
    ("its signs are drawn white", "report.pdf"): pdf(_white_signs),
    ("its attached data are last year's", "report.pdf"): pdf(
        lambda one: attachment(one, "report.json", lambda raw: raw.replace(b'"2024"', b'"2023"'))
    ),
    ("its attached table lacks a row", "report.pdf"): pdf(
        lambda one: attachment(one, "funds.csv", lambda raw: raw.rpartition("特定".encode())[0])
    ),
    ("it has no attached goals", "report.pdf"): pdf(lambda one: one.attachments.__delitem__("goals.csv")),
    ("it has no tags", "report.pdf"): pdf(lambda one: one.Root.__delitem__("/StructTreeRoot")),
    ("a value is not the text's", "report.json"): _document(
        lambda one: _fact(one, "funds.personnel.executed").__setitem__("value", "58000.01")
    ),
    ("value and text are falsified alike", "report.json"): _document(
        lambda one: _fact(one, "funds.personnel.executed").update(value="58001.00", text="58,001.00")
    ),
    ("a fact is there twice", "report.json"): _document(lambda one: one["facts"].append(one["facts"][0])),
    ("a fact nobody knows is added", "report.json"): _document(
        lambda one: one["facts"].append({**one["facts"][0], "id": "funds.total.secret"})
    ),
    ("findings are published", "report.json"): _document(lambda one: one.__setitem__("findings", [])),
    ("a number is a float", "report.json"): _document(
        lambda one: _fact(one, "funds.personnel.executed").__setitem__("value", 58000.0)
    ),
    ("a section is lost", "report.json"): _document(lambda one: one["sections"].pop()),
    ("a unit is changed", "report.json"): _document(
        lambda one: _fact(one, "funds.personnel.executed").__setitem__("unit", "万元")
    ),
    ("it is another report's", "report.json"): _document(lambda one: one.__setitem__("report", "2024/other")),
    ("an amount has thousands commas", "funds.csv"): _cells(lambda rows: rows[1].__setitem__(1, "120,000.00")),
    ("two columns are swapped", "funds.csv"): _cells(
        lambda rows: [row.__setitem__(slice(1, 3), [row[2], row[1]]) for row in rows]  # type: ignore[func-returns-value]
    ),
    ("a cell is lost", "indicators.csv"): _cells(lambda rows: rows[1].pop(3)),
    ("two rows change places", "indicators.csv"): _cells(lambda rows: rows.__setitem__(slice(1, 3), rows[2:0:-1])),
    ("a goal is cut", "goals.csv"): _cells(lambda rows: rows[1].__setitem__(0, rows[1][0][:-1])),
    ("a figure shows more than is printed", "report.xlsx"): _book(_more_decimals),
    ("a label is white", "report.xlsx"): _book(_white),
    ("a row is hidden", "report.xlsx"): _book(_hidden_row),
    ("the author is named", "report.xlsx"): _book(_book_author),
}
"""What is done to a file after it is printed."""
