"""Text, facts and link targets as HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import unescape
from types import MappingProxyType
from typing import Any

from jinja2 import Undefined
from markupsafe import Markup
from markupsafe import escape as _escape

from reportgen.base.messages import N_
from reportgen.document.fact import Fact
from reportgen.render.html.faults import PrintError

_SPECIAL = re.compile("[&<>\"'\r]")
_SCHEMES = re.compile(r"(?:https?://|mailto:|tel:|#)", re.IGNORECASE)
_BESIDE = re.compile(r"(?:\.{0,2}/(?![/\\])|[^\s:/?#\\]+(?:[/?#]|$))")
_BROKEN_OFF = re.compile(r"[\t\n\r]")
"""What browsers drop from an address, wherever it stands."""
_LEADING = "".join(map(chr, range(0x21)))
"""What browsers drop from its beginning."""
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
"""Controls, and what nobody sees: no address that people wrote holds them."""
_REFERENCE_BEGUN = re.compile(r"&[#\w]*$")


def escape(text: str) -> Markup:
    """`text` for a text or a quoted attribute; every character of it is read back by a browser."""
    return as_markup(escaped(text))


def escaped(text: str) -> str:
    """`escape` as a plain text, to be put together with others."""
    if _SPECIAL.search(text) is None:
        return text
    return str(_escape(text)).replace("\r", "&#13;")


def as_markup(text: str) -> Markup:
    """`text`, all parts of which were escaped, as it stands; quicker than `Markup`, which asks what it is given."""
    return str.__new__(Markup, text)


def fact_markup(fact: Fact) -> Markup:
    """A fact as `<data>`: its printed text, with its plain value, its id and the filter that printed it."""
    return as_markup(fact_element(fact))


def fact_element(fact: Fact) -> str:
    """`fact_markup` as a plain text."""
    plain, id, text = fact.plain, fact.id, fact.text
    if fact.format or _SPECIAL.search(f"{plain}{id}{text}"):
        return f'<data value="{escaped(plain)}"{fact_attributes(fact)}>{escaped(text)}</data>'
    return f'<data value="{plain}" data-fact="{id}">{text}</data>'


def fact_attributes(fact: Fact) -> str:
    """What marks any element whose text is that of a fact, escaped."""
    format = f' data-format="{escaped(fact.format)}"' if fact.format else ""
    return f' data-fact="{escaped(fact.id)}"{format}'


def printed(value: Any) -> str:
    """What a template's expression prints between tags, escaped.

    Raises PrintError for anything but text, facts and counts.
    """
    kind = type(value)
    if kind is Fact:
        return fact_element(value)
    if kind is str:
        return escaped(value)
    return value if isinstance(value, Markup) else escaped(plain(value))


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


def as_read(markup: str, *, whole: bool) -> str:
    """The value of an attribute written as `markup`, as a browser takes it for an address: decoded, in one line.

    A character reference that is not `whole` yet, because an expression or a branch follows, is left out.
    """
    if not whole:
        markup = _REFERENCE_BEGUN.sub("", markup)
    return _BROKEN_OFF.sub("", unescape(markup)).lstrip(_LEADING)


def is_address(text: str) -> bool:
    """Whether a template may link to `text`: a safe scheme, or a file beside the page."""
    return _UNSEEN.search(text) is None and (leads_out_safely(text) or _BESIDE.match(text) is not None)


def address(value: Any) -> str:
    """`plain`, for the start of a link's address. Raises PrintError where no page may link there."""
    text = plain(value)
    if not is_address(text):
        raise PrintError(N_("{text} is no address that a page may link to"), text=text)
    return text


PLAIN, ADDRESS = "_plain", "_address"
FITTING: Mapping[str, Callable[[Any], str]] = MappingProxyType({PLAIN: plain, ADDRESS: address})
"""The filters that `contexts` lays around expressions, each for its place; no template may name them."""
