"""The folder of what can be made again at any time: the user's own, kept between runs and shared by all workspaces.

What lies in it is believed as the program itself is, so that it must be as private: a folder that somebody else owns or
may write to is not used.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

FOLDER = "REPORTGEN_CACHE"
"""The variable of the environment that names the folder; where it is empty, nothing is kept."""

_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def cache_folder() -> Path | None:
    """The folder, made where it is missing; None where there is none or others may write to it."""
    named = os.environ.get(FOLDER)
    if named == "":
        return None
    try:
        folder = Path(named) if named else _users_own() / "reportgen"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.lstat()
    except (OSError, RuntimeError):
        return None
    is_ours = not hasattr(os, "geteuid") or (status.st_uid == os.geteuid() and not status.st_mode & _OTHERS_WRITE)
    return folder if stat.S_ISDIR(status.st_mode) and is_ours else None


def _users_own() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
