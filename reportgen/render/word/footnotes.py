"""Footnotes of narrative as Word's own: a part for them, references in the text, numbers given by Word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from lxml import etree
from lxml.etree import _Element

from reportgen.base.errors import TemplateError
from reportgen.base.location import Location
from reportgen.render.word.faults import MISPLACED_NOTE
from reportgen.render.word.fitting import fit
from reportgen.render.word.frame import part_of
from reportgen.render.word.names import (
    DECLARATION,
    FOOTNOTES_TYPE,
    MAIN_TYPE,
    MARK_NS,
    R_NS,
    SETTINGS_TYPE,
    W_NS,
    XML_SPACE,
    mark,
    w,
)
from reportgen.render.word.package import Package, Relationship
from reportgen.render.word.session import Session
from reportgen.render.word.xml import parent_of, parse, serialize
from reportgen.render.word.xml import replace as put

_PART = "word/footnotes.xml"
_SEPARATORS = {-1: "separator", 0: "continuationSeparator"}
_AFTER_NOTES = frozenset(
    "endnotePr compat docVars rsids mathPr attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats "  # noqa: SIM905
    "doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType schemaLibrary shapeDefaults "
    "doNotEmbedSmartTags decimalSymbol listSeparator".split()
)
_REFERENCE = w("footnoteReference")
_FIELD = ("begin", "separate", "end")

NOTE_PREFIX = "_rgnote_"
"""What the name of a bookmark begins with that stands around a reference to a note; its id follows."""


def with_footnotes(package: Package) -> Package:
    """The package with a part for footnotes; one that has such a part is given back as it is."""
    main = part_of(package, MAIN_TYPE)
    if main is None or part_of(package, FOOTNOTES_TYPE) is not None:
        return package
    relationship = Relationship("rgFootnotes", f"{R_NS}/footnotes", _PART)
    return replace(
        package,
        parts={**package.parts, **_settings(package), _PART: _separators()},
        types={**package.types, _PART: FOOTNOTES_TYPE},
        relationships={**package.relationships, main: (*package.relationships.get(main, ()), relationship)},
    )


def _separators() -> bytes:
    """A part without notes: the line above the notes of a page, and the one where a note goes on from the last page."""
    lines = "".join(
        f'<w:footnote w:type="{kind}" w:id="{id}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'
        f"</w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>"
        for id, kind in _SEPARATORS.items()
    )
    return f'{DECLARATION}<w:footnotes xmlns:w="{W_NS}" xmlns:r="{R_NS}">{lines}</w:footnotes>'.encode()


def _settings(package: Package) -> dict[str, bytes]:
    """The settings, naming the separators."""
    name = part_of(package, SETTINGS_TYPE)
    if name is None:
        return {}
    root = parse(package.parts[name])
    notes = root.find(w("footnotePr"))
    if notes is None:
        place = next((number for number, one in enumerate(root) if _local(one) in _AFTER_NOTES), len(root))
        notes = etree.Element(w("footnotePr"))
        root.insert(place, notes)
    for id in _SEPARATORS:
        etree.SubElement(notes, w("footnote"), {w("id"): str(id)})
    return {name: serialize(root)}


def _local(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def reference_xml(note: int, look: str) -> str:
    """A reference to the note `note` of this document, whose id is not known yet; `look` are its run properties."""
    return f'<w:r>{look}<w:footnoteReference w:id="0" rg:note="{note}"/></w:r>'


def number_xml(look: str) -> str:
    """The number that a note begins with."""
    return f"<w:r>{look}<w:footnoteRef/></w:r>"


def attach_notes(roots: Mapping[str, _Element], session: Session, file: str) -> None:
    """Gives every reference its id and puts the notes that are referred to into their part.

    A second reference to the same note becomes a cross-reference to the number of the first. Raises TemplateError
    where a reference stands in a text box, which Word does not allow, or the document has no part for footnotes.
    """
    frame = session.frame
    references = [one for one in roots[frame.body].iter(_REFERENCE) if one.get(w("customMarkFollows")) is None]
    times = Counter(one.get(mark("note")) for one in references)
    order: dict[int, int] = {}
    number = 0
    for reference in references:
        note = reference.attrib.pop(mark("note"), None)
        if note is None or int(note) not in order:
            number += 1
        if note is None:
            continue
        if frame.notes not in roots or next(reference.iterancestors(w("txbxContent")), None) is not None:
            raise TemplateError([MISPLACED_NOTE.at(Location("word", file, part=frame.body))])
        if int(note) in order:
            _refer_again(reference, int(note), order[int(note)], session)
        else:
            order[int(note)] = number
            reference.set(w("id"), str(frame.first_note + len(order) - 1))
            if times[note] > 1:
                _name(reference, int(note), session)
    for id, note_number in enumerate(order, start=frame.first_note):
        roots[frame.notes].append(_note(id, session.notes[note_number], session))


def _id(note: int, session: Session) -> int:
    return session.bookmark_id(len(session.facts) + 1 + note)


def _bookmark(note: int, session: Session) -> str:
    return f"{NOTE_PREFIX}{_id(note, session)}"


def _name(reference: _Element, note: int, session: Session) -> None:
    """Puts a bookmark around the first reference to a note that is referred to again."""
    run = parent_of(reference)
    id = str(_id(note, session))
    run.addprevious(etree.Element(w("bookmarkStart"), {w("id"): id, w("name"): _bookmark(note, session)}))
    run.addnext(etree.Element(w("bookmarkEnd"), {w("id"): id}))


def _refer_again(reference: _Element, note: int, number: int, session: Session) -> None:
    """Writes the field as runs: python-docx reads nothing inside a `w:fldSimple`."""
    run = parent_of(reference)
    code, text = etree.Element(w("instrText"), {XML_SPACE: "preserve"}), etree.Element(w("t"))
    code.text, text.text = f" NOTEREF {_bookmark(note, session)} \\f \\h ", str(number)
    begin, separate, end = (etree.Element(w("fldChar"), {w("fldCharType"): kind}) for kind in _FIELD)
    begin.set(w("dirty"), "true")
    put(reference, [text])
    put(run, [_run(begin), _run(code), _run(separate), run, _run(end)])


def _run(content: _Element) -> _Element:
    run = etree.Element(w("r"))
    run.append(content)
    return run


def _note(id: int, written: str, session: Session) -> _Element:
    spaces = f'xmlns:w="{W_NS}" xmlns:r="{R_NS}" xmlns:rg="{MARK_NS}"'
    note = parse(f'<w:footnote {spaces} w:id="{id}">{written}</w:footnote>'.encode())
    fit(note, session.frame.width, session.frame.height)
    return note
