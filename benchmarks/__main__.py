"""`python -m benchmarks [SUITE...]`: measures and prints; `--help` tells the rest."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from benchmarks import npm
from benchmarks.bench import UnequalError
from benchmarks.machine import machine
from benchmarks.readme import write_readme
from benchmarks.suites import NAMES, PEERS, Options, suite
from reportgen.base.cache import FOLDER


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    suites = "; ".join(f"{name}: {about}" for name, about in NAMES.items())
    parser.add_argument("suite", nargs="*", help=f"all, or some of: {suites}")
    parser.add_argument("--rounds", type=int, default=7, help="how often each subject is measured, in turn")
    parser.add_argument("--n", type=int, default=24, dest="reports", help="reports a round, at least 2")
    parser.add_argument("--peers", help=f"engines of others, with commas, or none: {', '.join(PEERS)}")
    parser.add_argument("--quick", action="store_true", help="small sizes: to see that it works, not to quote")
    parser.add_argument("--json", type=Path, help="append one line a round to this file")
    parser.add_argument("--write-readme", action="store_true", help="put the tables into benchmarks/README.md")
    parser.add_argument("--install-peers", action="store_true", help="install the engines from npm first")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Runs the suites asked for; 1 where an engine makes other documents than it should."""
    parser = _arguments()
    asked = parser.parse_args(arguments)
    if unknown := [name for name in asked.suite if name not in NAMES]:
        parser.error(f"no suite {unknown[0]}; suites: {', '.join(NAMES)}")
    if asked.install_peers:
        npm.install()
    peers = PEERS if asked.peers is None else tuple(asked.peers.split(",")) if asked.peers != "none" else ()
    if unknown := [name for name in peers if name not in PEERS]:
        parser.error(f"no engine {unknown[0]}; engines: {', '.join(PEERS)}")
    os.environ[FOLDER] = ""  # a suite that measures what is kept has a folder of its own
    options = Options(asked.rounds, max(asked.reports, 2), peers, asked.quick)
    for name in asked.suite or NAMES:
        tables = []
        try:
            for table in suite(name)(options):
                print(table.text(), flush=True)
                tables.append(table)
        except UnequalError as error:
            print(f"{name}: {error}", file=sys.stderr)
            return 1
        if asked.json:
            with asked.json.open("a", encoding="utf-8") as file:
                file.writelines(f"{line}\n" for table in tables for line in table.json_lines(name))
        if asked.write_readme:
            write_readme(name, tables, f"{asked.rounds} rounds of {options.reports} reports; {machine()}.")
    print(f"\n{machine()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
