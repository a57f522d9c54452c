"""Commands whose help is translated when it is shown, and a group that imports a command only when it is run."""

from __future__ import annotations

import copy
import importlib
from collections.abc import Mapping
from typing import Any

import click

from reportgen.base.messages import N_, tr

CLICK_WORDS = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Show this message and exit."),
    N_("Error: {message}"),
    N_("No such command {name!r}."),
    N_("No such option {name!r}."),
    N_("Missing argument"),
    N_("Missing argument {param_hint}."),
    N_("Try '{command} {option}' for help."),
    N_("{value!r} is not one of {choices}."),
    N_("Invalid value for {param_hint}: {message}"),
    N_("Got unexpected extra argument ({args})"),
    N_("Option {name!r} requires an argument."),
)
"""What click itself says, for the catalogue: `use_language` lets click look it up there."""


class Command(click.Command):
    """A command; its help and its options' help are source strings of the catalogue."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the help in the current language."""
        click.Command.format_help(_translated(self), ctx, formatter)


class Group(click.Group):
    """A group of commands that are imported late, so that `--help` is instant."""

    def __init__(self, *args: Any, commands_by_name: Mapping[str, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._modules = commands_by_name

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order a newcomer needs them."""
        return list(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if cmd_name not in self._modules:
            return None
        module = importlib.import_module(f"reportgen.cli.{self._modules[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the help in the current language."""
        click.Group.format_help(_translated(self), ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes one line a command without importing any."""
        with formatter.section(tr("Commands")):
            formatter.write_dl([(name, tr(line)) for name, (_, line) in self._modules.items()])


def _translated(command: Any) -> Any:
    """A copy of a command with its help, and that of its options, in the current language."""
    shown = copy.copy(command)
    shown.help = tr(command.help or "")
    shown.params = [_translated_parameter(parameter) for parameter in command.params]
    return shown


def _translated_parameter(parameter: click.Parameter) -> click.Parameter:
    if not isinstance(parameter, click.Option) or not parameter.help:
        return parameter
    shown = copy.copy(parameter)
    shown.help = tr(parameter.help)
    return shown
