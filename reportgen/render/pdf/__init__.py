"""The report as PDF, set by typst: tagged, for archives, with the data attached."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path

from reportgen.base.errors import TemplateError
from reportgen.base.files import read_bytes
from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.base.messages import Message
from reportgen.document.disclosure import Disclosure, PublicFile
from reportgen.render.output import NO_PIECES, OutputFormat, Pieces, Renderer, TemplateFinder

TEMPLATE = "report.typ"
FILE_NAME = "report.pdf"
MAIN = "main.typ"
LIBRARY = Path(__file__).with_name("narrative.typ")


def prepare(finder: TemplateFinder, pieces: Pieces = NO_PIECES) -> Renderer:
    """Opens `report.typ`; what is wrong with it shows when the first report is set. Raises TemplateError then."""
    from reportgen.render.pdf.characters import missing_in, refuse, refused_in
    from reportgen.render.pdf.compiler import RefusedError, shared_compiler
    from reportgen.render.pdf.faults import REFUSED
    from reportgen.render.pdf.tree import texts_of, tree_of

    del pieces
    file = finder(TEMPLATE)
    sources = {MAIN: read_bytes(file), LIBRARY.name: read_bytes(LIBRARY)}
    told = "/".join(file.parts[-3:])
    shared_compiler().start()

    def render(disclosure: Disclosure) -> Mapping[str, bytes]:
        while True:
            missing = missing_in(texts_of(tree_of(disclosure).data))
            files = {**sources, **inputs_of(disclosure, missing)}
            try:
                return {FILE_NAME: shared_compiler().compile(files, moment_of(disclosure))}
            except RefusedError as error:
                refused = refused_in(error.reason) - missing
                if not refused:
                    own = told if error.file in (MAIN, None) else str(error.file)
                    place = Location.in_text(own, error.line) if error.line else Location.of_file(own)
                    raise TemplateError([REFUSED.at(place, reason=error.reason)]) from error
                refuse(refused)

    return render


def inputs_of(disclosure: Disclosure, missing: frozenset[str] = frozenset()) -> dict[str, bytes]:
    """The files that a template may read: the disclosure, the faces, pictures, and what is attached.

    The characters of `missing` are spelled out in what is printed, never in what is attached.
    """
    from reportgen.render.data import attachments
    from reportgen.render.pdf import fonts
    from reportgen.render.pdf.characters import spelled
    from reportgen.render.pdf.tree import tree_of

    tree = tree_of(disclosure)
    data = spelled(tree.data, missing)
    attached = attachments(disclosure)
    listed = [{"name": one.name, "type": one.type, "about": one.about} for one in attached]
    return {
        "disclosure.json": _json(data),
        "faces.json": _json(fonts.for_template()),
        "attached.json": _json(listed),
        **tree.pictures,
        **{one.name: one.data for one in attached},
    }


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def moment_of(disclosure: Disclosure) -> int:
    """The day the form was filed, else the last of its year: a PDF says when it was made, and may not ask the clock."""
    filed, year = disclosure.form.filed, disclosure.form.year.plain
    day = date.fromisoformat(filed.plain) if filed is not None else date(int(year), 12, 31)
    return int(datetime.combine(day, time(), UTC).timestamp())


def _told() -> list[Message]:
    from reportgen.render.pdf import fonts

    return fonts.told()


def _findings(disclosure: Disclosure) -> Iterator[Finding]:
    from reportgen.render.pdf.characters import rare_in

    return rare_in(disclosure)


PDF = OutputFormat(
    "pdf",
    prepare,
    (".typ",),
    (PublicFile(FILE_NAME, "PDF"),),
    modules=("typst", "fontTools", "pylopdf_fonts_zh_cn", "pikepdf"),
    told=_told,
    findings=_findings,
)
