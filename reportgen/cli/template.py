"""`reportgen template`: what concerns templates alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reportgen.base.messages import N_
from reportgen.cli.command import Group

if TYPE_CHECKING:
    from reportgen.load.workspace import Workspace

COMMANDS = {
    "check": ("template_check", N_("Find every fault of templates, with its place.")),
    "render": ("template_render", N_("Render any docxtpl template with any data.")),
    "base": ("template_base", N_("Note what layers were made against.")),
    "fields": ("template_fields", N_("List every name a template may use.")),
}
"""Commands by name, as in `reportgen.cli.program`."""


@click.group("template", cls=Group, commands_by_name=COMMANDS, help=N_("Check and render templates, list their names."))
def command() -> None:
    """The commands on templates."""


def workspace_if_any(context: click.Context) -> Workspace | None:
    """The workspace of the folder that `-C` names; None outside any: templates are checked anywhere."""
    from reportgen.base.errors import UsageError
    from reportgen.cli.output import workspace_at

    try:
        return workspace_at(context)
    except UsageError:
        return None
