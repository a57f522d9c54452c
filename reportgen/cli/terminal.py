"""Lines for people. Names and texts of a workspace cannot steer the terminal that shows them."""

from __future__ import annotations

import re
from typing import Any

import click

from reportgen.base.text import with_forbidden_replaced

_STYLE = re.compile(r"(\x1b\[(?:0|1|2|3[136]|90)m)")
"""The styles that commands use; whatever else begins with an escape came from elsewhere."""


def echo(text: str = "", *, err: bool = False) -> None:
    """Writes a line as it is, but for its own styles with U+FFFD for each character that no output may hold."""
    click.echo(harmless(text), err=err)


def secho(text: str, *, err: bool = False, **style: Any) -> None:
    """Writes a line in a style of `click.style`."""
    echo(click.style(text, **style), err=err)


def harmless(text: str) -> str:
    """`text` as `echo` writes it."""
    parts = _STYLE.split(text)
    parts[::2] = [with_forbidden_replaced(part.replace("\r", "\ufffd")) for part in parts[::2]]
    return "".join(parts)
