"""`reportgen template render`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.base.errors import UsageError
from reportgen.base.messages import N_
from reportgen.cli.command import Command
from reportgen.cli.terminal import echo


@click.command("render", cls=Command, help=N_("Render any docxtpl template with any data, through the same engine."))
@click.argument("file")
@click.option("--data", metavar="JSON", required=True, help=N_("The data: a JSON object; numbers stay exact."))
@click.option("-o", "output", metavar="OUT", required=True, help=N_("The document to write."))
@click.pass_context
def command(context: click.Context, file: str, data: str, output: str) -> int:
    """Renders and writes the document; faults are told with their places."""
    from reportgen import api

    folder = Path(context.find_root().obj)
    if (folder / output).resolve() == (folder / data).resolve():
        raise UsageError(N_("{file} is the data itself; write the document to another file"), file=output)
    api.render_template(folder / file, api.template_data(folder / data), folder / output)
    echo(output)
    return 0
