"""The libraries of the extra `import`: loaded when a file needs one, with the way to get it where it is missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from reportgen.base.errors import UsageError
from reportgen.base.messages import N_


class MissingLibrary(UsageError):
    """A kind of file cannot be read for want of a library."""


def library(name: str, kind: str) -> Any:
    """The module `name`, which reads files of `kind`. Raises MissingLibrary where it is not installed."""
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingLibrary(
            N_("to read {kind} files install the extra: make extras in the folder of reportgen ({library} is missing)"),
            kind=kind, library=name.partition(".")[0],
        ) from error  # fmt: skip
