"""What is told of a kind of finding beside its cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.base.finding import Fault
from reportgen.base.messages import N_, tr

AREAS = {
    "files": N_("Files that cannot be read"),
    "form": N_("The form as a whole"),
    "funds": N_("Funds"),
    "goals": N_("Goals"),
    "indicators": N_("Indicators"),
    "narrative": N_("Wording"),
    "related": N_("Other reports"),
    "scores": N_("Scores"),
    "targets": N_("Approved targets"),
    "totals": N_("Totals"),
    "waivers": N_("Waivers"),
}
"""What the areas of findings are called, in the order of their keys."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of finding with its area and its page of the manual in each language."""

    fault: Fault
    area: str
    pages: Mapping[str, str]


def area_label(area: str) -> str:
    """What `area` is called in the current language."""
    return tr(AREAS[area])
