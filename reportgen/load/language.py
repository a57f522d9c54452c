"""In which language a text is written.

Scripts are counted first: langdetect takes 民政局 for Korean, so it is asked only about text with enough letters
outside Han, with a fixed seed, and its profiles are loaded only then.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from reportgen.base.text import han_count, letter_count

CHINESE = "zh-CN"
MIN_LETTERS = 20
"""Fewer letters outside Han than this say nothing about a language."""


@cache
def _langdetect() -> Any:
    import langdetect

    langdetect.DetectorFactory.seed = 0
    return langdetect


def language_of(text: str, expected: str = CHINESE) -> str:
    """The language tag of `text`: `zh-CN` where Han prevails, langdetect's word on long other text, else `expected`."""
    han, letters = han_count(text), letter_count(text)
    if han >= letters or letters < MIN_LETTERS:
        return CHINESE if han else expected
    detector = _langdetect()
    try:
        found: str = detector.detect(text)
    except detector.LangDetectException:
        return expected
    return {"zh-cn": CHINESE, "zh-tw": "zh-TW"}.get(found, found)
