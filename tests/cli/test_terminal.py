"""What a terminal is shown: the names and texts of somebody else's workspace cannot steer it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import click
import pytest

from reportgen import cli
from reportgen.cli.terminal import harmless
from tests.cli.test_signoff_on_a_terminal import on_a_terminal
from tests.run import reportgen

ESCAPE = "\x1b"
CLEAR = f"{ESCAPE}[2J{ESCAPE}[H"
CONCEAL = f"{ESCAPE}[8m"


@pytest.mark.parametrize("odd", [CLEAR, CONCEAL, f"{ESCAPE}]0;title\x07", "\rover", "\x9b2J", "\u202e"])
def test_what_would_steer_a_terminal_is_shown_as_a_sign(odd: str) -> None:
    shown = harmless(f"2024/{odd}局")
    assert re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e]", shown) is None
    assert shown.startswith("2024/\ufffd")
    assert shown.endswith("局")


@pytest.mark.parametrize(
    "style", [{"bold": True}, {"dim": True}, *({"fg": colour} for colour in ("red", "yellow", "cyan", "bright_black"))]
)
def test_the_styles_of_commands_stay(style: dict[str, object]) -> None:
    line = click.style("错误", **style) + "\tx\ny"  # type: ignore[arg-type]
    assert harmless(line) == line


@pytest.mark.parametrize("command", [("check",), ("build", "--format", "data", "--why"), ("verify",)])
def test_a_folder_whose_name_steers_a_terminal(tmp_path: Path, command: tuple[str, ...]) -> None:
    pytest.importorskip("pty", reason="needs the terminals of Unix")
    reportgen("init", cwd=tmp_path)
    example = next((tmp_path / "content/2024").iterdir())
    example.rename(example.with_name(f"{CLEAR}{CONCEAL}x"))
    next((tmp_path / "content/2024").iterdir()).joinpath("results.md").unlink()
    _, shown = on_a_terminal(tmp_path, *command, answers=())
    assert "\ufffd[8mx" in shown
    assert CLEAR not in shown
    assert CONCEAL not in shown


def test_every_command_writes_its_lines_through_it() -> None:
    """Only JSON, whole files and the line of progress, which say themselves what they hold, are written as they are."""
    raw = {"check.py": 1, "diff.py": 1, "output.py": 2, "terminal.py": 1}
    found = {}
    for file in sorted(Path(cli.__file__).parent.glob("*.py")):
        calls = (node.func for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call))
        names = [ast.unparse(name) for name in calls]
        found[file.name] = sum(name in ("click.echo", "click.secho", "print") for name in names)
    assert {name: count for name, count in found.items() if count} == raw
