"""The commands, and how errors become plain words and exit codes."""

from __future__ import annotations

import os
from collections.abc import Sequence

import click

from reportgen import __version__
from reportgen.base.errors import ContentError, ReportgenError
from reportgen.base.language import LANGUAGES
from reportgen.base.messages import N_, tr, use_language
from reportgen.cli.command import Group
from reportgen.cli.terminal import echo

INTERRUPTED = 130
FAULT_OF_THE_PROGRAM = 3
COMMANDS = {
    "init": ("init", N_("Make a workspace that builds.")),
    "import": ("import_", N_("Read filled forms into content.")),
    "check": ("check", N_("Find what is wrong with reports.")),
    "build": ("build", N_("Build reports into build/.")),
    "verify": ("verify", N_("Read built files back against the evaluation.")),
    "publish": ("publish", N_("Freeze a version of a report, signed off.")),
    "diff": ("diff", N_("Show what differs between two versions.")),
    "correct": ("correct", N_("Publish the next version with a notice.")),
    "log": ("log", N_("Show and verify what was published.")),
    "template": ("template", N_("Check and render templates; list the names they may use.")),
    "explain": ("explain", N_("Explain a finding, a figure, or a report's layers.")),
}
"""Commands by name: the module below `reportgen.cli` that holds `command`, and the line `--help` shows."""


@click.group(cls=Group, commands_by_name=COMMANDS, help=N_("Write, check and correct performance disclosures."))
@click.version_option(__version__, prog_name="reportgen", help=N_("Print the version."))
@click.option("-C", "folder", metavar="DIR", default=".", help=N_("Work as if started in DIR."))
@click.option("--lang", type=click.Choice(LANGUAGES), help=N_("Language of messages."))
@click.pass_context
def cli(context: click.Context, folder: str, lang: str | None) -> None:
    """The program as a whole."""
    if lang is not None:
        use_language(lang)
    context.obj = folder


def run(words: Sequence[str], language: str) -> int:
    """Runs one command line in `language` and returns the exit code."""
    use_language(language)
    try:
        code = cli.main(args=list(words), prog_name="reportgen", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        echo(tr(N_("Interrupted.")), err=True)
        return INTERRUPTED
    except ContentError as error:
        from reportgen.cli.output import print_finding

        for finding in error.findings:
            print_finding(finding, err=True)
        return 2
    except ReportgenError as error:
        echo(tr(N_("reportgen: {problem}"), problem=str(error)), err=True)
        return 2
    except Exception as error:
        if os.environ.get("REPORTGEN_DEBUG"):
            raise
        words_of_fault = N_("reportgen: a fault of the program: {kind}: {problem}. REPORTGEN_DEBUG=1 shows where.")
        echo(tr(words_of_fault, kind=type(error).__name__, problem=str(error)), err=True)
        return FAULT_OF_THE_PROGRAM
    return code if isinstance(code, int) else 0


def full_help(language: str) -> str:
    """The program's help as click writes it, for `help.<language>.txt`."""
    use_language(language)
    with click.Context(cli, info_name="reportgen", terminal_width=80, max_content_width=80) as context:
        return cli.get_help(context) + "\n"
