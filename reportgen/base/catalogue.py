"""Finds the objects that modules declare: checks, output formats, importers, filters.

Nothing registers itself: one walk over a package collects every module-level object of a type.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from types import ModuleType
from typing import TypeVar

T = TypeVar("T")


def modules_of(package: ModuleType, *, nested: bool = True) -> list[ModuleType]:
    """The modules and packages in `package`, imported, in the order of their names.

    Those in its packages as well, if `nested`. Names beginning with `_` are left out.
    """
    found = []
    walk = pkgutil.walk_packages if nested else pkgutil.iter_modules
    for info in walk(package.__path__, package.__name__ + "."):
        if not info.name.rpartition(".")[2].startswith("_"):
            found.append(importlib.import_module(info.name))
    return sorted(found, key=lambda module: module.__name__)


def declared(package: ModuleType, kind: type[T], name: Callable[[T], str], *, nested: bool = True) -> dict[str, T]:
    """Every object of `kind` that a module of `modules_of` declares, by name and in the order of names.

    Raises ValueError where two objects share a name: that is a fault of the program, not of content.
    """
    found: dict[str, T] = {}
    for module in modules_of(package, nested=nested):
        for value in vars(module).values():
            if isinstance(value, kind):
                key = name(value)
                if found.setdefault(key, value) is not value:
                    raise ValueError(f"two declarations of {key} below {package.__name__}")
    return dict(sorted(found.items()))
