"""The child that runs typst: reads one task a line, compiles in the folder it names, answers in one line.

It is started by its path, with the folders of fonts, and imports nothing of this program. It sees content only in the
folder of a task. Where the system allows, it has no network and a limit of memory.
"""

from __future__ import annotations

import contextlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typst import PDFStandard

MEMORY = 4 * 1024**3
_NEW_USER_AND_NETWORK = 0x10000000 | 0x40000000


def confine() -> None:
    """Leaves the network and takes a limit of memory, each where the system can."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(ImportError, OSError, AttributeError):
        import ctypes

        ctypes.CDLL(None, use_errno=True).unshare(_NEW_USER_AND_NETWORK)


def compiled(task: dict[str, Any], fonts: Any) -> dict[str, Any]:
    """Compiles `main.typ` of a folder to `out.pdf` in it; what typst says where it cannot."""
    import typst

    folder = Path(task["folder"])
    standards: list[PDFStandard] = ["a-3a", "ua-1"]
    try:
        compiler = typst.Compiler(
            input=str(folder / "main.typ"),
            root=str(folder),
            font_paths=fonts,
            package_path=str(folder / "none"),
            package_cache_path=str(folder / "none"),
        )
        _, warnings = compiler.compile_with_warnings(
            output=str(folder / "out.pdf"), pdf_standards=standards, timestamp=task["timestamp"]
        )
    except typst.TypstError as error:
        return {"error": error.message, "hints": list(error.hints), "trace": error.diagnostic}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}", "hints": [], "trace": ""}
    return {"error": None, "warnings": [warning.diagnostic for warning in warnings]}


def main(folders: list[str]) -> None:
    """Tells which faces there are, in the system and in `folders`, then serves tasks until there are no more."""
    confine()
    import typst

    fonts = typst.Fonts(include_system_fonts=True, include_embedded_fonts=True, font_paths=folders)
    keys = ("family", "style", "weight", "path", "index")
    print(json.dumps([{key: getattr(font, key) for key in keys} for font in fonts.fonts()]), flush=True)
    for line in sys.stdin:
        print(json.dumps(compiled(json.loads(line), fonts)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
