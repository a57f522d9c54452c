"""The suites: each yields tables, and raises UnequalError before a figure of an engine whose documents are wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module

from benchmarks.table import Table

PEERS = ("docxtpl reusing all", "python-docx from scratch", "docxtemplater", "easy-template-x")
"""The engines of others that may be left out; docxtpl itself is what everything is compared with."""


@dataclass(frozen=True, slots=True)
class Options:
    """How much is measured: rounds, reports a round, which of PEERS, small sizes or all."""

    rounds: int = 7
    reports: int = 24
    peers: tuple[str, ...] = PEERS
    quick: bool = False


Suite = Callable[[Options], Iterator[Table]]

NAMES: Mapping[str, str] = {
    "engines": "one template, many reports: reportgen beside other engines, and where its time goes",
    "e2e": "YAML and Markdown on disk to Word on disk, beside the usual pipeline",
    "scale": "how cost grows with rows of data, rows of the template, and reports",
    "startup": "starting, and a first report as a whole process",
    "html": "the page of a report, beside markdown-it and Jinja alone",
    "incremental": "a build in which nothing changed, or one figure, beside the least that anything must do",
    "parsed": "reading, checking and building with what was parsed before, and without",
    "pool": "the same reports by one process and by two, and by two workers of a Dask cluster",
    "memory": "what the process that leads a build holds, as departments grow",
    "pdf": "a PDF, beside WeasyPrint and LibreOffice",
    "importing": "forms a second, of each kind of file",
    "check": "the checks of a report, and the dearest of them",
    "releases": "publishing, comparing, tracking changes and verifying versions of the seed's report",
    "report": "the stages of the seed's report",
}
"""What each suite is about."""


def suite(name: str) -> Suite:
    """The suite of that name."""
    found: Suite = getattr(import_module(f"{__name__}.{name}"), name)
    return found
