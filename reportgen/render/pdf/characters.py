"""Characters that a face lacks: told, set in another face, and spelled out where no face has them; never dropped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.document.disclosure import Disclosure
from reportgen.render.pdf import fonts
from reportgen.render.pdf.faults import NO_FACE, OTHER_FACE
from reportgen.render.pdf.tree import texts_of, tree_of

_REFUSED = re.compile(r'(?:the text|disallowed codepoint) `?"(.*?)"`?')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_SHOWN_WITHOUT_GLYPH = ("Zs", "Zl", "Zp", "Cc", "Cf")
_VARIANT = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""These choose a form of the character before them."""
_refused: set[str] = set()


def spelling_of(character: str) -> str:
    """What is printed for a character that no face has: its number."""
    return f"［U+{ord(character):04X}］"


def spelled(node: Any, missing: frozenset[str]) -> Any:
    """A tree with every character of `missing` in its texts spelled out."""
    if isinstance(node, str):
        return "".join(spelling_of(sign) if sign in missing else sign for sign in unicodedata.normalize("NFC", node))
    if isinstance(node, dict):
        return {key: value if key == "kind" else spelled(value, missing) for key, value in node.items()}
    return [spelled(item, missing) for item in node] if isinstance(node, list) else node


def missing_in(texts: Iterable[str]) -> frozenset[str]:
    """The characters of `texts` that no face has.

    Among them are marks that join no letter: typst sets them, but who copied the text would get the letter twice.
    """
    signs = {sign for text in texts for sign in unicodedata.normalize("NFC", text)}
    return frozenset(sign for sign in signs if sign in _refused or not _has_face(sign))


def refuse(signs: Iterable[str]) -> None:
    """From now on `signs` are among the missing: typst would not set them, whatever the faces say."""
    _refused.update(signs)


def refused_in(reason: str) -> frozenset[str]:
    """The characters that typst names where it has no glyph for a text, or may not write one into such a PDF."""
    texts = (_ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) for text in _REFUSED.findall(reason))
    return frozenset(sign for text in texts for sign in text if not sign.isascii())


@cache
def _has_face(sign: str) -> bool:
    kind = unicodedata.category(sign)
    if sign.isascii() or kind in _SHOWN_WITHOUT_GLYPH or _VARIANT.match(sign):
        return True
    if kind in ("Mn", "Mc", "Me"):
        return False
    return fonts.uses()["body"].face_of(sign) is not None


def rare_in(disclosure: Disclosure) -> Iterator[Finding]:
    """What is not set in the face that the body is set in, and what is spelled out."""
    texts = set(texts_of(tree_of(disclosure).data))
    signs = sorted({sign for text in texts for sign in text})
    body = fonts.uses()["body"]
    use, where = body.official, Location.of_file(f"build/{disclosure.report}/report.pdf")
    if missing := missing_in(texts):
        printed = " ".join(map(spelling_of, sorted(missing)))
        yield NO_FACE.at(where, characters=" ".join(sorted(missing)), use=use, printed=printed)
    other = [sign for sign in signs if _is_han(sign) and sign not in missing and body.face_of(sign) != body.chosen]
    if other:
        names = sorted({face.family for sign in other if (face := body.face_of(sign)) is not None})
        yield OTHER_FACE.at(where, characters=" ".join(other), face=body.chosen.family, use=use, other=", ".join(names))


def _is_han(sign: str) -> bool:
    return unicodedata.name(sign, "").startswith("CJK ")
