"""`reportgen log`."""

from __future__ import annotations

import click

from reportgen.base.errors import UsageError
from reportgen.base.messages import N_, tr
from reportgen.cli.command import Command
from reportgen.cli.output import counted, print_findings, print_json, workspace_at
from reportgen.cli.releases import one_report
from reportgen.cli.terminal import echo

_KINDS = {
    "publication": N_("publication"),
    "correction": N_("correction"),
    "revision": N_("revision"),
    "attachment": N_("paper filed"),
}


@click.command(
    "log",
    cls=Command,
    help=N_("Show what was published of REPORT and when, or the history of one FACT; --verify finds what was changed."),
)
@click.argument("report")
@click.argument("fact", required=False)
@click.option("--verify", "verifies", is_flag=True, help=N_("Find every change to the ledger or to a published file."))
@click.option("--head", metavar="HASH", help=N_("With --verify: a hash that a notice printed must be in the ledger."))
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", help=N_("Text or JSON."))
@click.pass_context
def command(context: click.Context, report: str, fact: str | None, verifies: bool, head: str | None, shape: str) -> int:
    """Shows the history, or verifies it."""
    from reportgen import api
    from reportgen.release.verify import is_hash

    workspace = workspace_at(context)
    name = one_report(workspace, report)
    if head is not None and not is_hash(head):
        raise UsageError(
            N_("{text} is no hash: --head takes at least 12 digits of one that was printed, 0-9 and a-f"), text=head
        )
    if verifies or head is not None:
        findings = api.verify_log(workspace, name, head)
        if shape == "json":
            from reportgen.cli.check import as_document

            print_json(as_document(findings))
        else:
            print_findings(findings)
            if findings:
                echo(counted(findings))
            else:
                lines = api.log(workspace, name)
                head = lines[-1].entry.hash if lines else "-"
                words = N_("{report}: nothing was changed, lines of the ledger: {count}, the last hash: {hash}")
                echo(tr(words, report=name, count=len(lines), hash=head))
        return 1 if findings else 0
    lines = api.log(workspace, name, fact)
    if shape == "json":
        print_json({"schema": 1, "report": name, "fact": fact, "lines": [line.as_dict() for line in lines]})
        return 0
    if not lines:
        echo(tr(N_("{report} is not published yet"), report=name))
    for line in lines:
        entry = line.entry
        told = "  ".join(filter(None, (entry.date or entry.at[:10], entry.by, entry.code, entry.file)))
        echo(tr(N_("version {version}"), version=entry.version) + f"  {tr(_KINDS[entry.kind])}  {told}")
        if fact is not None:
            echo(f"    {line.old if line.old is not None else '—'} → {line.new if line.new is not None else '—'}")
        if entry.reason:
            echo(f"    {entry.reason}")
        echo(f"    {entry.hash}")
    return 0
