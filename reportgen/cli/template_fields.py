"""`reportgen template fields`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from itertools import groupby

import click

from reportgen.base.messages import N_, tr
from reportgen.cli.command import Command
from reportgen.cli.output import print_json
from reportgen.cli.template import workspace_if_any
from reportgen.cli.terminal import echo

SHOWN_CHARACTERS = 40
"""A longer sample is cut."""


@click.command("fields", cls=Command, help=N_("List every name a template may use, with a sample of each."))
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", help=N_("Text or JSON."))
@click.pass_context
def command(context: click.Context, shape: str) -> int:
    """Lists names, filters and functions."""
    from reportgen import api
    from reportgen.render import fields
    from reportgen.render.word.values import environment

    disclosure = api.sample_disclosure(workspace_if_any(context))
    names, made = fields.fields_of(disclosure), environment()
    filters, functions = fields.filters_of(made), fields.functions_of(made)
    if shape == "json":
        print_json(
            {
                "report": disclosure.report,
                "names": [asdict(one) for one in names],
                "figure": list(fields.FIGURE),
                "filters": [{"name": name, "about": about} for name, about in filters.items()],
                "functions": [{"name": name, "about": about} for name, about in functions.items()],
            }
        )
        return 0
    echo(tr(N_("Names, with samples from {report}:"), report=disclosure.report))
    _print_names(names)
    echo("\n" + tr(N_("Every figure also has: {names}"), names=", ".join(f".{name}" for name in fields.FIGURE)))
    _print_rows(tr(N_("Filters, as in {{ fund.executed | wan }}:")), filters.items())
    _print_rows(tr(N_("Functions:")), functions.items())
    return 0


def _print_names(names: Iterable[object]) -> None:
    from reportgen.render.fields import KINDS, Field

    rows = [one for one in names if isinstance(one, Field)]
    for loop, group in groupby(rows, key=lambda one: one.loop):
        echo("\n" + loop if loop else "")
        for one in group:
            kind = tr(KINDS[one.kind]) + (tr(N_(", may be empty")) if one.optional else "")
            echo(f"  {one.name}  {kind}" + (f"  {_cut(one.sample)}" if one.sample else ""))


def _cut(text: str) -> str:
    line = text.replace("\n", " ")
    return line if len(line) <= SHOWN_CHARACTERS else line[: SHOWN_CHARACTERS - 1] + "…"


def _print_rows(title: str, rows: Iterable[tuple[str, str]]) -> None:
    echo(f"\n{title}")
    for name, about in rows:
        echo(f"  {name}  {about}".rstrip())
