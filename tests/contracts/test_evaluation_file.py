"""The format of evaluation.yaml, which other people's files rely on."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from reportgen.base.errors import ContentError
from reportgen.load.evaluation import json_schema, read_evaluation
from reportgen.load.profile import load_profile
from reportgen.model.form import Evaluation
from tests.run import ROOT

EXAMPLE = Path(__file__).with_name("evaluation.yaml").read_text(encoding="utf-8")


def read(text: str) -> Evaluation:
    return read_evaluation(text.encode(), "evaluation.yaml", load_profile)


def faults(text: str) -> list[tuple[str, int | None, int | None]]:
    with pytest.raises(ContentError) as caught:
        read(text)
    return [(finding.code, finding.where.line, finding.where.column) for finding in caught.value.findings]


def test_the_example_reads_as_what_was_typed() -> None:
    evaluation = read(EXAMPLE)
    assert evaluation.form.department.text == "黔南布依族苗族自治州民政局"
    assert evaluation.funds[0].executed is not None
    assert evaluation.funds[0].executed.value == Decimal("60704518.55")
    assert evaluation.indicators[0].target is not None
    assert (evaluation.indicators[0].target.text, evaluation.indicators[0].reason) == ("≥6次", None)
    assert evaluation.stated["totals.weight"].text == "90"
    assert evaluation.waivers[0].print == "stated"


def test_each_value_knows_its_line_and_column() -> None:
    executed = read(EXAMPLE).funds[1].executed
    column = EXAMPLE.splitlines()[5].rindex('"7,769,502.48"') + 1
    assert executed is not None
    assert (executed.where.file, executed.where.line, executed.where.column) == ("evaluation.yaml", 6, column)


def test_the_example_is_valid_under_the_committed_schema() -> None:
    committed = json.loads((ROOT / "reportgen/schemas/evaluation.schema.json").read_text(encoding="utf-8"))
    assert committed == json_schema()
    Draft202012Validator(committed).validate(yaml.safe_load(EXAMPLE))


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ('executed: "60,704,518.55"', 'executed: "60,7045,18.5O"', "LOD020", 5),
        ("year: 2024", "year: 二〇二四", "LOD022", 3),
        ("filed: 20250115", "filed: 20250230", "LOD021", 3),
        ("score: 4", "scroe: 4", "LOD013", 17),
        ("score: 4", "remark_of_nobody: 4", "LOD012", 17),
        ("    level1: 产出指标\n", "", "LOD014", 10),
        ("id: q1", "id: Q 1", "LOD023", 10),
        ("profile: guizhou-2024", "profile: guizhou-1924", "LOD030", 2),
        ("weight: 4\n", "weight: 4\n    weight: 5\n", "LOD011", 17),
        ("kind: department", "kind: ministry", "LOD022", 3),
        ("name: 支持召开各类工作会议", "name:", "LOD025", 13),
        ("name: 支持召开各类工作会议", "name: !!python/name:os.system x", "LOD016", 13),
        ("weight: 4", "weight: １２", "LOD080", 16),
        ("weight: 4", "weight: 1e3", "LOD079", 16),
        ("schema: 1", "schema: 2", "LOD022", 1),
    ],
)
def test_a_fault_is_named_with_its_line(old: str, new: str, code: str, line: int) -> None:
    assert old in EXAMPLE
    assert (code, line) in [(found, place) for found, place, _ in faults(EXAMPLE.replace(old, new))]


def test_all_faults_of_a_file_are_told_at_once() -> None:
    broken = (
        EXAMPLE.replace("filed: 20250115", "filed: 20250230")
        .replace('initial: "7,228,066.26"', 'initial: "7.228.066,26"')
        .replace("    score: 4", "    scroe: 4\n    weight: 9")
    )
    assert {code for code, _, _ in faults(broken)} == {"LOD011", "LOD013", "LOD020", "LOD021"}


def test_ids_are_never_used_twice() -> None:
    assert [code for code, _, _ in faults(EXAMPLE.replace("id: personnel", "id: total"))] == ["LOD024"]


@pytest.mark.parametrize("typed", ["NO", "0123", "12:30:45", "1.10", "~x"])
def test_yaml_never_turns_a_text_into_something_else(typed: str) -> None:
    actual: Any = read(EXAMPLE.replace("actual: 6次", f"actual: {typed}")).indicators[0].actual
    assert actual.text == typed


def test_many_aliases_are_refused() -> None:
    aliases = "".join(f"  - {{id: a{n}, label: *x}}\n" for n in range(9))
    text = EXAMPLE.replace("label: 资金总额", "label: &x 资金总额").replace("goals:", f"{aliases}goals:", 1)
    assert "LOD017" in [code for code, _, _ in faults(text)]
