"""What a filter has a meaning for, known before there is data: it is tried on samples of what a name holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from reportgen.document.fact import Fact
from reportgen.filters.filter import FilterError, TemplateFilter, filters
from reportgen.model.form import UNITS
from reportgen.render.word.check.shapes import FIGURE, Anything, Listing, Record, Shape, Single

_WORDS = tuple(Fact("", "", text, None, text) for text in ("甲", "2024", "2024-12-31"))
_NUMBER = Fact("", "", Decimal(1), None, "1")
_SAMPLES: Mapping[str, tuple[Fact, ...]] = {
    "amount": tuple(replace(_NUMBER, unit=unit) for unit in UNITS),
    "rate": (replace(_NUMBER, unit="%"),),
    "points": (replace(_NUMBER, unit="分"),),
    "words": _WORDS,
}


def is_meaningless(name: str, held: Shape) -> bool:
    """Whether the filter `name` refuses everything that may stand under a name that holds `held`."""
    filter, samples = filters().get(name), _samples(held)
    return filter is not None and bool(samples) and all(_refuses(filter, one) for one in samples)


def fitting(held: Shape) -> list[str]:
    """The filters that have a meaning for what a name holds, sorted."""
    return sorted(name for name in filters() if not is_meaningless(name, held))


def _samples(held: Shape) -> tuple[object, ...]:
    match held:
        case Record(name=name, holds=kind) if name == FIGURE:
            return _SAMPLES.get(kind, ())
        case Single(holds=kind):
            return tuple(one.text for one in _SAMPLES.get(kind, ()))
        case Record() | Listing():
            return (held,)
        case Anything():
            return ()


def _refuses(filter: TemplateFilter, sample: object) -> bool:
    """A filter of the workspace that fails otherwise than by refusing may still print what will be there."""
    try:
        filter(sample)
    except FilterError:
        return True
    except Exception:
        return False
    return False
