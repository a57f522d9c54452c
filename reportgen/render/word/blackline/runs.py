"""The runs of two versions of a paragraph, compared by words with numbers kept whole."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import groupby

from lxml import etree
from lxml.etree import _Element

from reportgen.base.text import words_of
from reportgen.render.word.blackline.marks import ANCHORS, DEL, INS, Marks, NotTrackableError, key_of
from reportgen.render.word.names import XML_SPACE, w

SAME = "same"
_LINK, _RUN, _TEXT, _LOOK, _FIELD = map(w, ("hyperlink", "r", "t", "rPr", "fldChar"))
_SHORT = 2
"""Fewer signs that stay between two changes go with them, so that words are not torn apart."""


@dataclass(slots=True)
class Atom:
    """What is compared: a word, or something else in a run, or a whole field; with the anchors before it."""

    key: str
    look: _Element | None
    text: str | None
    nodes: list[_Element] = field(default_factory=list)
    link: _Element | None = None
    link_key: str = ""
    anchors: list[_Element] = field(default_factory=list)


def track_runs(marks: Marks, old: _Element | None, new: _Element | None) -> list[_Element]:
    """What a paragraph holds beside its properties, with what differs marked; None stands for no paragraph."""
    before, _ = _atoms(old)
    after, rest = _atoms(new)
    made: list[_Element] = []
    states = _states(before, after)
    for (_, state), group in groupby(states, key=lambda one: (one[1].link_key, one[0])):
        made += _written(marks, state, [atom for _, atom in group])
    return [*made, *rest]


def _states(old: Sequence[Atom], new: Sequence[Atom]) -> list[tuple[str, Atom]]:
    """Every atom with what became of it; in each change what went stands before what came."""
    keys = [atom.key for atom in old], [atom.key for atom in new]
    changes = [*SequenceMatcher(None, *keys, autojunk=False).get_opcodes()]
    states: list[tuple[str, Atom]] = []
    gone: list[Atom] = []
    come: list[Atom] = []
    for at, (kind, old_from, old_to, new_from, new_to) in enumerate(changes):
        short = sum(len(atom.text or "  ") for atom in new[new_from:new_to]) < _SHORT
        if kind == "equal" and not (short and 0 < at < len(changes) - 1):
            states += [*((DEL, atom) for atom in gone), *((INS, atom) for atom in come)]
            gone, come = [], []
            states += [(SAME, atom) for atom in new[new_from:new_to]]
        else:
            gone += old[old_from:old_to]
            come += new[new_from:new_to]
    return [*states, *((DEL, atom) for atom in gone), *((INS, atom) for atom in come)]


def _atoms(paragraph: _Element | None) -> tuple[list[Atom], list[_Element]]:
    """The atoms of a paragraph, and the anchors behind the last."""
    atoms: list[Atom] = []
    anchors: list[_Element] = []
    open_field: Atom | None = None
    for link, child in () if paragraph is None else _children(paragraph):
        if child.tag in ANCHORS:
            anchors.append(copy.deepcopy(child))
            continue
        if child.tag != _RUN:
            raise NotTrackableError(etree.QName(child).localname)
        for atom in _of_run(child):
            atom.link = link
            atom.link_key = "" if link is None else key_of(_hull(link))
            atom.key += atom.link_key
            depth = sum(_turn(node) for node in atom.nodes)
            if open_field is not None:
                open_field.key += atom.key
                open_field.nodes += atom.nodes or [_text_run(atom.look, atom.text or "")]
                open_field = None if _depth(open_field) == 0 else open_field
                continue
            atom.anchors, anchors = anchors, []
            atoms.append(atom)
            open_field = atom if depth > 0 else None
    return atoms, anchors


def _children(paragraph: _Element) -> Iterator[tuple[_Element | None, _Element]]:
    for child in paragraph:
        if child.tag == _LINK:
            yield from ((child, inner) for inner in child)
        elif child.tag != w("pPr") and isinstance(child.tag, str):
            yield None, child


def _hull(link: _Element) -> _Element:
    return etree.Element(link.tag, dict(link.attrib))


def _of_run(run: _Element) -> Iterator[Atom]:
    look = run.find(_LOOK)
    said = key_of(look)
    for child in run:
        if child.tag == _TEXT:
            for word in words_of(child.text or ""):
                yield Atom(f"{said}\0{word}", look, word)
        elif child.tag != _LOOK and isinstance(child.tag, str):
            own = _run(look)
            own.append(copy.deepcopy(child))
            yield Atom(f"{said}\1{key_of(child)}", look, None, [own])


def _depth(atom: Atom) -> int:
    return sum(_turn(node) for node in atom.nodes)


def _turn(run: _Element) -> int:
    kinds = [one.get(w("fldCharType")) for one in run.iter(_FIELD)]
    return kinds.count("begin") - kinds.count("end")


def _run(look: _Element | None) -> _Element:
    run = etree.Element(_RUN)
    if look is not None:
        run.append(copy.deepcopy(look))
    return run


def _text_run(look: _Element | None, text: str) -> _Element:
    run = _run(look)
    etree.SubElement(run, _TEXT, {XML_SPACE: "preserve"}).text = text
    return run


def _written(marks: Marks, state: str, atoms: Sequence[Atom]) -> list[_Element]:
    """Atoms of one state and one link as runs; anchors stand outside of marks, and those of what went are left out."""
    made: list[_Element] = []
    runs: list[_Element] = []
    texts: list[Atom] = []

    def end_text() -> None:
        if texts:
            runs.append(_text_run(texts[0].look, "".join(atom.text or "" for atom in texts)))
            texts.clear()

    def end_runs() -> None:
        end_text()
        if runs:
            made.extend([*runs] if state == SAME else [marks.tracked(state, runs)])
            runs.clear()

    for atom in atoms:
        if atom.anchors and state != DEL:
            end_runs()
            made += atom.anchors
        if atom.text is None:
            end_text()
            runs += atom.nodes
            continue
        if texts and key_of(texts[-1].look) != key_of(atom.look):
            end_text()
        texts.append(atom)
    end_runs()
    link = atoms[0].link
    if link is None:
        return made
    hull = _hull(link)
    hull.extend(made)
    return [hull]
