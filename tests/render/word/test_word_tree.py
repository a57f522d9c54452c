"""The tree of a narrative, read back from the Word file, is the tree that was written."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from openxml_audit import OpenXmlValidator

from reportgen.document.blocks import Block
from reportgen.load.fields import Faults
from reportgen.load.markdown import parse_markdown
from reportgen.render.word.names import w
from tests.dots import image

from .forms import DEFAULT_TEMPLATE, FOOTER, bookmarked, disclosure, fact_map, opened, p, part, prose
from .reading import Reading, labels
from .trees import blocks, plain, resolved

SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1531" w:bottom="1440" ' \
    'w:left="1531" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'  # fmt: skip
WIDTH = 8_844


def styled(body: str) -> bytes:
    """The installed template with another body."""
    out = io.BytesIO()
    with zipfile.ZipFile(DEFAULT_TEMPLATE) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                start = data.index(b"<w:body>") + len(b"<w:body>")
                data = data[:start] + (body + SECTION).encode() + b"</w:body></w:document>"
            new.writestr(name, data)
    return out.getvalue()


TEMPLATE = opened(styled(p("{{p prose(section) }}")), ("section", *FOOTER))


def read(section: tuple[Block, ...]) -> tuple[bytes, list[object]]:
    data = TEMPLATE.render({**FOOTER, "section": prose(*section)}, "题名", "zh-CN")
    return data, Reading(data, WIDTH).body()


@given(blocks())
def test_the_tree_read_back_is_the_tree_written(made: tuple[Block, ...]) -> None:
    data, found = read(made)
    assert found == plain(made)
    assert TEMPLATE.render({**FOOTER, "section": prose(*made)}, "题名", "zh-CN") == data


RICH = """\
# 总体情况

2024年执行**{{ funds.total.executed }}**元[^a]，*重点*与~~旧数~~、`代码`、[政务公开](https://example.gov.cn/?a=1&b=2)。\\
第二行又见注[^a]与另一注[^b]。

## 主要做法

1. 第一项
2. 第二项，共{{ totals.score }}分

   续段。

   - 甲
     - 子
       - 孙
   - 乙[^c]
3. 第三项

   | 项目 | 金额 |
   | :-- | --: |
   | 低保 | {{ funds.total.initial }} |

#### 另起

7. 从七开始
8. 第八

> 引文第一段。
>
> - 引文里的列表
>
> > 引文里的引文

![资金构成图：低保占六成](files/chart.png)

```
代码 <一>
  第二行
```

| 指标 | 目标 | 完成 |
| --- | :-: | --: |
| **数量** | 图![小图](files/chart.png) | 注[^d] |
| 质量 | 甲 | 乙 |

---

末段。

[^a]: 含结转{{ funds.total.adjusted }}元，见[公告](https://example.gov.cn/b)。
[^b]: 两段。

    第二段：

    1. 列表
    2. 第二
[^c]: 表：

    | 甲 | 乙 |
    | -- | -- |
    | 1 | 2 |
[^d]: 格内的注。
"""

SHOWN = """总体情况 2024年执行76,799,063.48元1 重点与旧数、代码、政务公开 第二行又见注1与另一注2
主要做法 1.第一项 2.第二项，共97分 续段 –甲 ▪子 孙 乙 第三项 项目金额低保76,799,063.48 另起 7.从七开始 8.第八
引文第一段 •引文里的列表 引文里的引文 代码<一>第二行 指标 目标 完成 数量 质量 末段
1含结转76,799,063.48元，见公告 2两段 第二段： 1.列表 2.第二 3表： 甲 乙 4格内的注"""


def rich() -> tuple[Block, ...]:
    """The blocks of RICH, its figures and pictures resolved."""
    noted = Faults()
    made = parse_markdown(RICH, "results.md", noted)
    assert noted.findings == []
    return resolved(made, {one.id: one for one in disclosure().facts()}, image(900, 300))


def test_a_rich_section_is_read_back_whole(tmp_path: Path) -> None:
    data, found = read(rich())
    assert found == plain(rich())
    assert labels(data) == ["1.", "2.", "–", "▪", "•", "–", "3.", "7.", "8.", "•"]
    (tmp_path / "report.docx").write_bytes(data)
    assert [str(error) for error in OpenXmlValidator().validate(str(tmp_path / "report.docx")).errors] == []


def test_every_figure_of_a_rich_section_is_marked_in_the_text_and_in_notes() -> None:
    data, _ = read(rich())
    marked = [*bookmarked(part(data)), *bookmarked(part(data, "word/footnotes.xml"))]
    facts = fact_map(data)
    assert {facts[name]["id"] for name, _ in marked if name in facts} == {
        "funds.total.executed", "totals.score", "funds.total.initial", "funds.total.adjusted",
    }  # fmt: skip
    assert len({one.get(w("id")) for one in part(data).iter(w("bookmarkStart"))}) == 4


@pytest.mark.office
def test_libreoffice_shows_all_of_a_rich_section(tmp_path: Path) -> None:
    data, _ = read(rich())
    (tmp_path / "report.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "report.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    made = subprocess.run(["pdftotext", tmp_path / "report.pdf", "-"], check=True, capture_output=True)
    shown = "".join(made.stdout.decode().split())
    assert [piece for piece in SHOWN.split() if piece not in shown] == []
    found = subprocess.run(["pdfimages", "-list", tmp_path / "report.pdf"], check=True, capture_output=True)
    assert len(found.stdout.splitlines()) == 2 + 2
