"""Writes evaluation.yaml as a person would: short records in one line, amounts quoted, Chinese as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

_PLAIN = re.compile(r"[A-Za-z0-9_\u3400-\u9fff≥≤％（）《》、，。；：“”.%\-]*[A-Za-z0-9_\u3400-\u9fff％）》。；”.%]")
_UNSAFE_START = re.compile(r"[-?:.%,]")


def scalar(text: str | None) -> str:
    """A scalar that reads back as exactly `text`; nothing for None."""
    if text is None:
        return ""
    if _PLAIN.fullmatch(text) and not _UNSAFE_START.match(text) and text.lower() not in ("null", "~"):
        return text
    return json.dumps(text, ensure_ascii=False)


def flow(values: Mapping[str, str | None], *, quoted: Iterable[str] = ()) -> str:
    """`{key: value, ...}` in one line, without the keys that have no value; `quoted` keys are always quoted."""
    always = set(quoted)
    shown = (
        f"{key}: {json.dumps(value, ensure_ascii=False) if key in always else scalar(value)}"
        for key, value in values.items()
        if value is not None
    )
    return "{" + ", ".join(shown) + "}"


def block(values: Mapping[str, str | None], indent: str) -> str:
    """One key a line; a key without a value stays, empty, for somebody to fill in."""
    return "\n".join(f"{indent}{key}: {scalar(value)}".rstrip() for key, value in values.items())
