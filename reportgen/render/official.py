"""Official names: what the files of a report are called where they are published."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import quote

PARTS = {
    "funds.csv": "资金",
    "indicators.csv": "指标",
    "goals.csv": "目标",
    "dictionary.csv": "数据字典",
    "paste.html": "粘贴用",
}
"""What the name of a file says besides the report's, where the report has several of its kind."""
LONGEST = 180
"""So many bytes of a name, without its ending; file systems take 255."""
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_HREF = re.compile(rb'(?<=\bhref=")[\w.-]+(?=")')


def linked(page: bytes, names: Mapping[str, str]) -> bytes:
    """A page whose links to the other files of its report lead to them under their new names."""
    addresses = {old.encode(): quote(new).encode() for old, new in names.items()}
    return _HREF.sub(lambda match: addresses.get(match[0], match[0]), page)


def official_name(department: str, year: str, project: str | None, title: str) -> str:
    """What a report is called in public: department, year, project if it is one, and title."""
    about = f"{department}{year}年度"
    if project:
        return safe_name(f"{about}{project}", LONGEST - len(title.encode())) + safe_name(title)
    return safe_name(about + title)


def public_name(official: str, file: str) -> str:
    """The public name of a file of a report."""
    path = PurePosixPath(file)
    if path.stem == "report":
        return official + path.suffix
    return f"{official}（{PARTS.get(file, path.stem)}）{path.suffix}"


def safe_name(text: str, longest: int = LONGEST) -> str:
    """`text` as the name of a file on every system: no sign that one of them refuses, no more than `longest` bytes."""
    name = _UNSAFE.sub("_", unicodedata.normalize("NFC", text)).strip(" .")
    while len(name.encode()) > longest:
        name = name[:-1]
    return name.rstrip(" .") or "_"


def folded(name: str) -> str:
    """What is the same of two names that some system takes for one."""
    return unicodedata.normalize("NFC", name.casefold())
