"""The report as data: JSON by the schema, and CSV that reads back."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import reportgen
from reportgen.base.errors import UsageError
from reportgen.document.blocks import Note, Paragraph, Words
from reportgen.document.disclosure import (
    Disclosure,
    FundRow,
    GoalRow,
    Head,
    IndicatorRow,
    Level1Group,
    Level2Group,
    Prose,
    Totals,
)
from reportgen.document.fact import Fact
from reportgen.readback.data import _published
from reportgen.render.data import DATA
from reportgen.render.data.cells import safe

SCHEMA = json.loads((Path(reportgen.__file__).parent / "schemas" / "report.schema.json").read_text(encoding="utf-8"))
AWKWARD = '=1+1, "甲"\n& <乙>'
COLUMNS = """source initial adjusted executed rate weight score level1 level2 name target actual reason goal completion
funds goals indicators conclusion year seal unit department total grade"""


def _text(id: str, text: str) -> Fact:
    return Fact(id, f"{id} 名", text, None, text)


def _disclosure() -> Disclosure:
    executed = Fact("funds.total.executed", "资金总额 executed", Decimal("60704518.50"), "元", "60,704,518.50")
    unknown = Fact("funds.total.adjusted", "资金总额 adjusted", None, "元", "")
    wan = executed.printed("6,070.45万元", "wan")
    only_here = _text("form.contact", "张弘").printed("张*", "masked")
    indicator = IndicatorRow(
        "q1",
        "产出指标",
        "数量指标",
        _text("indicators.q1.name", AWKWARD),
        *[None] * 4,
        _text("indicators.q1.reason", "无"),
    )
    note = Note(1, (Paragraph((Words("注文"),)),))
    completion = Prose(
        "completion.g1", "完成", (Paragraph((Words("执行"), wan, note)), Paragraph((executed, only_here))), "zh-CN"
    )
    return Disclosure(
        report="2024/某局",
        language="zh-CN",
        form=Head(
            "表", "department", "元", _text("form.department", "某局"), _text("form.year", "2024"), None, None, None
        ),
        labels={column: f"<{column}>" for column in COLUMNS.split()},
        blank="—",
        funds=(FundRow("total", "资金总额", None, unknown, executed, None, None, None),),
        goals=(GoalRow("g1", _text("goals.g1", "目标"), completion), GoalRow("g2", _text("goals.g2", "又一"), None)),
        preamble=None,
        levels=(Level1Group("output", "产出指标", None, (Level2Group("数量指标", (indicator,)),)),),
        totals=Totals(None, None),
        grade=_text("conclusion.grade", "优"),
        sections=(Prose("results", "成效", (Paragraph((Words("Done"),)),), "en"),),
    )


def _no_template(name: str) -> Path:
    raise UsageError(name)


@pytest.fixture
def files() -> dict[str, bytes]:
    return dict(DATA.prepare(_no_template)(_disclosure()))


def _rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def _mismatches(schema: dict[str, Any], value: Any, path: str = "$") -> Iterator[str]:
    """Where the keys of `value` are not exactly those the schema requires."""
    if isinstance(value, dict):
        if not list(schema["properties"]) == schema["required"] == list(value):
            yield path
        for key, inner in value.items():
            yield from _mismatches(schema["properties"].get(key, {}), inner, f"{path}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _mismatches(schema["items"], inner, f"{path}[{number}]")


def test_json_has_exactly_the_keys_of_its_schema(files: dict[str, bytes]) -> None:
    document = json.loads(files["report.json"])
    assert list(_mismatches(SCHEMA, document)) == []
    assert (document["schema"], document["report"], document["version"]) == (1, "2024/某局", None)


def test_json_holds_each_fact_once_as_the_form_prints_it(files: dict[str, bytes]) -> None:
    facts = json.loads(files["report.json"])["facts"]
    by_id = {fact["id"]: fact for fact in facts}
    assert len(by_id) == len(facts)
    assert set(by_id) == {fact.id for fact in _disclosure().facts()}
    assert by_id["funds.total.executed"] == {
        "id": "funds.total.executed",
        "label": "资金总额 executed",
        "value": "60704518.50",
        "unit": "元",
        "text": "60,704,518.50",
    }
    assert by_id["funds.total.adjusted"]["value"] is None
    assert by_id["form.contact"]["text"] == "张*"


def test_json_holds_the_narrative_with_its_footnotes(files: dict[str, bytes]) -> None:
    sections = json.loads(files["report.json"])["sections"]
    assert [(section["name"], section["language"]) for section in sections] == [
        ("completion.g1", "zh-CN"),
        ("results", "en"),
    ]
    assert sections[0]["text"] == "执行6,070.45万元\n60,704,518.50张*\n[1] 注文"


def test_json_is_readable_text(files: dict[str, bytes]) -> None:
    text = files["report.json"].decode()
    assert text.startswith('{\n  "schema": 1,\n  "report": "2024/某局",\n')
    assert text.endswith("}\n")


def test_funds_read_back(files: dict[str, bytes]) -> None:
    assert _rows(files["funds.csv"]) == [
        ["<source>", "<initial>(元)", "<adjusted>(元)", "<executed>(元)", "<rate>(%)", "<weight>", "<score>"],
        ["资金总额", "", "", "60704518.50", "", "", ""],
    ]


def test_indicators_read_back_as_they_are_published(files: dict[str, bytes]) -> None:
    assert _rows(files["indicators.csv"]) == [
        [f"<{name}>" for name in ("level1", "level2", "name", "target", "actual", "weight", "score", "reason")],
        ["产出指标", "数量指标", f"'{AWKWARD}", "", "", "", "", "无"],
    ]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=100%", "'=100%"),
        ("+甲", "'+甲"),
        ("-甲", "'-甲"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("＝1+1", "'＝1+1"),
        ("'=1", "''=1"),
        ("-12,345.60", "-12,345.60"),
        ("-3.5%", "-3.5%"),
        ("≥6次", "≥6次"),
        ("—", "—"),
        ("'甲'", "'甲'"),
    ],
)
def test_a_text_that_a_spreadsheet_would_run_is_kept_from_it(text: str, cell: str) -> None:
    assert safe(text) == cell
    assert _published(cell) == text


def test_every_column_of_every_data_file_is_in_the_dictionary(files: dict[str, bytes]) -> None:
    told = {(row[0], row[1]) for row in _rows(files["dictionary.csv"])[1:]}
    for name in ("funds.csv", "indicators.csv", "goals.csv"):
        assert {column for file, column in told if file == name} == set(_rows(files[name])[0])
    facts = SCHEMA["properties"]["facts"]["items"]["properties"]
    assert {f"facts[].{key}" for key in facts} <= {column for _, column in told}


def test_goals_read_back(files: dict[str, bytes]) -> None:
    assert _rows(files["goals.csv"]) == [
        ["<goal>", "<completion>"],
        ["目标", "执行6,070.45万元\n60,704,518.50张*\n[1] 注文"],
        ["又一", ""],
    ]


@pytest.mark.parametrize("name", ["funds.csv", "indicators.csv", "goals.csv", "dictionary.csv"])
def test_csv_opens_in_a_spreadsheet(files: dict[str, bytes], name: str) -> None:
    assert files[name].startswith(b"\xef\xbb\xbf")
    assert files[name].endswith(b"\r\n")


def test_the_same_disclosure_gives_the_same_bytes(files: dict[str, bytes]) -> None:
    assert files == DATA.prepare(_no_template)(_disclosure())
