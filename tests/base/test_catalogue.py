"""The catalogue: what modules declare is found, sorted, and unique."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from reportgen.base.catalogue import declared, modules_of

Packages = Callable[..., ModuleType]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Packages]:
    """Writes and imports a package of the modules given by name (`area/module`) and text."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def make(**modules: str) -> ModuleType:
        (tmp_path / "some_rules").mkdir()
        (tmp_path / "some_rules" / "__init__.py").touch()
        for name, text in modules.items():
            (tmp_path / "some_rules" / f"{name}.py").write_text(text, encoding="utf-8")
        return importlib.import_module("some_rules")

    yield make
    for name in [name for name in sys.modules if name.partition(".")[0] == "some_rules"]:
        del sys.modules[name]


def test_every_object_of_a_type_is_found_by_name_and_in_order(package):
    rules = package(b="RULE = complex(2)\nOTHER = 'text'", a="RULE = complex(3)", c="")
    assert list(declared(rules, complex, str)) == ["(2+0j)", "(3+0j)"]


def test_two_declarations_of_one_name_are_refused(package):
    rules = package(a="RULE = [1]", b="RULE = [2]")
    with pytest.raises(ValueError, match="two declarations of same below some_rules"):
        declared(rules, list, lambda rule: "same")


def test_an_object_that_another_module_imports_is_one_declaration(package):
    rules = package(a="RULE = [1]", b="from some_rules.a import RULE")
    assert declared(rules, list, lambda rule: "same") == {"same": [1]}


def test_modules_that_begin_with_an_underscore_are_left_out(package):
    rules = package(_private="raise RuntimeError", a="")
    assert [module.__name__ for module in modules_of(rules)] == ["some_rules.a"]


def test_what_packages_hold_is_left_out_where_nobody_asks_for_it(package, tmp_path):
    rules = package(a="")
    (tmp_path / "some_rules/inner").mkdir()
    (tmp_path / "some_rules/inner/__init__.py").write_text("RULE = frozenset([1])", encoding="utf-8")
    (tmp_path / "some_rules/inner/deep.py").write_text("RULE = frozenset([2])", encoding="utf-8")
    importlib.invalidate_caches()
    assert list(declared(rules, frozenset, str, nested=False)) == ["frozenset({1})"]
    assert list(declared(rules, frozenset, str)) == ["frozenset({1})", "frozenset({2})"]


def test_a_module_that_cannot_be_imported_is_no_secret(package):
    rules = package(a="import a_module_that_nobody_has")
    with pytest.raises(ModuleNotFoundError):
        modules_of(rules)
