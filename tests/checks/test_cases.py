"""Every check against its cases in `cases/<CODE>.yaml`.

A case changes a form that has no findings, in the terms of evaluation.yaml: entries with an `id` are laid over the
entry of that id or added, `without` takes entries out, `narrative` replaces sections, `profile` lies over the
profile. `approved`, `previous` and each of `others` are such changes of the same form: the approved targets, the year
before, other reports of the department. `words` is a word list. `finds` lists what the check must find and nothing
else: the fact, values of the message, and as `line` some text of the line it points to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
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
from reportgen.model.profile import Profile
from reportgen.model.wording import Wording
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
    profile: Mapping[str, Any] = field(default_factory=dict)
    approved: Mapping[str, Any] | None = None
    previous: Mapping[str, Any] | None = None
    others: tuple[Mapping[str, Any], ...] = ()
    words: tuple[Mapping[str, str], ...] = ()


KEYS = {"name", "form", "narrative", "without", "finds", "profile", "approved", "previous", "others", "words"}


def cases_of(code: str) -> Iterator[Case]:
    # BaseLoader makes texts and nothing else.
    for case in yaml.load((CASES / f"{code}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader):  # noqa: S506
        assert case.keys() <= KEYS, case
        changes = (case.get("form") or {}, case.get("narrative") or {}, tuple(case.get("without", ())))
        related = {key: tuple(case.get(key, ())) for key in ("others", "words")}
        yield Case(
            code,
            case["name"],
            tuple(case["finds"]),
            *changes,
            profile=case.get("profile") or {},
            approved=case.get("approved"),
            previous=case.get("previous"),
            **related,
        )


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
    with TemporaryDirectory() as folder:
        profile_of = partial(load_profile, folders=(Path(folder),))
        if case.profile:
            rules = {"id": "of-case", "extends": FORM["profile"], **case.profile}
            Path(folder, "of-case.yaml").write_text(yaml.safe_dump(rules, allow_unicode=True), encoding="utf-8")
        own, texts = subject_of(case, profile_of)
        approved = changed(case, case.approved, profile_of)
        others = [changed(case, other, profile_of) for other in case.others]
        last = changed(case, case.previous, profile_of)
    subject = replace(
        own,
        id="2024/here",
        wordings=tuple(Wording(**entry) for entry in case.words),
        approved=None if approved is None else approved.evaluation,
        previous=None if last is None else replace(last, id="2023/last"),
        others=tuple(replace(other, id=f"2024/other/{number}") for number, other in enumerate(others, 1) if other),
    )
    return find_all(subject, [checks()[case.code]]), {name: text.splitlines() for name, text in texts.items()}


def changed(
    case: Case, changes: Mapping[str, Any] | None, profile_of: Callable[[str], Profile | None]
) -> Subject | None:
    """The default report with the changes of form and narrative that a related report has."""
    if changes is None:
        return None
    assert changes.keys() <= {"form", "narrative"}, changes
    other = Case(case.code, case.name, (), changes.get("form", {}), changes.get("narrative", {}), ())
    return subject_of(other, profile_of)[0]


def subject_of(case: Case, profile_of: Callable[[str], Profile | None]) -> tuple[Subject, Mapping[str, str]]:
    """The report of a case, with the text of each file it was read from."""
    form = form_of(case) | ({"profile": "of-case"} if case.profile else {})
    texts = {"evaluation.yaml": yaml.safe_dump(form, allow_unicode=True, sort_keys=False, width=10_000)}
    evaluation = read_evaluation(texts["evaluation.yaml"].encode(), "evaluation.yaml", profile_of)
    noted = Faults()
    for name, text in narrative_files(evaluation, **case.narrative).items():
        texts[f"{name}.md"] = text
    blocks = {name[:-3]: parse_markdown(text, name, noted) for name, text in texts.items() if name.endswith(".md")}
    narrative = link_narrative(NarrativeFiles(blocks, {}, (), {}), assess(evaluation), noted)
    assert not noted.findings
    return Subject(assess(evaluation), narrative), texts


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
