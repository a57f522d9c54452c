"""Why what was typed is no number or no key: the slips of Chinese input and of YAML that have a remedy of their own."""

from __future__ import annotations

import re
import unicodedata

from reportgen.base.finding import Fault
from reportgen.load import faults
from reportgen.model.values import MAX_DIGITS, parse_decimal

_PIECE = re.compile(r"\d{3}(?:\.\d+)?[”’\"']?", re.ASCII)
_LEADING_ZERO = re.compile(r"[+-]?0\d", re.ASCII)
_LONG = re.compile(r"[+-]?[\d,]*(?:\.\d*)?(?:[eE][+-]?\d+)?", re.ASCII)
_WIDE = re.compile("[：，“”‘’｛｝［］＃]")


def fault_of_number(text: str) -> Fault | None:
    """What is wrong with a number as typed; None where it is one. Its message wants `text` and `limit`."""
    if _LEADING_ZERO.match(text):
        return faults.LEADING_ZERO
    if _is_number(text):
        return None
    if _LONG.fullmatch(text) and (re.search("[eE]", text) or any(len(side) > MAX_DIGITS for side in _sides(text))):
        return faults.NUMBER_TOO_LONG
    if _WIDE.search(text) or _is_number(unicodedata.normalize("NFKC", text)):
        return faults.WIDE_NUMBER
    return faults.NOT_A_NUMBER


def fault_of_key(key: str) -> Fault | None:
    """Why nobody knows a key: it is a piece of an amount, or full-width punctuation joined it to its value."""
    if _PIECE.fullmatch(key):
        return faults.PIECE_OF_AMOUNT
    return faults.WIDE_KEY if _WIDE.search(key) else None


def wide_punctuation(text: str) -> str:
    """The full-width punctuation of `text` that YAML does not read as such, each once; empty where there is none."""
    return " ".join(dict.fromkeys(_WIDE.findall(text)))


def _is_number(text: str) -> bool:
    try:
        parse_decimal(text)
    except ValueError:
        return False
    return True


def _sides(text: str) -> tuple[str, str]:
    whole, _, fraction = text.replace(",", "").lstrip("+-").partition(".")
    return whole, fraction
