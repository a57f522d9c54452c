"""What people see: findings grouped by report, counts in words, progress on a terminal."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

import click

from reportgen.base.clock import Stopwatch
from reportgen.base.finding import Finding, Severity
from reportgen.base.language import language_of_environment
from reportgen.base.messages import N_, plural, tr, use_language
from reportgen.cli.terminal import echo, harmless, secho
from reportgen.load.workspace import Workspace, find_workspace

_WORDS = {Severity.ERROR: N_("error"), Severity.WARNING: N_("warning"), Severity.INFO: N_("note")}
COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_COUNTS = {
    Severity.ERROR: (N_("{count} error"), N_("{count} errors")),
    Severity.WARNING: (N_("{count} warning"), N_("{count} warnings")),
    Severity.INFO: (N_("{count} note"), N_("{count} notes")),
}
SLOW = 1.0
"""Seconds after which progress is shown."""


def workspace_at(context: click.Context) -> Workspace:
    """The workspace of the folder that `-C` names; its `lang` holds where neither command line nor environment say."""
    from pathlib import Path

    workspace = find_workspace(Path(context.find_root().obj))
    asked = context.find_root().params.get("lang")
    if asked is None and workspace.settings.lang is not None and language_of_environment() is None:
        use_language(workspace.settings.lang)
    return workspace


def severity_word(severity: Severity) -> str:
    """A severity in the current language; what JSON calls `info` is a note to people."""
    return tr(_WORDS[severity])


def say_no_reports() -> None:
    """Tells a newcomer that there is nothing to work on yet."""
    echo(tr(N_("There are no reports below content/ yet; `reportgen import FILE` makes one.")))


def print_json(document: Any) -> None:
    """Writes JSON as people can read it, Chinese as it is."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def print_findings(findings: Iterable[Finding]) -> None:
    """Writes findings grouped by report, the gravest first within a report."""
    told = sorted(findings, key=lambda finding: (finding.report or "", finding.severity.rank, finding.order))
    for report, group in groupby(told, key=lambda finding: finding.report):
        if report:
            secho(report, bold=True)
        for finding in group:
            print_finding(finding)
        echo()


def print_finding(finding: Finding, *, err: bool = False) -> None:
    """Writes one finding: place, severity, code, words, and below them what to do."""
    word = severity_word(finding.severity) + (tr(N_(" (waived)")) if finding.waived else "")
    severity = click.style(word, fg=COLOURS[finding.severity])
    echo(f"  {finding.where}: {severity} {finding.code} {finding.message}", err=err)
    hint = str(finding.hint)
    if hint:
        echo(f"      {hint}", err=err)


def counted(findings: Sequence[Finding]) -> str:
    """How many findings there are of each severity, in words; waived ones apart."""
    return count_words(Counter("waived" if finding.waived else finding.severity.value for finding in findings))


def count_words(counts: Mapping[str, int]) -> str:
    """Counts of findings, by severity and `waived`, in words."""
    parts = [plural(counts[name], *words) for name, words in _COUNTS.items() if counts.get(name)]
    if counts.get("waived"):
        parts.append(tr(N_("{count} waived"), count=counts["waived"]))
    return tr(N_(", ")).join(parts) or tr(N_("no findings"))


class Progress:
    """A line on the terminal that says how far a long piece of work is; silent in a pipe and for short work."""

    def __init__(self) -> None:
        self._watch = Stopwatch()
        self._shown = False
        self._on_terminal = sys.stderr.isatty()

    def __call__(self, done: int, total: int, name: str) -> None:
        """Shows `done` of `total`, with the name of the one that was done last."""
        if not self._on_terminal or (self._watch.seconds < SLOW and not self._shown):
            return
        finished = done >= total
        rate = done / self._watch.seconds if self._watch.seconds else 0.0
        left = (total - done) / rate if rate else 0.0
        words = N_("{done} of {total}, {rate:.1f} a second, {left:.0f} s left  {name}")
        line = tr(words, done=done, total=total, rate=rate, left=left, name=harmless(name))
        click.echo("\r\x1b[K" + ("" if finished else line), nl=False, err=True)
        self._shown = not finished
