"""The rules that a version was made by, as a file of the kind that profiles are read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

import yaml

from reportgen.model.profile import Profile


def profile_yaml(profile: Profile) -> bytes:
    """`profile` with everything it took from others and from layers in it; reading it gives the same profile."""
    text = yaml.safe_dump(_plain(profile), allow_unicode=True, sort_keys=False, width=120)
    return text.encode()


def _plain(value: object) -> Any:
    match value:
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return f"{value:f}"
        case int():
            return str(value)
        case str():
            return str(value)
        case Mapping():
            return {str(key): _plain(inner) for key, inner in value.items()}
        case frozenset():
            return sorted(map(_plain, value))
        case tuple():
            return [_plain(item) for item in value]
    if is_dataclass(value):
        inner = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {name: _plain(one) for name, one in inner if one is not None}
    raise TypeError(type(value).__name__)
