"""`reportgen explain`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from reportgen.base.errors import UsageError
from reportgen.base.messages import N_, tr
from reportgen.cli.command import Command
from reportgen.cli.output import severity_word, workspace_at
from reportgen.cli.releases import one_report
from reportgen.cli.terminal import echo, secho
from reportgen.load.workspace import Workspace

if TYPE_CHECKING:
    from reportgen.api import LayersOf

_CODE = re.compile(r"[A-Z]{3}\d{3}")


@click.command(
    "explain",
    cls=Command,
    help=N_("Explain a finding by its CODE; a figure of a report by REPORT and FACT; or a report's --layers."),
)
@click.argument("words", nargs=-1, required=True, metavar="CODE | REPORT FACT | REPORT --layers")
@click.option("--layers", is_flag=True, help=N_("Which layer each template and the profile come from."))
@click.pass_context
def command(context: click.Context, words: tuple[str, ...], layers: bool) -> int:
    """Explains one thing."""
    match words:
        case (code,) if _CODE.fullmatch(code.upper()) and not layers:
            _explain_code(code.upper())
        case (report,) if layers:
            _explain_layers(workspace_at(context), report)
        case (report, fact) if not layers:
            _explain_figure(workspace_at(context), report, fact)
        case _:
            raise UsageError(N_("explain takes CODE, or REPORT FACT, or REPORT --layers"))
    return 0


def _explain_code(code: str) -> None:
    from reportgen.api import fault_of, manual_of

    fault = fault_of(code)
    secho(f"{fault.code} {fault.name} ({severity_word(fault.severity)})", bold=True)
    echo()
    echo(manual_of(fault))


def _explain_figure(workspace: Workspace, report: str, fact: str) -> None:
    from reportgen import api

    name = one_report(workspace, report)
    figure = api.figure(workspace, name, fact)
    unit = "" if figure.unit is None or figure.text.endswith(figure.unit) else f" {figure.unit}"
    secho(f"{figure.label} = {figure.text}{unit}", bold=True)
    for step in figure.steps:
        echo(f"  {step}")
    if figure.stated is not None:
        echo(
            "  " + tr(N_("stated {stated} at {where}; computed {computed}"),
                      stated=figure.stated.text, where=figure.stated.where, computed=figure.computed_text)
        )  # fmt: skip
    elif not figure.is_derived:
        echo("  " + tr(N_("typed at {where}"), where=figure.where))
        _explain_rule(workspace, name, fact)
    cell = api.source_place(workspace, name, fact)
    if cell is not None:
        echo("  " + tr(N_("printed in the imported form at {where}"), where=cell))
    _explain_versions(workspace, name, fact)
    _explain_places(workspace, name, fact)


def _explain_versions(workspace: Workspace, report: str, fact: str) -> None:
    """The published versions that gave the figure another text, and why."""
    from reportgen import api

    if not api.log(workspace, report):
        return
    echo(tr(N_("published:")))
    try:
        lines = api.log(workspace, report, fact)
    except UsageError as error:
        echo(f"  {error}")
        return
    for line in lines:
        text = tr(N_("(nothing)")) if line.new is None else line.new
        version = tr(N_("version {version}"), version=line.entry.version)
        told = (version, line.entry.date or line.entry.at[:10], text, line.entry.reason)
        echo("  " + "  ".join(filter(None, told)))


def _explain_places(workspace: Workspace, report: str, fact: str) -> None:
    from reportgen import api

    places = api.places(workspace, report, fact)
    echo(tr(N_("printed in:")) if places else tr(N_("printed nowhere")))
    for place in places:
        echo(f"  {place}: {place.text}")


def _explain_rule(workspace: Workspace, report: str, fact: str) -> None:
    from reportgen import api

    rule = api.rating(workspace, report, fact)
    if rule is not None:
        echo("  " + tr(N_("the scoring rule gives {points}:"), points=rule.text))
        for step in rule.steps:
            echo(f"    {step}")


def _explain_layers(workspace: Workspace, report: str) -> None:
    from reportgen import api

    name = one_report(workspace, report)
    given = api.layers_of(workspace, name)
    secho(name, bold=True)
    for line in _lines_of(given):
        echo("  " + line)


def _lines_of(given: LayersOf) -> Iterator[str]:
    if given.profile_layer is None:
        yield tr(N_("profile {profile}"), profile=given.profile)
    else:
        yield tr(N_("profile {profile} from {layer}"), profile=given.profile, layer=given.profile_layer)
    yield tr(N_("layers, the highest first: {layers}"), layers=", ".join(given.layers))
    for file, layer in given.files.items():
        base = given.bases.get((layer, file))
        yield tr(N_("{template} from {layer}"), template=file, layer=layer) + (_over(*base) if base else "")
    for label, layer in given.labels.items():
        yield tr(N_("label {label} from {layer}"), label=label, layer=layer)
    if given.formats is not None:
        formats = ", ".join(given.formats)
        yield tr(N_("formats {formats} from {layer}"), formats=formats, layer=given.formats_layer)


def _over(name: str, layer: str, hash: str) -> str:
    return tr(N_(", over {template} of {layer} {hash}"), template=name, layer=layer, hash=hash)
