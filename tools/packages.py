"""Makes the Word template of a package: `package.docx` in templates/default, on the pages of `report.docx`.

    python tools/packages.py

Whoever wants another look changes the file in Word; this script only says how the first one came about. The same
script makes the same bytes.
"""

from pathlib import Path
from xml.sax.saxutils import escape

from reportgen.render.word.names import W_NS
from reportgen.render.word.package import (
    CONTENT_TYPES,
    content_types_xml,
    read_package,
    relationships_name,
    relationships_xml,
)
from reportgen.render.word.packing import pack
from reportgen.render.word.xml import parse, serialize

FOLDER = Path(__file__).resolve().parent.parent / "templates" / "default"
TITLE, BODY, HEAD, KAI = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
BROAD = 8844
"""The width of the text, in twentieths of a point."""
BREAK, FIRST = "<w:pageBreakBefore/>", '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
NEXT = "<w:keepNext/>"
DOTS = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{BROAD}"/></w:tabs>'
LINE = '<w:spacing w:line="560" w:lineRule="exact"/>'

STYLES = (
    ("PackageTitle", "材料标题", TITLE, 44,
     '<w:spacing w:before="560" w:after="560" w:line="640" w:lineRule="exact"/><w:jc w:val="center"/>'),
    ("ContentsTitle", "目录标题", HEAD, 32, f'{NEXT}<w:spacing w:after="280"/><w:jc w:val="center"/>'),
    ("ContentsLine", "目录项", BODY, 32,
     f'{DOTS}{LINE}<w:ind w:left="960" w:hanging="960"/>'),
    ("SummaryTitle", "综述标题", HEAD, 32,
     f'{NEXT}{BREAK}<w:spacing w:after="280"/><w:jc w:val="center"/><w:outlineLvl w:val="0"/>'),
    ("SummaryPart", "综述单位", KAI, 32, f'{NEXT}{LINE}{FIRST}<w:outlineLvl w:val="1"/>'),
    ("SummaryText", "综述文字", BODY, 32, f'{LINE}{FIRST}<w:jc w:val="both"/>'),
    ("AttachmentMark", "附件序号", HEAD, 32, f'{NEXT}{LINE}<w:outlineLvl w:val="0"/>'),
)  # fmt: skip
NARRATIVE = ("Narrative", "正文段落", BODY, 32, f'{LINE}{FIRST}<w:jc w:val="both"/>')
"""Narrative in the summary is as large as the text around it."""

LINES = (
    ("PackageTitle", "{%p if not inserted %}"),
    ("PackageTitle", "{{ title }}"),
    ("PackageTitle", "{%p endif %}"),
    ("ContentsTitle", "{%p if contents %}"),
    ("ContentsTitle", "目　　录"),
    ("ContentsTitle", "{%p if summary %}"),
    ("ContentsLine", "绩效自评综述\t{{ page }}"),
    ("ContentsTitle", "{%p endif %}"),
    ("ContentsTitle", "{%p for part in parts %}"),
    ("ContentsLine", "附件{{ part.number }}　{{ part.title }}（{{ part.subject }}）\t{{ part.page }}"),
    ("ContentsTitle", "{%p endfor %}"),
    ("ContentsTitle", "{%p endif %}"),
    ("SummaryText", "{%p if summary %}"),
    ("SummaryTitle", "绩效自评综述{{ start }}"),
    ("SummaryText", "{%p for part in parts %}"),
    ("SummaryPart", "{{ part.number }}. {{ part.subject }}"),
    ("SummaryText",
     "根据年初设定的绩效目标，{% if part.report.form.project %}项目{% else %}部门整体支出{% endif %}绩效自评"
     "{% if part.summary.score %}得分为{{ part.summary.score }}分{% else %}没有得分{% endif %}。"
     "{% if part.summary.adjusted %}全年预算数为{{ part.summary.adjusted }}"
     "{% if part.summary.executed %}，执行数为{{ part.summary.executed }}{% endif %}"
     "{% if part.summary.rate %}，完成预算的{{ part.summary.rate }}{% endif %}。{% endif %}"),
    ("SummaryText", "{% if part.report.form.project %}项目{% else %}整体{% endif %}绩效目标完成情况："
                    "{% if not part.summary.completion %}自评表未填写。{% endif %}"),
    ("SummaryText", "{%p for section in part.summary.completion %}"),
    ("SummaryText", "{{p prose(section) }}"),
    ("SummaryText", "{%p endfor %}"),
    ("SummaryText", "发现的主要问题及原因：{% if not part.summary.problems %}自评表未填写。{% endif %}"),
    ("SummaryText", "{%p for problem in part.summary.problems %}"),
    ("SummaryText", "{{ problem.name }}：{{ problem.reason }}"),
    ("SummaryText", "{%p endfor %}"),
    ("SummaryText", "下一步改进措施：{% if not part.summary.measures %}自评表未填写。{% endif %}"),
    ("SummaryText", "{%p if part.summary.measures %}"),
    ("SummaryText", "{{p prose(part.summary.measures) }}"),
    ("SummaryText", "{%p endif %}"),
    ("SummaryText", "{%p endfor %}"),
    ("SummaryText", "{%p endif %}"),
    ("AttachmentMark", "{%p for part in parts %}"),
    ("AttachmentMark", "附件{{ part.number }}{{ part.form }}"),
    ("AttachmentMark", "{%p endfor %}"),
)  # fmt: skip


def _run(text: str) -> str:
    pieces = text.split("\t")
    runs = (f'<w:r><w:t xml:space="preserve">{escape(piece)}</w:t></w:r>' for piece in pieces if piece)
    return "<w:r><w:tab/></w:r>".join(runs)


def _paragraph(style: str, text: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_run(text)}</w:p>'


def _style(id: str, name: str, font: str, size: int, properties: str) -> str:
    return (
        f'<w:style xmlns:w="{W_NS}" w:type="paragraph" w:customStyle="1" w:styleId="{id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{properties}</w:pPr><w:rPr>'
        f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{font}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def package() -> bytes:
    """The template: the title, the contents, the summary in the fixed wording, the forms."""
    held = read_package((FOLDER / "report.docx").read_bytes(), "report.docx")
    styles = parse(held.parts["word/styles.xml"])
    for style in STYLES:
        styles.append(parse(_style(*style).encode()))
    text = styles.find(f"{{{W_NS}}}style[@{{{W_NS}}}styleId='Narrative']")
    assert text is not None
    styles.replace(text, parse(_style(*NARRATIVE).encode()))
    document = held.parts["word/document.xml"].decode()
    head, section = document[: document.index("<w:body>") + 8], document[document.rindex("<w:sectPr>") :]
    body = "".join(_paragraph(*line) for line in LINES)
    parts = {
        **held.parts,
        "word/styles.xml": serialize(styles),
        "word/document.xml": f"{head}{body}{section}".encode(),
        **{name: _without_version(held.parts[name]) for name in held.parts if "footer" in name},
    }
    linked = {relationships_name(part): relationships_xml(part, known) for part, known in held.relationships.items()}
    return pack({**parts, **linked, CONTENT_TYPES: content_types_xml(held.types)})


def _without_version(footer: bytes) -> bytes:
    """A package has no version of its own; the pages of its forms say theirs."""
    text = footer.decode()
    start = text.index("{% if code %}")
    end = text.index("{% endif %}", start) + len("{% endif %}")
    return (text[:start] + text[end:]).encode()


if __name__ == "__main__":
    (FOLDER / "package.docx").write_bytes(package())
