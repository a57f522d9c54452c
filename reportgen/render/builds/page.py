"""Two builds side by side as one page without any request: what a change of a template did to whom."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from reportgen.base.messages import N_, current_language, tr
from reportgen.base.words import Passage, Piece
from reportgen.document.builds import ADDED, CHANGED, REMOVED, BuildDifference, FileChange, ReportChange
from reportgen.render.html.markup import escaped
from reportgen.render.html.page import PageTemplate
from reportgen.render.html.sources import MORE_STYLE
from reportgen.render.output import TemplateFinder

TEMPLATE, STYLE = "builds.html.j2", "builds.css"
MOST_PASSAGES = 60
"""So many passages of one file are shown."""
_OWN = Path(__file__).resolve().parent
_LANGUAGES = {"zh": "zh-CN", "en": "en"}
_CHANGES = {CHANGED: N_("changed"), ADDED: N_("new"), REMOVED: N_("no more")}
_WORDS = {
    "title": N_("Two builds compared"),
    "skip": N_("Skip to the reports"),
    "overview": N_("Overview"),
    "touched": N_("Reports that differ"),
    "unchanged": N_("Reports that are the same"),
    "old": N_("Before"),
    "new": N_("After"),
    "reasons": N_("Why they were built again"),
    "reason": N_("Reason"),
    "reports": N_("Reports"),
    "report": N_("Report"),
    "files": N_("Files that differ"),
    "pages": N_("Pages"),
    "none": N_("Every file is the same, to the byte."),
    "text": N_("Words"),
    "look": N_("Pages that look otherwise"),
    "absent": N_("There is no such page."),
    "more": N_("more passages"),
    "top": N_("To the list of reports"),
}


@dataclass(frozen=True, slots=True)
class PagePassage:
    """A passage before and after, what differs marked."""

    old: Markup
    new: Markup


@dataclass(frozen=True, slots=True)
class PagePictures:
    """A page before and after, as elements."""

    caption: str
    old: Markup | None
    new: Markup | None


@dataclass(frozen=True, slots=True)
class PageFile:
    """A file that differs; `more` counts the passages that are not shown."""

    name: str
    change: str
    pages: str
    passages: tuple[PagePassage, ...]
    more: int
    pictures: tuple[PagePictures, ...]


@dataclass(frozen=True, slots=True)
class PageReport:
    """A report that differs."""

    anchor: str
    name: str
    change: str
    why: tuple[str, ...]
    pages: str
    files: tuple[PageFile, ...]


@dataclass(frozen=True, slots=True)
class PageReason:
    """A reason, and how many reports were built again for it."""

    text: str
    reports: int


NAMES = ("words", "language", "old", "new", "reports", "unchanged", "reasons", "notes")
"""The names that the template of the page sees."""


def builds_page(finder: TemplateFinder, difference: BuildDifference) -> bytes:
    """The page in UTF-8, in the current language, styled by the `style.css` that `finder` gives.

    Raises TemplateError where that has a fault.
    """

    def find(name: str) -> Path:
        return _OWN / name if name == TEMPLATE else finder(name)

    return PageTemplate(find, TEMPLATE, NAMES, {MORE_STYLE: (_OWN / STYLE,)}).render(
        {
            "words": {name: tr(source) for name, source in _WORDS.items()},
            "language": _LANGUAGES[current_language()],
            "old": difference.old,
            "new": difference.new,
            "reports": tuple(_report(f"r{place}", one) for place, one in enumerate(difference.reports, start=1)),
            "unchanged": difference.unchanged,
            "reasons": tuple(PageReason(text, count) for text, count in difference.reasons.items()),
            "notes": tuple(map(str, difference.notes)),
        }
    )


def _report(anchor: str, report: ReportChange) -> PageReport:
    files = tuple(_file(report.report, file) for file in report.files)
    pages = next((file.pages for file in files if file.pages), "")
    return PageReport(anchor, report.report, tr(_CHANGES[report.change]), tuple(map(str, report.why)), pages, files)


def _file(report: str, file: FileChange) -> PageFile:
    shown = tuple(map(_passage, file.passages[:MOST_PASSAGES]))
    return PageFile(
        file.name,
        tr(_CHANGES[file.change]),
        pages_of(file),
        shown,
        len(file.passages) - len(shown),
        tuple(_pictures(report, pair.number, pair.old, pair.new) for pair in file.pictures),
    )


def pages_of(file: FileChange) -> str:
    """How many pages a file had and has; empty where nobody counted them."""
    if file.old_pages is None and file.new_pages is None:
        return ""
    if file.old_pages == file.new_pages:
        return str(file.new_pages)
    return f"{'—' if file.old_pages is None else file.old_pages} → {'—' if file.new_pages is None else file.new_pages}"


def _passage(passage: Passage) -> PagePassage:
    return PagePassage(_marked(passage.pieces, "new", "del"), _marked(passage.pieces, "old", "ins"))


def _marked(pieces: Sequence[Piece], without: str, element: str) -> Markup:
    texts = ((piece.kind, escaped(piece.text)) for piece in pieces if piece.kind != without)
    return Markup("".join(text if kind == "same" else f"<{element}>{text}</{element}>" for kind, text in texts))  # noqa: S704 - escaped above


def _pictures(report: str, number: int, old: bytes | None, new: bytes | None) -> PagePictures:
    caption = tr(N_("Page {number}"), number=number)
    before, after = (
        None if data is None else _picture(data, f"{report}, {caption}, {tr(_WORDS[side])}")
        for data, side in ((old, "old"), (new, "new"))
    )
    return PagePictures(caption, before, after)


def _picture(data: bytes, said: str) -> Markup:
    source = b64encode(data).decode()
    return Markup(f'<img src="data:image/png;base64,{source}" alt="{escaped(said)}">')  # noqa: S704
