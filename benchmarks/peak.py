"""`python -m benchmarks.peak FILE WORDS...`: runs the command line, then writes its own peak of memory to FILE."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.host import memory

if __name__ == "__main__":
    from reportgen.cli.__main__ import main

    try:
        main(sys.argv[2:])
    finally:
        Path(sys.argv[1]).write_text(f"{memory()['peak']:.2f}", encoding="utf-8")
