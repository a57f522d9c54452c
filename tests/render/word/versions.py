"""Two versions of one document: cells, rows, sentences, list items, notes and tables changed at random."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache

from reportgen.compose.disclosure import compose
from reportgen.document.disclosure import Disclosure
from reportgen.load.workspace import installed_templates
from reportgen.model.figures import assess
from reportgen.model.form import Evaluation
from reportgen.render.output import Renderer
from reportgen.render.word import DOCX
from tests.builders import a_narrative
from tests.release.test_compare import a_changed_form

FOLDER = installed_templates() / "default"
PASSAGES = (
    "全年执行{{ funds.total.executed | wan }}，执行率{{ funds.total.rate }}。",
    "项目已按计划建成。困难群众基本生活得到较好保障，**满意度**达到95%。",
    "1. 第一项工作\n2. 第二项工作\n3. 第三项工作",
    "- 走访\n- 慰问\n  - 城市\n  - 农村",
    "服务对象满意度达到较高水平[^1]，投诉*明显*减少。\n\n[^1]: 据2024年抽样调查。",
    "| 月份 | 人数 |\n| --- | --- |\n| 一月 | 1,200 |\n| 二月 | 1,350 |",
    "### 主要做法\n\n建立台账，按月核对。",
    "下一步将加强预算绩效管理。",
)
WORDS = (("项", "件"), ("95%", "93.5%"), ("2024", "2023"), ("1,350", "1,305"), ("**", ""), ("满意", "很满意"))


@cache
def renderer() -> Renderer:
    return DOCX.prepare(lambda name: FOLDER / name)


def document(evaluation: Evaluation, code: str, **sections: str) -> bytes:
    """The Word file of a version."""
    made = compose("2024/x", assess(evaluation), a_narrative(evaluation, **sections))
    return renderer()(_version(made, code))["report.docx"]


def _version(made: Disclosure, code: str) -> Disclosure:
    return replace(made, version=str(len(code)), code=code)


def pair(seed: int) -> tuple[bytes, bytes]:
    """An old document and a new one."""
    dice = random.Random(seed)
    old, new = a_changed_form(seed)
    passages = dice.sample(PASSAGES, dice.randint(2, len(PASSAGES)))
    before, after = list(passages), list(passages)
    for _ in range(dice.randint(0, 4)):
        at = dice.randrange(len(after))
        match dice.choice(("out", "in", "word", "line", "move")):
            case "out" if len(after) > 1:
                del after[at]
            case "in":
                after.insert(at, dice.choice(("新增一段，共12项。", "- 新增的一项\n- 又一项")))
            case "word":
                after[at] = after[at].replace(*dice.choice(WORDS))
            case "line" if "\n\n" not in after[at]:
                lines = after[at].splitlines()
                del lines[-1]
                after[at] = "\n".join(lines) or "改写。"
            case _:
                after.insert(dice.randrange(len(after)), after.pop(at))
    return document(old, "AAAA", results="\n\n".join(before)), document(new, "BBBBB", results="\n\n".join(after))
