"""Where the values of a part are printed, known before any value is: a run of which look, in which paragraph.

A template's markup is fixed, so that what a value needs around it (a run of its own and a bookmark, a line break, a tab
in the same look) can be written as text, and no document has to be taken apart afterwards. Where the place of a value
is not certain, it has no spot, and marks are left for `marks` and `breaks` to resolve.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from reportgen.render.word.skeleton import SIGN, Skeleton

_RUN = re.compile(
    r"<w:r(?: [^<>]*)?>(?P<look><w:rPr/>|<w:rPr>(?:(?!<w:r[ >]|</w:rPr>).)*</w:rPr>)?"
    r"(?P<content>(?:(?!<w:r[ >]|</w:r>).)*)</w:r>",
    re.DOTALL,
)
_CHILD = re.compile(r"<w:t(?: [^<>]*)?>(?P<text>[^<>]*)</w:t>|<w:t(?: [^<>]*)?/>|<w:\w+(?: [^<>]*)?/>")
_PARAGRAPH = re.compile(r"<w:p(?: [^<>]*)?>(?P<look><w:pPr>(?:(?!<w:p[ >]|</w:pPr>).)*</w:pPr>)?", re.DOTALL)
_ELEMENT = re.compile(r"<(/?)[\w:.-]+[^<>]*?(/?)>")
_OPEN_TEXT, _CLOSE_TEXT = '<w:t xml:space="preserve">', "</w:t>"


class Spot(NamedTuple):
    """What is written around a text, and for the signs inside it that are breaks in Word."""

    before: str
    after: str
    breaks: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Spotted:
    """The skeleton of a part and the spots of its values, by the number of their tags."""

    skeleton: Skeleton
    spots: Mapping[int, Spot] = field(default_factory=dict)


def cut_runs(skeleton: Skeleton) -> Spotted:
    """Cuts the runs that print values into a run for each text, with the values between them.

    A value then stands alone and makes its own run, with a bookmark around it where it is a fact.
    """
    spots: dict[int, Spot] = {}

    def cut(run: re.Match[str]) -> str:
        pieces = _pieces(skeleton, run)
        if pieces is None:
            return run.group()
        spot = _own_run(run["look"] or "")
        spots.update((int(piece[1:-1]), spot) for piece in pieces if _is_value(skeleton, piece))
        return "".join(piece if SIGN.fullmatch(piece) else f"<w:r>{run['look'] or ''}{piece}</w:r>" for piece in pieces)

    return Spotted(replace(skeleton, markup=_RUN.sub(cut, skeleton.markup)), spots)


def _is_value(skeleton: Skeleton, piece: str) -> bool:
    sign = SIGN.fullmatch(piece)
    return sign is not None and skeleton.tag(sign).is_value


def _own_run(look: str) -> Spot:
    breaks = {sign: f"{_CLOSE_TEXT}<w:{name}/>{_OPEN_TEXT}" for sign, name in ((0x0A, "br"), (0x09, "tab"))}
    return Spot(f"<w:r>{look}{_OPEN_TEXT}", f"{_CLOSE_TEXT}</w:r>", breaks)


def _pieces(skeleton: Skeleton, run: re.Match[str]) -> list[str] | None:
    """The content of a run in order, each tag a piece of its own; None where it cannot or need not be cut."""
    if not _prints(skeleton, run) or SIGN.search(run["look"] or "") or "rPrChange" in (run["look"] or ""):
        return None
    pieces, end = [""], 0
    for child in _CHILD.finditer(run["content"]):
        if child.start() != end:
            return None
        end = child.end()
        _add(pieces, child)
    return [piece for piece in pieces if piece] if end == len(run["content"]) else None


def _prints(skeleton: Skeleton, run: re.Match[str]) -> bool:
    """Whether a run prints a value, and no tag in it takes white space away."""
    tags = [skeleton.tag(sign) for sign in SIGN.finditer(run["content"])]
    return any(tag.is_value for tag in tags) and not any(tag.trims for tag in tags)


def _add(pieces: list[str], child: re.Match[str]) -> None:
    if child["text"] is None:
        pieces[-1] += child.group()
        return
    end = 0
    for sign in SIGN.finditer(child["text"]):
        _add_text(pieces, child["text"][end : sign.start()])
        pieces += (sign.group(), "")
        end = sign.end()
    _add_text(pieces, child["text"][end:])


def _add_text(pieces: list[str], text: str) -> None:
    if text:
        pieces[-1] += f"{_OPEN_TEXT}{text}{_CLOSE_TEXT}"


def spots_inside(skeleton: Skeleton) -> Spotted:
    """The spots of values that stay inside their runs, where breaks become what docxtpl makes of them."""
    spots: dict[int, Spot] = {}
    for run in _RUN.finditer(skeleton.markup):
        found = [sign for sign in SIGN.finditer(run["content"]) if skeleton.tag(sign).is_value]
        spot = _inside(skeleton, run) if found and _pieces(skeleton, run) is not None else None
        if spot is not None:
            spots.update((int(sign[1]), spot) for sign in found)
    return Spotted(skeleton, spots)


def _inside(skeleton: Skeleton, run: re.Match[str]) -> Spot | None:
    paragraph = _paragraph_of(skeleton, run)
    if paragraph is None:
        return None
    look = "" if run["look"] in (None, "<w:rPr/>", "<w:rPr></w:rPr>") else str(run["look"])
    around = "" if paragraph in ("", "<w:pPr></w:pPr>") else paragraph
    text = f"<w:r>{look}{_OPEN_TEXT}"
    closed = f"{_CLOSE_TEXT}</w:r>"
    page = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    breaks = {
        "\n": f"{_CLOSE_TEXT}<w:br/>{_OPEN_TEXT}",
        "\t": f"{closed}<w:r>{look}<w:tab/></w:r>{text}",
        "\a": f"{closed}</w:p><w:p>{around}{text}",
        "\f": f"{closed}</w:p>{page}<w:p>{around}{text}",
    }
    return Spot("", "", {ord(sign): xml for sign, xml in breaks.items()})


def _paragraph_of(skeleton: Skeleton, run: re.Match[str]) -> str | None:
    """The look of the paragraph that `run` stands in, for certain; None where loops or other elements come between."""
    begun = max(skeleton.markup.rfind(start, 0, run.start()) for start in ("<w:p>", "<w:p "))
    paragraph = _PARAGRAPH.match(skeleton.markup, begun) if begun >= 0 else None
    end = skeleton.markup.find("</w:p>", run.end())
    if paragraph is None or end < 0 or paragraph.end() > run.start():
        return None
    look = paragraph["look"] or ""
    before, after = skeleton.markup[paragraph.end() : run.start()], skeleton.markup[run.end() : end]
    nested = any(start in look + after for start in ("<w:p>", "<w:p ", "<w:sectPr"))
    if nested or SIGN.search(look) or "<w:pPr" in before or not _is_level(before):
        return None
    return look if _is_balanced(skeleton, skeleton.markup[begun:end]) else None


def _is_level(markup: str) -> bool:
    """Whether everything that `markup` opens is closed again."""
    depths = list(_depths(markup))
    return not depths or (depths[-1] == 0 and min(depths) >= 0)


def _depths(markup: str) -> Iterator[int]:
    depth = 0
    for element in _ELEMENT.finditer(markup):
        depth += -1 if element[1] else 0 if element[2] else 1
        yield depth


def _is_balanced(skeleton: Skeleton, markup: str) -> bool:
    """Whether every block that is opened in `markup` ends there, and none from before."""
    depth = 0
    for sign in SIGN.finditer(markup):
        depth += skeleton.tag(sign).step
        if depth < 0 or (depth == 0 and skeleton.tag(sign).divides):
            return False
    return depth == 0
