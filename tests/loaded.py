"""Loads everything that a run of the program may need; tests/run.py forks its runs from a process that has done so."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from pkgutil import walk_packages

import reportgen

LIBRARIES = ("docx", "lxml.html", "jinja2", "openpyxl", "xlsxwriter", "markdown_it", "pypdf", "sqlite3")

MODULES = [one.name for one in walk_packages(reportgen.__path__, "reportgen.")
           if not one.name.endswith(("__main__", ".worker"))]  # fmt: skip

for name in (*MODULES, *LIBRARIES):
    with suppress(ImportError):  # what needs an extra that is not installed
        import_module(name)
