"""`reportgen template base`."""

from __future__ import annotations

import click

from reportgen.base.messages import N_
from reportgen.cli.command import Command
from reportgen.cli.output import workspace_at
from reportgen.cli.terminal import echo


@click.command("base", cls=Command, help=N_("Note what layers were made against, so that a later change is told."))
@click.argument("layer", nargs=-1)
@click.pass_context
def command(context: click.Context, layer: tuple[str, ...]) -> int:
    """Writes base.toml of the layers, of all where none is named."""
    from reportgen import api

    for name in api.note_bases(workspace_at(context), layer):
        echo(name)
    return 0
