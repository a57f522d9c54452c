"""Every kind of fault, as the paragraphs that hold it and what is told of which."""

from __future__ import annotations

from dataclasses import dataclass

from .planted import LINK, PLACES


@dataclass(frozen=True)
class Kind:
    """`told` are the findings: the code, the number of the paragraph from 0, and the text that is shown."""

    paragraphs: tuple[str, ...]
    told: tuple[tuple[str, int, str], ...]
    places: tuple[str, ...] = PLACES
    link: bool = False


def one(code: str, paragraph: str, shown: str | None = None) -> Kind:
    return Kind((paragraph,), ((code, 0, paragraph if shown is None else shown),))


def raw(paragraph: str, shown: str) -> Kind:
    return one("TPL103", paragraph, shown)


def of_chart(fields: str) -> Kind:
    tag = f"{{{{p chart('bar', 'x', funds, {fields}, alt='x') }}}}"
    return Kind((tag,), (("TPL126", 0, tag),), ("body", "table"))


def of_prose(printed: str) -> Kind:
    tag = f"{{{{p grade or prose({printed}) }}}}"
    return Kind((tag,), (("TPL137", 0, tag),), ("body", "table"))


def of_narrative(code: str, arguments: str) -> Kind:
    tag = f"{{{{p grade or prose(preamble, {arguments}) }}}}"
    return Kind((tag,), ((code, 0, tag),), ("body", "table"))


def of_kind(kind: str) -> Kind:
    tag = f"{{{{p chart({kind}, 'x', funds, 'label', 'executed', alt='x') }}}}"
    return Kind((tag,), (("TPL140", 0, tag),), ("body", "table"))


def instruction(code: str) -> str:
    return f"<w:r><w:instrText>{code}</w:instrText></w:r>"


_LOOP = "{% for fund in funds %}{{ fund.label }}{% endfor %}"
_OUTSIDE = tuple(place for place in PLACES if place != "table")
_INSTRUCTION = "<w:r><w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO x</w:instrText></w:r>"
_BEGIN, _MIDDLE, _END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
_NESTED = f"{_BEGIN}{instruction('QUOTE ')}{_BEGIN}{instruction('INCLUDEPICTURE x')}{_END}{instruction(' y')}{_END}"

KINDS = {
    "syntax": one("TPL001", "{{ form.year + }}"),
    "unknown statement": one("TPL001", "{% iff grade %}"),
    "call": one("TPL002", "{{ form.title.upper() }}"),
    "hidden attribute": one("TPL002", "{{ form.__class__ }}"),
    "power": one("TPL002", "{{ 9 ** 9 }}"),
    "filter": one("TPL003", "{{ form.year | wann }}"),
    "name": one("TPL004", "{{ from.year }}"),
    "half open": one("TPL104", "{ form.year }}"),
    "comment half open": one("TPL104", "{# comment"),
    "half closed": one("TPL104", "{{ form.year }"),
    "spaced braces": one("TPL104", "{ { form.year } }"),
    "unclosed": one("TPL120", "{% if grade %}"),
    "unopened": one("TPL121", "{% endfor %}"),
    "branch of nothing": one("TPL121", "{% else %}"),
    "crossed": Kind(("{% if grade %}", "{% endfor %}", "{% endif %}"), (("TPL122", 1, "{% endfor %}"),)),
    "uneven": Kind(("{%p if grade %}", "x{% endif %}"), (("TPL123", 1, "{% endif %}"),)),
    "quotes inside a text": one("TPL124", "{{ grade or '“无”' }}"),
    "quotes that break": one("TPL124", '{{ grade or "甲“乙" }}'),
    "test": one("TPL125", "{% if grade is defind %}x{% endif %}", "{% if grade is defind %}"),
    "forbidden test": one("TPL002", "{% if grade is callable %}x{% endif %}", "{% if grade is callable %}"),
    "field": one("TPL126", "{{ form.yaer }}"),
    "field of a figure": one("TPL126", "{{ form.year.valu }}"),
    "field by key": one("TPL126", "{{ form['yaer'] }}"),
    "field in a loop": one("TPL126", "{% for fund in funds %}{{ fund.lable }}{% endfor %}", "{{ fund.lable }}"),
    "field of an item": one("TPL126", "{{ funds[0].lable }}"),
    "category of a chart": of_chart("'labl', 'executed'"),
    "series of a chart": of_chart("'label', ['initial', 'executd']"),
    "percent of an amount": one(
        "TPL136", "{% for fund in funds %}{{ fund.executed | percent }}{% endfor %}", "{{ fund.executed | percent }}"
    ),
    "money of a rate": one("TPL136", "{{ funds[0].rate | wan }}"),
    "money of points": one("TPL136", "{{ totals.score | daxie }}"),
    "money of a name": one("TPL136", "{{ form.department | yuan }}"),
    "number of a year": one("TPL136", "{{ form.year | ordinal }}"),
    "money of a list": one("TPL136", "{{ funds | wan }}"),
    "money of a title": one("TPL136", "{{ form.title | wan }}"),
    "a filter after another": one("TPL136", "{{ funds[0].executed | wan | percent }}"),
    "prose of a figure": of_prose("form.department"),
    "prose of a list": of_prose("sections"),
    "prose of a text": of_prose("'取得成效'"),
    "prose by its name": of_prose("section=goals[0]"),
    "a part that there is not": of_narrative("TPL138", "'openning'"),
    "a part by its name": of_narrative("TPL138", "part='rest', label=true"),
    "a part that is chosen": of_narrative("TPL138", "'opening' if grade else 'ending'"),
    "a level for a part": of_narrative("TPL138", "3"),
    "a level of no heading": of_narrative("TPL139", "level=7"),
    "a level in words": of_narrative("TPL139", "level='3'"),
    "a chart that is chosen": of_kind("'bar' if grade else 'points'"),
    "after the loop": one("TPL127", _LOOP + "{{ fund.label }}", "{{ fund.label }}"),
    "loop outside": one("TPL127", "{{ loop.index }}"),
    "row tag outside": Kind(
        ("{%tr if grade %}", "{%tr endif %}"),
        (("TPL128", 0, "{%tr if grade %}"), ("TPL128", 1, "{%tr endif %}")),
        _OUTSIDE,
    ),
    "merge tag outside": Kind(("{% vm %}",), (("TPL128", 0, "{% vm %}"),), _OUTSIDE),
    "two paragraph tags": one("TPL129", "{%p if grade %}{%p endif %}", "{%p endif %}"),
    "two row tags": Kind(("{%tr if grade %}", "{%tr endif %}"), (("TPL129", 1, "{%tr endif %}"),), ("table",)),
    "full width": one("TPL130", "｛｛ form.year ｝｝"),
    "mixed width": one("TPL130", "｛% if grade %｝"),
    "full width open": one("TPL130", "{｛ form.year }}"),
    "year": one("TPL131", "2023年度{{ form.year }}", "2023年度"),
    "year in Han": one("TPL131", "二〇二三年{{ form.year }}", "二〇二三年"),
    "date": one("TPL132", "{{ form.year }}：2024年1月15日", "2024年1月15日"),
    "amount": one("TPL132", "{{ form.year }}：60,704,518.55", "60,704,518.55"),
    "department": one("TPL132", "{{ form.year }}：贵州省惠水县民政局", "贵州省惠水县民政局"),
    "figure of a report": one(
        "TPL135",
        '<w:bookmarkStart w:id="7" w:name="_rg_1"/><w:r><w:t>优</w:t></w:r><w:bookmarkEnd w:id="7"/>'
        '<w:bookmarkStart w:id="8" w:name="_rg_2"/><w:r><w:t>{{ grade }}</w:t></w:r><w:bookmarkEnd w:id="8"/>',
        "优",
    ),
    "comment": raw('<w:r><w:commentReference w:id="0"/></w:r>', "comments"),
    "change": raw('<w:ins w:id="1" w:author="a"><w:r><w:t>x</w:t></w:r></w:ins>', "tracked changes"),
    "object": raw("<w:r><w:object/></w:r>", "<object>"),
    "include": raw('<w:fldSimple w:instr="INCLUDETEXT c:\\a"/>', "the field INCLUDETEXT"),
    "include a picture": raw('<w:fldSimple w:instr=" includepicture  x"/>', "the field INCLUDEPICTURE"),
    "exchange": raw(_INSTRUCTION + _END, "the field DDEAUTO"),
    "exchange in no field": raw(_INSTRUCTION, "the field DDEAUTO"),
    "exchange in a result": raw(_BEGIN + instruction("PAGE") + _MIDDLE + _INSTRUCTION + _END, "the field DDEAUTO"),
    "exchange without an end": raw(_BEGIN + _INSTRUCTION, "the field DDEAUTO"),
    "exchange in capitals and not": raw(_BEGIN + instruction('DdE"x"') + _MIDDLE + _END, "the field DDE"),
    "field in a field": raw(_NESTED, "the field INCLUDEPICTURE"),
    "field by a tag": raw(_BEGIN + instruction("{{ form.title }}") + _END, "a tag inside the code of a field"),
    "field by a branch": raw(
        f"{_BEGIN}<w:r><w:t>{{% if grade %}}</w:t></w:r>{instruction('QUOTE ')}<w:r><w:t>{{% endif %}}</w:t></w:r>"
        f"{_INSTRUCTION}{_END}",
        "a tag inside the code of a field",
    ),
    "link by a field": raw(
        _BEGIN + instruction('HYPERLINK \\o "tip" "file:///c:/a.docx"') + _END,
        "a link to file:///c:/a.docx outside the document",
    ),
    "link": Kind(
        (f'<w:hyperlink r:id="{LINK}"><w:r><w:t>x</w:t></w:r></w:hyperlink>',),
        (("TPL103", 0, "a link to file:///c:/a.docx outside the document"),),
        link=True,
    ),
}
