"""`reportgen check`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from reportgen.base.finding import Finding, Severity
from reportgen.base.messages import N_, tr
from reportgen.cli.command import Command
from reportgen.cli.output import counted, print_findings, say_no_reports, workspace_at

OF_READING = "LOD"
"""Errors with such a code keep a report from being read at all."""


@click.command("check", cls=Command, help=N_("Find what is wrong with reports, before anybody else does."))
@click.argument("report", nargs=-1)
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", help=N_("Text or JSON."))
@click.option("-o", "output", metavar="FILE", help=N_("Write to FILE instead."))
@click.option("--strict", is_flag=True, help=N_("Exit 1 if there are any findings that nobody waived."))
@click.pass_context
def command(context: click.Context, report: tuple[str, ...], shape: str, output: str | None, strict: bool) -> int:
    """Checks and lists the findings."""
    from reportgen import api

    workspace = workspace_at(context)
    asked = api.reports(workspace, report)
    findings = api.check(workspace, asked)
    if shape == "json":
        _write(json.dumps(as_document(findings), ensure_ascii=False, indent=2) + "\n", output)
    elif output is not None:
        lines = [f"{finding.where}: {finding.severity} {finding.code} {finding.message}" for finding in findings]
        _write("\n".join([*lines, counted(findings)]) + "\n", output)
    elif not asked:
        say_no_reports()
    else:
        print_findings(findings)
        click.echo(counted(findings))
        if findings:
            click.echo(tr(N_("`reportgen explain CODE` tells more about a finding.")))
    errors = [finding for finding in findings if finding.severity is Severity.ERROR and not finding.waived]
    if len(asked) == 1 and any(finding.code.startswith(OF_READING) for finding in errors):
        return 2
    return 1 if errors or (strict and any(not finding.waived for finding in findings)) else 0


def as_document(findings: list[Finding]) -> dict[str, Any]:
    """The JSON of findings: a list of them, and counts by severity."""
    from reportgen.pipeline import summary_of

    return {"findings": [finding.as_dict() for finding in findings], "summary": summary_of(findings)}


def _write(text: str, output: str | None) -> None:
    from reportgen.base.files import write_bytes

    if output is None or output == "-":
        click.echo(text, nl=False)
    else:
        write_bytes(Path(output), text.encode("utf-8"), make_folders=False)
