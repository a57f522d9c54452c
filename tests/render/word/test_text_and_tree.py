"""A document made as text is the one that taking it apart and repairing it makes."""

from __future__ import annotations

import random
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from reportgen.document.fact import Fact
from reportgen.render.word.part import RenderedPart
from reportgen.render.word.session import Session
from reportgen.render.word.template import WordTemplate

from .canonical import differing
from .forms import DEFAULT_TEMPLATE, NAMES, disclosure, opened
from .grids import Trees
from .templates import FEATURES, data, template


def taken_apart(made: WordTemplate, context: Mapping[str, Any], monkeypatch: pytest.MonkeyPatch) -> bytes:
    def all_of_it(_: WordTemplate, rendered: Mapping[str, RenderedPart], session: Session) -> Any:
        return rendered.keys()

    with monkeypatch.context() as patched:
        patched.setattr(WordTemplate, "_unfinished", all_of_it)
        return made.render(context)


def facts_in(value: Any, path: str = "d") -> Any:
    """The same data with every text and number a fact."""
    if isinstance(value, dict):
        return {key: facts_in(one, f"{path}.{key}") for key, one in value.items()}
    if isinstance(value, list):
        return [facts_in(one, f"{path}.{number}") for number, one in enumerate(value)]
    text = str(value).replace("\a", "").replace("\f", "").replace("{{", "").replace("{%", "")
    return Fact(path, path, Decimal(value), "元", text) if type(value) is int else Fact(path, path, text, None, text)


SIMPLE = sorted(set(FEATURES) - {"inline", "runs", "escapes", "items", "set", "conditions", "across", "columns"})


@pytest.mark.parametrize("seed", range(12))
def test_documents_of_docxtpl_templates(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(f"text {seed}")
    source = template(chance, *chance.sample(sorted(FEATURES), 3))
    made = WordTemplate.open(source, "t.docx", data(chance), facts=False)
    for _ in range(3):
        context = data(chance)
        assert differing(taken_apart(made, context, monkeypatch), made.render(context)) == []


@pytest.mark.parametrize("feature", SIMPLE)
def test_documents_with_every_value_a_fact(feature: str, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(f"facts {feature}")
    source = template(chance, feature)
    made = WordTemplate.open(source, "t.docx", data(chance), facts=True)
    for _ in range(4):
        given = data(chance)
        context = {"name": facts_in(given["name"]), "title": facts_in(given["title"]), "yes": given["yes"],
                   "rows": [{**facts_in(row), "n": row["n"], "color": row["color"]} for row in given["rows"]],
                   "columns": given["columns"], "span": given["span"], "d": facts_in(given["d"])}  # fmt: skip
        assert differing(taken_apart(made, context, monkeypatch), made.render(context)) == []


def test_the_default_template_is_sound_by_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    made = opened(DEFAULT_TEMPLATE.read_bytes())
    assert all(part.betrayals is not None for part in made.parts.values())
    context = disclosure().context()
    assert differing(taken_apart(made, context, monkeypatch), made.render(context)) == []


def test_most_documents_are_never_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(1)
    made = WordTemplate.open(template(chance, "rows", "plain", "vm"), "t.docx", data(chance), facts=False)
    monkeypatch.setattr("reportgen.render.word.resolving.resolved", None)
    for _ in range(5):
        made.render(data(chance))


@pytest.mark.parametrize("seed", range(16))
def test_groups_merged_in_text_are_those_merged_in_a_tree(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    trees = Trees(random.Random(seed))
    made = opened(trees.template(), (*NAMES, "tree"))
    context = {**disclosure().context(), "tree": trees.tree}
    assert differing(taken_apart(made, context, monkeypatch), made.render(context)) == []


def test_repeated_labels_are_merged_without_taking_the_report_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    made = opened(DEFAULT_TEMPLATE.read_bytes())
    monkeypatch.setattr("reportgen.render.word.resolving.resolved", None)
    made.render(disclosure().context())
