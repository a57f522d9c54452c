"""Messages in Chinese and English.

Source strings are English and marked with `N_`; the Chinese catalogue lies in `reportgen/locale`. A `Message` is kept
untranslated until somebody prints it, so one finding can be shown in either language.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from reportgen.base.language import DEFAULT_LANGUAGE, LANGUAGES

_DOMAIN = "reportgen"
_LOCALE = Path(__file__).resolve().parent.parent / "locale"
_language: ContextVar[str] = ContextVar("language", default=DEFAULT_LANGUAGE)


def N_(source: str) -> str:
    """Marks a source string for the catalogue and returns it as it is."""
    return source


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(_DOMAIN, _LOCALE, languages=[language], fallback=True)


def use_language(language: str) -> None:
    """Prints messages in `language` from now on, in this thread and those it starts; libraries' own words follow."""
    chosen = language if language in LANGUAGES else DEFAULT_LANGUAGE
    _language.set(chosen)
    os.environ["LANGUAGE"] = chosen
    gettext.bindtextdomain(_DOMAIN, str(_LOCALE))
    gettext.textdomain(_DOMAIN)


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Turns messages into text in `language` for a while: what is written to a file must not depend on the reader."""
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


def current_language() -> str:
    """The language messages are printed in: `zh` or `en`."""
    return _language.get()


def tr(source: str, **values: Any) -> str:
    """`source` in the current language, with `{name}` replaced by the values."""
    text = _catalogue(_language.get()).gettext(source) if source else ""
    return text.format(**values) if values else text


def plural(count: int, one: str, many: str) -> str:
    """`one` or `many` in the current language, with `{count}` filled in: `1 error`, `4 errors`."""
    return tr(one if count == 1 else many, count=count)


@dataclass(frozen=True, slots=True)
class Message:
    """A source string and the values to put into it; translated when it is turned into text."""

    source: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        values = {name: _shown(value) for name, value in self.values.items()}
        return tr(self.source).format(**values)


def _shown(value: Any) -> Any:
    return str(value) if isinstance(value, Message) else value
