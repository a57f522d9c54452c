"""One package from its reports to bytes: read, compose, render, bind, read back. Nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeVar

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.location import Location
from reportgen.base.messages import N_
from reportgen.compose.disclosure import compose
from reportgen.compose.package import compose_package
from reportgen.document.disclosure import Disclosure
from reportgen.document.narrative import Narrative
from reportgen.document.package import (
    FORMATS,
    INSERTED,
    PACKAGE_FILE,
    PAGE,
    PART_MARK,
    PDF,
    WORD,
    Declaration,
    Package,
    Target,
)
from reportgen.load.chains import Chain
from reportgen.load.package import parts_of, read_declaration, read_target
from reportgen.load.report import Report, load_report
from reportgen.pipeline import Pipeline
from reportgen.readback.expected import expected_of
from reportgen.readback.package import ExpectedPart, read_html, read_pdf, read_word, summary_expected
from reportgen.readback.words import runs_of

if TYPE_CHECKING:
    from reportgen.render.word.assembly.binding import Bound

Made = TypeVar("Made")

NO_PAGE_NUMBERS = Fault(
    "PKG011",
    "contents_without_page_numbers",
    Severity.WARNING,
    N_("the contents of the Word file have links and no page numbers: {reason}"),
    N_(
        "install LibreOffice, run make extras in the folder of reportgen, and build again; the PDF has its page numbers"
    ),
)
AT_ONCE = 20
"""So many packages are laid out by one process of LibreOffice."""


@dataclass(frozen=True, slots=True)
class Ingredients:
    """What a package is made of: what was declared, the package as composed, its reports each by itself."""

    id: str
    declaration: Declaration
    package: Package
    disclosures: tuple[Disclosure, ...]
    expected: tuple[ExpectedPart, ...]
    narratives: tuple[Narrative, ...]
    inputs: Mapping[str, bytes]


@dataclass(slots=True)
class BuiltPackage:
    """The files of one package by name, what differs in them from the evaluations, and what is to be said of it."""

    id: str
    files: dict[str, bytes] = field(default_factory=dict)
    differences: list[Finding] = field(default_factory=list)
    notices: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """A package on its way: its Word files, the pages of its contents once they are known."""

    ingredients: Ingredients
    bound: Bound | None = None
    inserted: bytes | None = None
    pages: dict[int, int] | None = None


class Packager:
    """Builds packages of one workspace; what a pipeline prepared for reports is used for them too."""

    def __init__(self, pipeline: Pipeline, known: Sequence[str]) -> None:
        """`known` are all reports of the workspace."""
        self._pipeline, self._known = pipeline, known
        self._prepared: dict[tuple[str, tuple[str, ...]], Any] = {}
        self.workspace = pipeline.workspace

    def formats_of(self, package: str) -> tuple[str, ...]:
        """The formats that a package is built in."""
        return tuple(name for name in self._pipeline.formats_of(package) if name in FORMATS)

    def ingredients(self, package: str) -> Ingredients:
        """Reads what a package is made of. Raises ContentError with every fault of one of its files."""
        declaration, data = read_declaration(self.workspace, package)
        reports = [load_report(self.workspace, one) for one in parts_of(package, declaration, self._known)]
        disclosures = [compose(one.id, one.assessment, one.narrative) for one in reports]
        composed = compose_package(package, declaration, disclosures)
        expected = tuple(_expected(composed, reports, disclosures))
        narratives = tuple(report.narrative for report in reports)
        inputs = {PACKAGE_FILE: data}
        return Ingredients(package, declaration, composed, tuple(disclosures), expected, narratives, inputs)

    def draft(self, package: str) -> Draft:
        """Reads a package and binds its forms. Raises ContentError for its files, TemplateError for its templates."""
        one = self.ingredients(package)
        if "docx" not in self.formats_of(package):
            return Draft(one)
        forms = [self._form(part.report) for part in one.package.parts]
        draft = Draft(one, self._bound(one, forms))
        if one.declaration.into is not None:
            draft.inserted = self._inserted(one, one.declaration.into, forms)
        return draft

    def lay_out(self, drafts: Sequence[Draft]) -> None:
        """Finds the page numbers of the contents of several packages, which are laid out together."""
        listed = {one.ingredients.id: one for one in drafts if one.bound is not None and one.bound.numbered}
        for id, pages in _pages({id: one.bound for id, one in listed.items() if one.bound is not None}).items():
            listed[id].pages = pages

    def build(self, draft: Draft) -> BuiltPackage:
        """Makes the files of a package and reads them back. Raises TemplateError where a template is at fault."""
        built = BuiltPackage(draft.ingredients.id)
        if draft.bound is not None:
            self._word(draft.ingredients, draft.bound, draft.pages, built)
        if draft.inserted is not None:
            built.files[INSERTED] = draft.inserted
            file = f"build/{built.id}/{INSERTED}"
            built.differences += read_word(draft.inserted, file, draft.ingredients.expected, None)
        if "html" in self.formats_of(built.id):
            self._page(draft.ingredients, built)
        if "pdf" in self.formats_of(built.id):
            self._pdf(draft.ingredients, built)
        return built

    def _bound(self, one: Ingredients, forms: Sequence[bytes], *, inserted: bool = False) -> Bound:
        from reportgen.render.word.package_document import prepare

        bind = self._once("docx", one.id, lambda chain: prepare(chain.find))
        package = replace(one.package, inserted=True, contents=False) if inserted else one.package
        return bind(package, forms)

    def _once(self, format: str, package: str, prepare: Callable[[Chain], Made]) -> Made:
        """What `prepare` makes of the templates of a package; once for all packages with the same layers."""
        key = format, self.workspace.layers_of(package)
        if key not in self._prepared:
            self._prepared[key] = prepare(self.workspace.chain_of(package))
        made: Made = self._prepared[key]
        return made

    def _inserted(self, one: Ingredients, target: Target, forms: Sequence[bytes]) -> bytes:
        """The bureau's own file with the summary and the forms in it."""
        from reportgen.render.word.assembly.inserting import insert

        host = read_target(self.workspace, one.id, target)
        laid_in = self._bound(one, forms, inserted=True).document(None)
        return insert(host, f"content/{one.id}/{target.file}", target, laid_in)

    def _form(self, report: Disclosure) -> bytes:
        from reportgen.render.word import FILE_NAME

        return self._pipeline.renderer_of(report.report, "docx")(report)[FILE_NAME]

    def _page(self, one: Ingredients, built: BuiltPackage) -> None:
        from reportgen.render.html.package_page import prepare

        made = self._once("html", one.id, lambda chain: prepare(chain.find, chain.pieces))
        pages = [self._pipeline.renderer_of(part.report.report, "html")(part.report) for part in one.package.parts]
        page = made(one.package, [files["report.html"] for files in pages])
        built.files[PAGE] = page
        built.differences += read_html(page, f"build/{one.id}/{PAGE}", one.expected)

    def _pdf(self, one: Ingredients, built: BuiltPackage) -> None:
        from reportgen.render.pdf.package_pdf import prepare

        finders = [self.workspace.chain_of(report.report).find for report in one.disclosures]
        made = self._once("pdf", one.id, lambda chain: prepare(chain.find))(one.package, one.disclosures, finders)
        built.files[PDF] = made
        built.differences += read_pdf(made, f"build/{one.id}/{PDF}", one.expected)

    def _word(self, one: Ingredients, bound: Bound, pages: dict[int, int] | None, built: BuiltPackage) -> None:
        built.files[WORD] = bound.document(pages)
        shown = None if pages is None else {number: pages[number] for number in bound.numbered}
        built.differences += read_word(built.files[WORD], f"build/{one.id}/{WORD}", one.expected, shown)
        if bound.numbered and pages is None:
            reason = N_("LibreOffice or pikepdf is missing, or could not lay the document out")
            built.notices.append(NO_PAGE_NUMBERS.at(Location.of_file(f"build/{one.id}/{WORD}"), reason=reason))


def _expected(package: Package, reports: Sequence[Report], disclosures: Sequence[Disclosure]) -> Iterable[ExpectedPart]:
    for part, report, disclosure in zip(package.parts, reports, disclosures, strict=True):
        form = expected_of(report.assessment, disclosure)
        said = part.summary
        prose = () if said is None else (*said.completion, *((said.measures,) if said.measures else ()))
        runs = ((one.name, run) for one in prose for run in runs_of(one.blocks) if run)
        facts = () if said is None else said.facts
        yield ExpectedPart(report.id, form, summary_expected(form, facts, runs))


def _pages(bound: Mapping[str, Bound]) -> dict[str, dict[int, int]]:
    """The pages that parts begin on, by package; without those that nobody here can lay out."""
    drafts = {id: one.document(dict.fromkeys(one.numbered, 0)) for id, one in bound.items()}
    return {id: pages for id, pages in pages_of(drafts).items() if pages.keys() >= bound[id].numbered.keys()}


def pages_of(files: Mapping[str, bytes]) -> dict[str, dict[int, int]]:
    """The pages that the parts of Word files begin on, as LibreOffice lays them out."""
    from reportgen.readback.deep.office import as_prints
    from reportgen.readback.deep.page_numbers import page_numbers

    if find_spec("pikepdf") is None:
        return {}
    return {id: page_numbers(data, PART_MARK) for id, data in as_prints(files).items()}
