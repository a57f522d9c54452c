"""`reportgen diff`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.base.errors import UsageError
from reportgen.base.messages import N_, tr
from reportgen.cli.command import Command
from reportgen.cli.output import workspace_at
from reportgen.cli.releases import one_report
from reportgen.cli.terminal import harmless

if TYPE_CHECKING:
    from reportgen.release.difference import Difference, FactChange, RowChange, SectionChange

_ROWS = {
    "added": N_("{kind} {label} was added"),
    "removed": N_("{kind} {label} was removed"),
    "renamed": N_("{kind} {old} is now called {new}"),
    "moved": N_("{kind} {label} moved from place {old} to place {new}"),
    "renumbered": N_("{kind} {label} has the id {new}, before {old}"),
    "regrouped": N_("{kind} {label} stands under {new}, before under {old}"),
}
_KINDS = {
    "fund": N_("fund line"),
    "goal": N_("goal"),
    "level": N_("class of indicators"),
    "indicator": N_("indicator"),
}
_SECTIONS = {
    "added": N_("{label}: added"),
    "removed": N_("{label}: removed"),
    "changed": N_("{label}: changed"),
    "renamed": N_("{label}: only its heading changed"),
    "look": N_("{label}: only its format or a picture changed"),
}


@click.command(
    "diff",
    cls=Command,
    help=N_(
        "Show what differs between two versions of REPORT, by default the published one and the present content; "
        "with --before, between two builds."
    ),
)
@click.argument("report", required=False)
@click.argument("old", required=False)
@click.argument("new", required=False)
@click.option("--format", "shape", type=click.Choice(["text", "json", "html"]), default="text",
              help=N_("Text, JSON or a page."))  # fmt: skip
@click.option("--before", type=click.Path(file_okay=False), metavar="DIR",
              help=N_("Compare build/ with a copy of it that was kept in DIR, of REPORT or of all."))  # fmt: skip
@click.option("-o", "output", metavar="FILE", help=N_("Write to FILE instead."))
@click.pass_context
def command(
    context: click.Context,
    report: str | None,
    old: str | None,
    new: str | None,
    shape: str,
    before: str | None,
    output: str | None,
) -> int:
    """Compares and tells."""
    from reportgen import api

    workspace = workspace_at(context)
    if before is not None:
        from reportgen.cli.diff_builds import told

        if old is not None:
            raise UsageError(N_("--before compares builds, which have no versions"))
        text, is_same = told(workspace, before, report, shape)
        _write(text, output)
        return 0 if is_same else 1
    if report is None:
        raise UsageError(N_("name a report, or with --before DIR a build that was kept"))
    name = one_report(workspace, report)
    difference = api.compare(workspace, name, old, new)
    match shape:
        case "json":
            text = json.dumps(difference.as_dict(), ensure_ascii=False, indent=2) + "\n"
        case "html":
            text = api.comparison_page(workspace, name, old, new).decode()
        case _:
            text = harmless("\n".join(_text(difference))) + "\n"
    _write(text, output)
    return 0 if difference.is_empty else 1


def _write(text: str, output: str | None) -> None:
    if output is None or output == "-":
        click.echo(text, nl=False)
    else:
        from reportgen.base.files import write_bytes

        write_bytes(Path(output), text.encode(), make_folders=False)


def _text(difference: Difference) -> Iterator[str]:
    yield tr(N_("{report}: {old} and {new}"), report=difference.report, old=_version(difference.old),
             new=_version(difference.new))  # fmt: skip
    if difference.is_empty:
        yield "  " + tr(N_("no difference"))
    for change in difference.facts:
        yield from _fact(change)
    for row in difference.rows:
        yield "  " + _row(row)
    for label in difference.labels:
        yield f"  {label.name}: {_shown(label.old)} → {_shown(label.new)}"
    for section in difference.sections:
        yield from _section(section)
    if difference.others:
        yield "  " + tr(N_("look at these reports as well: {reports}"), reports=", ".join(difference.others))


def _version(version: int | None) -> str:
    return tr(N_("the present content")) if version is None else tr(N_("version {version}"), version=version)


def _shown(text: str | None) -> str:
    return tr(N_("(nothing)")) if text is None else text


def _fact(change: FactChange) -> Iterator[str]:
    difference = "" if change.difference is None else f"  ({change.difference})"
    yield f"  {change.id}  {change.label}: {_shown(change.old)} → {_shown(change.new)}{difference}"
    if change.causes:
        yield "      " + tr(N_("follows from {causes}"), causes=", ".join(change.causes))
    affected = [*change.affects, *(f"{name}.md" for name in dict.fromkeys(_file(one) for one in change.sections))]
    if affected:
        yield "      " + tr(N_("on it rest {facts}"), facts=", ".join(affected))


def _file(section: str) -> str:
    return section.partition(".")[0].replace("_", "-")


def _row(row: RowChange) -> str:
    return tr(_ROWS[row.change], kind=tr(_KINDS[row.kind]), label=row.label, old=row.old, new=row.new)


def _section(section: SectionChange) -> Iterator[str]:
    yield "  " + tr(_SECTIONS[section.change], label=section.label)
    marks = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}
    for passage in section.passages:
        yield "      " + "".join(marks[piece.kind].format(piece.text.strip("\n")) for piece in passage.pieces)
