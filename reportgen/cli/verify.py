"""`reportgen verify`."""

from __future__ import annotations

import click

from reportgen.base.finding import Finding
from reportgen.base.messages import N_, plural, tr
from reportgen.cli.command import Command
from reportgen.cli.output import Progress, print_findings, print_json, say_no_reports, workspace_at
from reportgen.cli.terminal import echo


@click.command("verify", cls=Command, help=N_("Read built files back: does each print what the evaluation says?"))
@click.argument("report", nargs=-1)
@click.option(
    "--deep",
    is_flag=True,
    help=N_("Read them with other programs as well, every word and cell, and search them for what leaked."),
)
@click.option(
    "--page",
    metavar="FILE",
    help=N_("Compare a page saved from the site with REPORT instead, by text and tables alone."),
)
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", help=N_("Text or JSON."))
@click.pass_context
def command(context: click.Context, report: tuple[str, ...], deep: bool, page: str | None, shape: str) -> int:
    """Verifies and lists the differences."""
    from reportgen import api
    from reportgen.base.errors import UsageError
    from reportgen.cli.check import as_document
    from reportgen.cli.releases import one_report

    if deep and page is not None:
        raise UsageError(N_("--deep reads the built files, --page a page of the site: ask for one of them"))
    workspace = workspace_at(context)
    single = page is not None and len(report) == 1
    asked = [one_report(workspace, report[0])] if single else api.reports(workspace, report)
    if page is not None:
        differences = api.verify_page(workspace, asked, page)
    else:
        differences = api.verify(workspace, asked, deep=deep, progress=Progress() if deep else None)
    if shape == "json":
        print_json(as_document(differences))
    elif not asked:
        say_no_reports()
    else:
        _tell(differences, len(asked), deep=deep, page=page)
    return 1 if differences else 0


def _tell(differences: list[Finding], reports: int, *, deep: bool, page: str | None) -> None:
    if differences:
        print_findings(differences)
        echo(plural(len(differences), N_("{count} difference"), N_("{count} differences")))
    elif page is not None:
        echo(tr(N_("The page agrees: every figure, word and cell of the report stands on it.")))
    elif deep:
        echo(
            plural(
                reports,
                N_("{count} report verified deeply: every figure, word and cell in every file is the evaluation's."),
                N_("{count} reports verified deeply: every figure, word and cell in every file is the evaluation's."),
            )
        )
    else:
        echo(
            plural(
                reports,
                N_("{count} report verified: every figure in every file is the evaluation's."),
                N_("{count} reports verified: every figure in every file is the evaluation's."),
            )
        )
