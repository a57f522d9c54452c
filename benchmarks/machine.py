"""What the figures were measured on."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import zlib
from importlib.metadata import version
from pathlib import Path

_LIBRARIES = ("docxtpl", "python-docx", "Jinja2", "lxml", "PyYAML", "markdown-it-py")


def machine() -> str:
    """Cores, processor, load, Python and the libraries measured, in one paragraph."""
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    python = f"{platform.python_implementation()} {platform.python_version()}"
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return (
        f"{os.cpu_count()} cores, {_processor()}, {platform.system()}, load {load} at the end; {python}, "
        f"zlib {zlib.ZLIB_RUNTIME_VERSION}, {libraries}{_node()}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _node() -> str:
    if (node := shutil.which("node")) is None:
        return ""
    return f", Node {subprocess.run([node, '--version'], check=False, capture_output=True, text=True).stdout.strip()}"
