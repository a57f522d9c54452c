"""Text, facts and link targets as HTML."""

from __future__ import annotations

import re
from typing import Any

from jinja2 import Undefined
from markupsafe import Markup
from markupsafe import escape as _escape

from reportgen.base.messages import N_
from reportgen.document.fact import Fact
from reportgen.render.html.faults import PrintError

_RETURN = Markup("&#13;")
_SCHEMES = re.compile(r"(?:https?://|mailto:|tel:|#)", re.IGNORECASE)
_BESIDE = re.compile(r"(?:\.{0,2}/(?!/)|[^\s:/?#\\]+(?:[/?#]|$))")


def escape(text: str) -> Markup:
    """`text` for a text or a quoted attribute; every character of it is read back by a browser."""
    escaped = _escape(text)
    return escaped.replace("\r", _RETURN) if "\r" in escaped else escaped


def fact_markup(fact: Fact) -> Markup:
    """A fact as `<data>`: its printed text, with its plain value, its id and the filter that printed it."""
    value, text = escape(fact.plain), escape(fact.text)
    return Markup(f'<data value="{value}"{fact_attributes(fact)}>{text}</data>')  # noqa: S704 - every part is escaped


def fact_attributes(fact: Fact) -> Markup:
    """What marks any element whose text is that of a fact."""
    format = f' data-format="{escape(fact.format)}"' if fact.format else ""
    return Markup(f' data-fact="{escape(fact.id)}"{format}')  # noqa: S704 - every part is escaped


def printed(value: Any) -> Any:
    """What a template's expression prints between tags. Raises PrintError for anything but text, facts and counts."""
    match value:
        case Fact():
            return fact_markup(value)
        case Markup():
            return value
        case _:
            return escape(plain(value))


def plain(value: Any) -> str:
    """What a template's expression prints inside an attribute or a title: text without markup."""
    match value:
        case None:
            return ""
        case Fact():
            return value.text
        case str() if not isinstance(value, Markup):
            return value
        case Undefined():
            return str(value)
        case int() if not isinstance(value, bool):
            return str(value)
        case _:
            raise PrintError(N_("{type} is no text"), type=type(value).__name__)


def leads_out_safely(target: str) -> bool:
    """Whether narrative may link to `target`: http, https, mailto, tel or a fragment."""
    return _SCHEMES.match(target) is not None


def is_address(text: str) -> bool:
    """Whether a template may link to `text`: a safe scheme, or a file beside the page."""
    return leads_out_safely(text) or _BESIDE.match(text) is not None


def address(value: Any) -> str:
    """`plain`, for the start of a link's address. Raises PrintError where no page may link there."""
    text = plain(value)
    if not is_address(text):
        raise PrintError(N_("{text} is no address that a page may link to"), text=text)
    return text
