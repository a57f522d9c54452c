"""The style sheet that a page carries in itself."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.render.html.faults import LOADING_STYLE
from reportgen.render.html.scripts import digest

_LOADS = re.compile(r"(?:url|src|image-set|image)\s*\(|@import|</", re.IGNORECASE)
_CSS_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})[ \t]?")


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """A checked style sheet; its text stands in the page exactly as it is here."""

    text: str

    def policy(self, scripts: Sequence[str] = ()) -> str:
        """The content security policy of a page that holds this style and the scripts with these hashes.

        Nothing else of it runs, and it loads nothing.
        """
        runs = f" script-src {' '.join(scripts)};" if scripts else ""
        style = digest(self.text)
        return f"default-src 'none'; img-src data:; style-src {style};{runs} base-uri 'none'; form-action 'none'"


def style_faults(text: str, file: str) -> Iterator[Finding]:
    """Everything in a style sheet, its comments included, that would load a file or end the page's `<style>`."""
    for number, line in enumerate(text.split("\n"), start=1):
        spelled_out = _CSS_ESCAPE.sub(_character, line)
        for match in _LOADS.finditer(spelled_out):
            yield LOADING_STYLE.at(Location("template", file, line=number), what=match.group())


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return chr(code) if code <= sys.maxunicode else " "
