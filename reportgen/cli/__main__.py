"""`reportgen`: finds the command, sets the language, and turns errors into plain words and exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from reportgen import __version__
from reportgen.base.messages import LANGUAGES, N_, language_of_environment, tr, use_language
from reportgen.cli.command import Command, Group

COMMANDS = {
    "init": ("init", N_("Make a workspace that builds.")),
    "import": ("import_", N_("Read filled forms into content.")),
    "check": ("check", N_("Find what is wrong with reports.")),
    "build": ("build", N_("Build reports into build/.")),
    "verify": ("verify", N_("Read built files back against the evaluation.")),
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
    del lang
    context.obj = folder


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the program and exits with its code; no fault of the user's ever shows a traceback."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    use_language(_asked_language(words) or language_of_environment() or "zh")
    _write_utf8()
    raise SystemExit(_run(words))


def _run(words: Sequence[str]) -> int:
    from reportgen.base.errors import ReportgenError

    try:
        code = cli.main(args=list(words), prog_name="reportgen", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        click.echo(tr(N_("Interrupted.")), err=True)
        return 130
    except ReportgenError as error:
        click.echo(tr(N_("reportgen: {problem}"), problem=str(error)), err=True)
        return 2
    except Exception as error:
        if os.environ.get("REPORTGEN_DEBUG"):
            raise
        click.echo(tr(N_("reportgen: a fault of the program: {kind}: {problem}. REPORTGEN_DEBUG=1 shows where."),
                      kind=type(error).__name__, problem=str(error)), err=True)  # fmt: skip
        return 3
    return code if isinstance(code, int) else 0


def _asked_language(words: Sequence[str]) -> str | None:
    for place, word in enumerate(words):
        if word == "--lang" and place + 1 < len(words):
            return words[place + 1]
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    return None


def _write_utf8() -> None:
    """Prints UTF-8 wherever the output is no terminal, whatever the locale says: Chinese must survive a pipe."""
    for stream in (sys.stdout, sys.stderr):
        if not stream.isatty() and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")


__all__ = ["Command", "cli", "main"]

if __name__ == "__main__":
    main()
