"""A package as PDF: one document of typst, in which each report is set by the template that sets it alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from reportgen.base.errors import TemplateError
from reportgen.base.files import read_bytes
from reportgen.base.location import Location
from reportgen.document.disclosure import Disclosure
from reportgen.document.package import PDF_PART, Package
from reportgen.render.output import TemplateFinder
from reportgen.render.pdf import LIBRARY, MAIN, TEMPLATE, inputs_of, moment_of

PACKAGE_TEMPLATE = "package.typ"
_FACES = "faces.json"
Setter: TypeAlias = Callable[[Package, Sequence[Disclosure], Sequence[TemplateFinder]], bytes]
"""Sets a package; the reports as they are by themselves and where the templates of each are found, in their order."""


def prepare(finder: TemplateFinder) -> Setter:
    """Opens `package.typ`; what is wrong with it shows when the first package is set. Raises TemplateError then."""
    from reportgen.render.pdf.characters import missing_in, refuse, refused_in
    from reportgen.render.pdf.compiler import RefusedError, shared_compiler
    from reportgen.render.pdf.faults import REFUSED
    from reportgen.render.pdf.tree import texts_of, tree_of

    file = finder(PACKAGE_TEMPLATE)
    sources = {MAIN: read_bytes(file), LIBRARY.name: read_bytes(LIBRARY)}

    def made(package: Package, reports: Sequence[Disclosure], finders: Sequence[TemplateFinder]) -> bytes:
        told = {MAIN: "/".join(file.parts[-3:])}
        while True:
            missing = missing_in(texts_of(tree_of(package).data))
            files = {**sources, **_front(package, missing)}
            for number, (report, find) in enumerate(zip(reports, finders, strict=True), start=1):
                told[folder_of(number) + MAIN] = "/".join(find(TEMPLATE).parts[-3:])
                files |= _form(number, report, find, missing)
            try:
                return shared_compiler().compile(files, moment_of(reports[0]))
            except RefusedError as error:
                refused = refused_in(error.reason) - missing
                if not refused:
                    own = told.get(error.file or MAIN, str(error.file))
                    place = Location.in_text(own, error.line) if error.line else Location.of_file(own)
                    raise TemplateError([REFUSED.at(place, reason=error.reason)]) from error
                refuse(refused)

    return made


def folder_of(number: int) -> str:
    """The folder that the part `number` is set in."""
    return f"{PDF_PART}{number}/"


def _front(package: Package, missing: frozenset[str]) -> dict[str, bytes]:
    from reportgen.render.pdf import fonts
    from reportgen.render.pdf.characters import spelled
    from reportgen.render.pdf.tree import tree_of

    tree = tree_of(package)
    data = {**tree.data, "name": package.name}
    inputs: Mapping[str, Any] = {
        "package.json": spelled(data, missing),
        _FACES: fonts.for_template(),
        "attached.json": [],
    }
    return {**tree.pictures, **{name: json.dumps(one, ensure_ascii=False).encode() for name, one in inputs.items()}}


def _form(number: int, report: Disclosure, find: TemplateFinder, missing: frozenset[str]) -> dict[str, bytes]:
    """What one report is set from: its template and what that reads, with labels of its own."""
    folder = folder_of(number)
    inputs = inputs_of(report, missing)
    listed = [{**one, "name": f"/{folder}{one['name']}"} for one in json.loads(inputs["attached.json"])]
    faces = {**json.loads(inputs[_FACES]), "scope": f"{PDF_PART}{number}-"}
    files = {
        MAIN: read_bytes(find(TEMPLATE)),
        LIBRARY.name: read_bytes(LIBRARY),
        **inputs,
        _FACES: json.dumps(faces, ensure_ascii=False).encode(),
        "attached.json": json.dumps(listed, ensure_ascii=False).encode(),
    }
    return {folder + name: data for name, data in files.items()}
