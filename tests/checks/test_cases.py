"""Every check against its cases in `cases/<CODE>.yaml`.

A case changes a form that has no findings, in the terms of evaluation.yaml: entries with an `id` are laid over the
entry of that id or added, `without` takes entries out, `narrative` replaces sections. `finds` lists what the check
must find and nothing else: the fact, values of the message, and as `line` some text of the line it points to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from reportgen.base.finding import Finding
from reportgen.checks.rule import Subject, checks
from reportgen.checks.run import find_all
from reportgen.load.evaluation import read_evaluation
from reportgen.load.fields import Faults
from reportgen.load.markdown import parse_markdown
from reportgen.load.narrative import NarrativeFiles, link_narrative
from reportgen.load.profile import load_profile
from reportgen.model.figures import assess
from tests.builders import FORM, narrative_files

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    code: str
    name: str
    finds: tuple[Mapping[str, str], ...]
    form: Mapping[str, Any]
    narrative: Mapping[str, Any]
    without: tuple[str, ...]


def cases_of(code: str) -> Iterator[Case]:
    # BaseLoader makes texts and nothing else.
    for case in yaml.load((CASES / f"{code}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader):  # noqa: S506
        assert case.keys() <= {"name", "form", "narrative", "without", "finds"}, case
        changes = (case.get("form") or {}, case.get("narrative") or {}, tuple(case.get("without", ())))
        yield Case(code, case["name"], tuple(case["finds"]), *changes)


def all_cases() -> Iterator[Any]:
    for code in sorted(file.stem for file in CASES.glob("*.yaml")):
        for case in cases_of(code):
            yield pytest.param(case, id=f"{code}: {case.name}")


@pytest.mark.parametrize("case", list(all_cases()))
def test_the_check_finds_what_the_case_says_and_nothing_else(case: Case) -> None:
    found, lines = run(case)
    assert [shown(finding, wanted, lines) for finding, wanted in zip(found, case.finds, strict=False)] == list(
        case.finds
    ), [finding.as_dict() for finding in found]
    assert len(found) == len(case.finds), [finding.as_dict() for finding in found]


def run(case: Case) -> tuple[list[Finding], Mapping[str, list[str]]]:
    """What the check of a case finds, and the lines of each file it was read from."""
    texts = {"evaluation.yaml": yaml.safe_dump(form_of(case), allow_unicode=True, sort_keys=False, width=10_000)}
    evaluation = read_evaluation(texts["evaluation.yaml"].encode(), "evaluation.yaml", load_profile)
    noted = Faults()
    for name, text in narrative_files(evaluation, **case.narrative).items():
        texts[f"{name}.md"] = text
    blocks = {name[:-3]: parse_markdown(text, name, noted) for name, text in texts.items() if name.endswith(".md")}
    narrative = link_narrative(NarrativeFiles(blocks, {}, (), {}), assess(evaluation), noted)
    assert not noted.findings
    found = find_all(Subject(assess(evaluation), narrative), [checks()[case.code]])
    return found, {name: text.splitlines() for name, text in texts.items()}


def form_of(case: Case) -> dict[str, Any]:
    """The default form with the changes of a case laid over it."""
    form: dict[str, Any] = {
        key: laid_over(FORM.get(key), case.form.get(key, FORM.get(key))) for key in {**FORM, **case.form}
    }
    for key in ("funds", "goals", "indicators"):
        form[key] = [entry for entry in form[key] if f"{key}.{entry['id']}" not in case.without]
    return form


def laid_over(below: Any, above: Any) -> Any:
    if isinstance(below, Mapping) and isinstance(above, Mapping):
        return {**below, **above}
    if isinstance(below, list) and isinstance(above, list) and above:
        entries = {entry["id"]: entry for entry in below}
        for entry in above:
            entries[entry["id"]] = laid_over(entries.get(entry["id"]), entry)
        return list(entries.values())
    return above


def shown(finding: Finding, wanted: Mapping[str, str], lines: Mapping[str, list[str]]) -> dict[str, str]:
    """A finding in the terms of a case: only what the case asks for."""
    line = lines.get(finding.where.file, [])[(finding.where.line or 0) - 1] if finding.where.line else ""
    told: dict[str, str] = {**finding.values, "fact": finding.fact or "", "severity": finding.severity.value}
    if wanted.get("line", "") in line:
        told["line"] = wanted.get("line", "")
    else:
        told["line"] = line
    return {key: told.get(key, "(nothing)") for key in wanted}
