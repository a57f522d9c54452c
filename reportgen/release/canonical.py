"""One form of JSON for what is hashed: the same values give the same bytes."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

_DIGITS = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def canonical(value: Any) -> bytes:
    """`value` as one line of JSON in UTF-8: keys sorted, no spaces, no line break at the end."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def readable(value: Any) -> bytes:
    """`value` as JSON for files that people open: keys in their order, a line for each."""
    return (json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def digest(data: bytes) -> str:
    """The SHA-256 of `data` in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def check_code(facts: bytes) -> str:
    """The short code of a version: the first 40 bits of the SHA-256 of its `facts.json`, in eight signs.

    Signs that are taken for one another (I, L, O, U) do not occur, so that it can be read out over the telephone.
    """
    signs = base64.b32encode(hashlib.sha256(facts).digest()[:5]).translate(_DIGITS).decode()
    return f"{signs[:4]}-{signs[4:]}"
