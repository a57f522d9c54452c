"""In which language messages are printed. Imports nothing heavy: the first thing a command does is to ask this."""

from __future__ import annotations

import os
from collections.abc import Mapping

LANGUAGES = ("zh", "en")
DEFAULT_LANGUAGE = "zh"


def language_of_environment(environment: Mapping[str, str] | None = None) -> str | None:
    """The language that the environment asks for, or None where it does not say one we have.

    `REPORTGEN_LANG` comes before the usual `LC_ALL`, `LC_MESSAGES` and `LANG`.
    """
    values = os.environ if environment is None else environment
    for name in ("REPORTGEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        language = values.get(name, "")[:2].lower()
        if language in LANGUAGES:
            return language
    return None
