"""Reports for the long road: long and short, of projects, with hostile values, tables, notes and pictures."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from reportgen.compose.disclosure import compose
from reportgen.document.disclosure import Disclosure
from reportgen.load.report import load_report
from reportgen.load.workspace import find_workspace
from reportgen.pipeline import Pipeline
from reportgen.readback.deep.run import BuiltFiles
from reportgen.readback.deep.source import Source
from reportgen.readback.expected import expected_of
from tests.builders import FORM, SECTIONS
from tests.dots import jpeg, png

RICH = """### 小标题

段落里有**加粗**、*强调*、~~删去~~、`代码`、[链接](https://example.org/?a=1&b=2)和脚注[^1]，
执行{{ funds.total.executed | wan }}。再次引用[^1]。甲 & 乙 < 丙，AT&amp;T。

1. 第一项
2. 第二项
   - 下级甲
   - 下级乙[^2]

> 引文一段，应当缩进。

| 项目 | 数量 | 金额 |
| --- | ---: | :---: |
| 甲 & <乙> | 12 | 3.50 |
| \\*\\_ |  | #x |

![一张图](a.png)

```text
None  {% x
```

---

末段，共{{ totals.score }}分。

[^1]: 脚注的文字，含**加粗**和{{ funds.total.executed }}。
[^2]: 另一条脚注。
"""
HOME = "/".join(("", "home", "a"))
HOSTILE = "\n".join(
    (
        r"<p>甲</p> &amp; &lt;b&gt; \{\{ x }} None nan undefined PAGEREF 2019年 1,234,567.89 请填写 XX " + HOME,
        "",
        "换行  ",
        "在此，a\u200db，𠮷野，𪚥山，ﬁ，e\u0301，“引号”……——",
        "",
        "很长的英文 word-with-hyphens and 100% of $x$ #let *a*b",
    )
)


def _form(**changes: Any) -> dict[str, Any]:
    return {**deepcopy(dict(FORM)), **changes}


def _many() -> list[dict[str, str]]:
    return [
        {
            "id": f"m{number}",
            "level1": "产出指标" if number < 50 else "效益指标",
            "level2": "数量指标" if number < 30 else "质量指标",
            "name": f"第{number}项指标" if number % 9 else "同名指标",
            "target": f"≥{number}次",
            "actual": "10次" if number % 2 else "",
            "weight": "1.5",
            "score": "1",
            "reason": "原因" * 400 if number == 5 else "",
        }
        for number in range(60)
    ]


def _drop_blanks(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{key: text for key, text in row.items() if text} for row in rows]


def _hostile() -> dict[str, Any]:
    form = _form()
    form["form"] = {**form["form"], "department": "甲&乙<b>𪚥局</b>{{x}}", "contact": "None"}
    form["goals"] = [{"id": "g1", "text": "目标 & <p> &amp; {% x %} 1,000,000.01"}, {"id": "g2", "text": "目标" * 300}]
    form["indicators"][0] |= {
        "name": '"引" <i>号</i>𪚥',
        "target": "=1+1",
        "actual": "−5 / 2023年",
        "reason": "nan\n第二行",
    }
    form["indicators"][1] |= {"name": "undefined", "target": "@x", "reason": HOME + "某某"}
    return form


def _project() -> dict[str, Any]:
    form = _form()
    form["form"] = {**form["form"], "kind": "project", "project": "某某项目（二期）"}
    return form


@cache
def contents() -> Mapping[str, tuple[dict[str, Any], dict[str, str]]]:
    """The form and the texts of each report, by its name."""
    done = "## g1\n\n已完成全年任务。\n\n## g2\n\n已完成全年任务。\n"
    plain = {"completion": done, **SECTIONS}
    long = {
        "completion": "前言。\n\n## g1\n\n" + "很长的一段。" * 400 + "\n\n## g2\n\n" + RICH,
        "results": "一段。\n\n" * 60,
    }
    one = _form(goals=[{"id": "g1", "text": "目标。"}], funds=[FORM["funds"][0]], indicators=[FORM["indicators"][0]])
    return {
        "plain": (_form(), plain),
        "rich": (_form(), {**plain, "completion": done.replace("已完成", "已达成", 1), "results": RICH}),
        "long": (_form(indicators=_drop_blanks(_many())), {**plain, **long}),
        "short": (one, {"completion": "## g1\n\n完成。\n"}),
        "bare": (_form(goals=[], indicators=[], funds=[FORM["funds"][0]]), {}),
        "project": (_project(), plain),
        "hostile": (_hostile(), {**plain, "results": HOSTILE, "experience": HOSTILE}),
    }


def workspace_of(root: Path, names: tuple[str, ...] | None = None) -> Path:
    """A workspace that holds the reports."""
    (root / "reportgen.toml").write_text('profile = "guizhou-2024"\n', encoding="utf-8")
    for name, (form, texts) in contents().items():
        if names is None or name in names:
            folder = root / "content" / "2024" / name
            folder.mkdir(parents=True)
            text = yaml.safe_dump(form, allow_unicode=True, sort_keys=False, default_style='"')
            (folder / "evaluation.yaml").write_text(text, encoding="utf-8")
            for section, words in texts.items():
                (folder / f"{section.replace('_', '-')}.md").write_text(words, encoding="utf-8")
            (folder / "a.png").write_bytes(png(40, 20))
            (folder / "b.jpg").write_bytes(jpeg())
    return root


def source_of(root: Path, report: str) -> tuple[Source, Disclosure]:
    """What a report must say, and the disclosure it is rendered from."""
    loaded = load_report(find_workspace(root), report)
    disclosure = compose(report, loaded.assessment, loaded.narrative)
    return Source(report, expected_of(loaded.assessment, disclosure), loaded.narrative), disclosure


def built(root: Path, report: str) -> BuiltFiles:
    """A report as the program builds it, to be read on the long road."""
    made = Pipeline(find_workspace(root)).build(report)
    assert not made.differences, [str(one.message) for one in made.differences]
    files = {name: data for name, data in made.files.items() if name != "internal.json"}
    return BuiltFiles(source_of(root, report)[0], report, files)
