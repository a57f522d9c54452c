"""Reports that a PDF is made of in tests: a plain one, and one with everything that narrative can hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from reportgen.compose.disclosure import compose
from reportgen.document.blocks import Image, Paragraph, Picture, Words
from reportgen.document.disclosure import Disclosure
from reportgen.load.workspace import DEFAULT_LAYER, installed_templates
from reportgen.model.figures import Assessment, assess
from reportgen.model.form import Evaluation
from reportgen.readback.expected import Expected, expected_of
from reportgen.render.output import Renderer
from reportgen.render.pdf import FILE_NAME, PDF
from tests.builders import a_goal, a_narrative, an_evaluation, an_indicator
from tests.dots import jpeg, png

RICH = """
## g1

### 一级标题

段落里有**加粗**、*强调*、~~删去~~、`代码`、[链接](https://example.org/甲?a=1&b=2)和脚注[^1]，
执行{{ funds.total.executed | wan }}。再次引用[^1]。

#### 二级标题

1. 第一项
2. 第二项
   - 下级甲
   - 下级乙

> 引文一段，应当缩进。

| 项目 | 数量 | 金额 |
| --- | ---: | :---: |
| 甲 & <乙> | 12 | 3.50 |
| #set text(size: 40pt) | $x$ | \\*\\_ |

```text
#let x = 1
```

---

[^1]: 脚注的文字，含**加粗**和{{ funds.total.executed }}。

## g2

完成。
"""
MARKUP = '#panic("x") $a_1$ *b* _c_ `d` <e> @f //g /* h */ \\ "i" [j] ~k -- "'


def disclosure_of(evaluation: Evaluation | None = None, completion: Any = None, **sections: Any) -> Disclosure:
    return built_of(evaluation, completion, **sections)[0]


def built_of(
    evaluation: Evaluation | None = None, completion: Any = None, **sections: Any
) -> tuple[Disclosure, Assessment]:
    evaluation = evaluation or an_evaluation()
    assessment = assess(evaluation)
    return compose("2024/某局", assessment, a_narrative(evaluation, completion, **sections)), assessment


def expected_for(evaluation: Evaluation | None = None, completion: Any = None, **sections: Any) -> Expected:
    disclosure, assessment = built_of(evaluation, completion, **sections)
    return expected_of(assessment, disclosure)


def rich(**changes: Any) -> Disclosure:
    """Every block and inline, pictures included."""
    disclosure = disclosure_of(completion=RICH, results=MARKUP.replace("[", "\\[").replace("<", "\\<"))
    pictures = (
        Paragraph((Picture("a.png", "灰色的图", image=_image("png", 400, 60, png(400, 60))),)),
        Paragraph((Words("行内"), Picture("b.jpg", "", image=_image("jpeg", 8, 8, jpeg())), Words("图"))),
    )
    section = disclosure.sections[0]
    more = replace(section, blocks=(*section.blocks, *pictures))
    return replace(disclosure, sections=(more, *disclosure.sections[1:]), **changes)


def _image(kind: str, width: int, height: int, data: bytes) -> Image:
    return Image(kind, width, height, data)


def long(indicators: int = 120) -> Evaluation:
    """A form of several pages: groups that go over page ends, texts that fill more than one."""
    rows = [
        an_indicator(
            f"q{number}",
            level1="产出指标" if number < indicators - 10 else "效益指标",
            level2="数量指标" if number < indicators // 2 else "质量指标",
            name=f"第{number}项指标",
            weight="1",
            score="1",
            reason="原因" * 1200 if number == 5 else None,
        )
        for number in range(indicators)
    ]
    goals = [a_goal("g1", "目标" * 800), a_goal("g2", "目标。")]
    return an_evaluation(indicators=rows, goals=goals)


def renderer(template: Path | None = None) -> Renderer:
    default = installed_templates() / DEFAULT_LAYER
    return PDF.prepare(lambda name: template if template is not None else default / name)


def pdf_of(disclosure: Disclosure, template: Path | None = None) -> bytes:
    return renderer(template)(disclosure)[FILE_NAME]
