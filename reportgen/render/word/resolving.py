"""Resolves what only the finished document can settle: merges of equal cells, notes, pictures, loops over nothing.

Most documents are text from the first character to the last. These steps take the parts of one apart where a value, or
the template, asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count

from lxml.etree import _Element

from reportgen.document.marks import BOOKMARK_PREFIX
from reportgen.render.word.breaks import resolve_breaks
from reportgen.render.word.charts.drawing import place_charts
from reportgen.render.word.faults import BrokenOutputError
from reportgen.render.word.footnotes import attach_notes
from reportgen.render.word.likeness import repair_like_docxtpl
from reportgen.render.word.marks import resolve_marks, resolve_prose
from reportgen.render.word.merges import merge_cells, take_keys
from reportgen.render.word.names import w
from reportgen.render.word.part import RenderedPart
from reportgen.render.word.repairs import finish, repair
from reportgen.render.word.session import Session
from reportgen.render.word.xml import XmlError, parse, serialize


@dataclass(frozen=True, slots=True)
class Resolved:
    """Parts as they stand in the document, and the numbers of the facts that are still in them."""

    parts: dict[str, bytes]
    facts: frozenset[int]


def resolved(parts: Mapping[str, RenderedPart], session: Session, file: str, main: str) -> Resolved:
    """`parts` with every mark resolved and everything repaired that Word would not open.

    `file` is the template as it is told of, `main` the name of the document's own part. Raises BrokenOutputError where
    a part is no XML.
    """
    roots = {name: _root(part, name) for name, part in parts.items()}
    for name, root in roots.items():
        _resolve(root, name, session)
    if session.notes:
        attach_notes(roots, session, file)
    if session.marks_facts:
        pictures = count(1)
        for name, root in roots.items():
            if not parts[name].is_sound:
                repair(root)
            finish(root, pictures)
    else:
        repair_like_docxtpl(roots, main)
    return Resolved({name: serialize(root) for name, root in roots.items()}, _facts_left(roots.values()))


def _root(part: RenderedPart, name: str) -> _Element:
    try:
        return parse(part.marked().encode())
    except XmlError as error:
        raise BrokenOutputError(str(error), name) from error


def _resolve(root: _Element, name: str, session: Session) -> None:
    session.part = name
    keys = take_keys(root, name)
    if session.marks_facts:
        resolve_marks(root, session)
    else:
        resolve_prose(root, session)
        resolve_breaks(root)
    if session.marks_facts or keys:
        merge_cells(root, keys, session)
    place_charts(root, session)


def _facts_left(roots: Iterable[_Element]) -> frozenset[int]:
    """The facts whose bookmarks stand in the document: those of repeated text that a merge left out are gone."""
    names = (str(mark.get(w("name"), "")) for root in roots for mark in root.iter(w("bookmarkStart")))
    return frozenset(int(name.removeprefix(BOOKMARK_PREFIX)) for name in names if name.startswith(BOOKMARK_PREFIX))
