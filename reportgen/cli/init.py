"""`reportgen init`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.base.messages import N_, tr
from reportgen.cli.command import Command
from reportgen.cli.output import print_findings
from reportgen.cli.terminal import echo


@click.command("init", cls=Command, help=N_("Make a workspace in DIR that builds; from a filled form if given."))
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option(
    "--from", "form", metavar="FILE", type=click.Path(path_type=Path), help=N_("A filled form to start from.")
)
@click.pass_context
def command(context: click.Context, folder: Path, form: Path | None) -> int:
    """Makes the workspace and says what to do next."""
    from reportgen import api

    base = Path(context.find_root().obj)
    made = api.start(base / folder, base / form if form is not None else None)
    for name in made.files:
        echo(f"  {name}")
    print_findings(made.findings)
    step = "" if folder == Path() else f"cd {folder} && "
    echo(tr(N_("The workspace is ready. Next: {step}reportgen build"), step=step))
    return 0
