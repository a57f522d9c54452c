"""Inlines of narrative as runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import quote, urlsplit

from markupsafe import escape

from reportgen.base.errors import ReportgenError
from reportgen.base.messages import N_
from reportgen.document.blocks import Break, Inline, Link, Note, Picture, Reference, Span, Words
from reportgen.document.fact import Fact
from reportgen.render.word.faults import allowed
from reportgen.render.word.field_codes import SCHEMES
from reportgen.render.word.footnotes import reference_xml
from reportgen.render.word.pictures import picture_xml
from reportgen.render.word.session import Session, bookmark_name

_FIXED = '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>'
_SAFE = "%/:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks: the character style it is in, the spans around it, and its language.

    Beside the spans of narrative there are those that stand for a missing style: `fixed`, `small`, `link`, `raised`.
    """

    language: str
    style: str | None = None
    spans: frozenset[str] = frozenset()

    @property
    def xml(self) -> str:
        """The run properties, in the order of the schema."""
        chinese = self.language.startswith("zh")
        emphasis = "emphasis" in self.spans
        marks = (
            (self.style is not None, f'<w:rStyle w:val="{escape(self.style or "")}"/>'),
            ("fixed" in self.spans, _FIXED),
            ("strong" in self.spans, "<w:b/><w:bCs/>"),
            (emphasis and not chinese, "<w:i/><w:iCs/>"),
            ("strike" in self.spans, "<w:strike/>"),
            ("link" in self.spans, '<w:color w:val="0563C1"/>'),
            ("small" in self.spans, '<w:sz w:val="18"/><w:szCs w:val="18"/>'),
            ("link" in self.spans, '<w:u w:val="single"/>'),
            ("raised" in self.spans, '<w:vertAlign w:val="superscript"/>'),
            (emphasis and chinese, '<w:em w:val="dot"/>'),
            (True, _language_xml(self.language)),
        )
        return f"<w:rPr>{''.join(xml for holds, xml in marks if holds)}</w:rPr>"


def _language_xml(language: str) -> str:
    name = "eastAsia" if language.partition("-")[0] in ("zh", "ja", "ko") else "val"
    return f'<w:lang w:{name}="{escape(language)}"/>'


@dataclass(slots=True)
class InlineWriter:
    """Writes inlines of one section; `note_of` gives the place of a footnote among those of the document."""

    session: Session
    note_of: Callable[[Note], int]

    def runs(self, inlines: tuple[Inline, ...], look: Look) -> str:
        """The runs, bookmarks and links of `inlines`."""
        return "".join(self._inline(inline, look) for inline in inlines)

    def _inline(self, inline: Inline, look: Look) -> str:
        match inline:
            case Words():
                return run(inline.text, look)
            case Fact():
                return self._fact(inline, look)
            case Break():
                return f"<w:r>{look.xml}<w:br/></w:r>"
            case Span():
                return self.runs(inline.inlines, self._spanned(inline.style, look))
            case Link():
                return self._link(inline, look)
            case Note():
                return reference_xml(self.note_of(inline), self.number_look(look.language).xml)
            case Picture():
                return picture_xml(inline, self.session)
            case Reference():
                raise ReportgenError(N_("the reference to {fact} was never resolved"), fact=inline.fact)

    def number_look(self, language: str) -> Look:
        """How the number of a note looks."""
        return self._in(Look(language), "number")

    def _in(self, look: Look, role: str) -> Look:
        """`look` in the character style of `role`, or with what stands for it."""
        setting = self.session.styles.setting(role)
        return replace(look, style=setting.style or look.style, spans=look.spans | setting.spans)

    def _spanned(self, style: str, look: Look) -> Look:
        if style == "code":
            return self._in(look, "literal")
        return replace(look, spans=look.spans | {style})

    def _fact(self, fact: Fact, look: Look) -> str:
        number = self.session.number_of(fact)
        id = self.session.bookmark_id(number)
        start = f'<w:bookmarkStart w:id="{id}" w:name="{bookmark_name(number)}"/>'
        return f'{start}{run(fact.text, look)}<w:bookmarkEnd w:id="{id}"/>'

    def _link(self, link: Link, look: Look) -> str:
        address = _address(link.target)
        if address is None:
            return self.runs(link.inlines, look)
        inner = self.runs(link.inlines, self._in(look, "link"))
        return f'<w:hyperlink r:id="{self.session.link(address)}">{inner}</w:hyperlink>' if inner else ""


def _address(target: str) -> str | None:
    """An address that Word opens; None for one inside the section, or of a scheme that is not let through."""
    try:
        scheme = urlsplit(target).scheme.lower()
    except ValueError:
        return None
    return quote(target, safe=_SAFE) if scheme in SCHEMES else None


def run(text: str, look: Look) -> str:
    """A run that holds `text`, line breaks and tabs as Word's own. Raises UnprintableError for what Word refuses."""
    return f"<w:r>{look.xml}{lines_xml(allowed(text))}</w:r>" if text else ""


def lines_xml(text: str) -> str:
    """The content of a run that prints `text`."""
    lines = text.split("\n")
    return "<w:br/>".join("<w:tab/>".join(map(_text, line.split("\t"))) for line in lines)


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>' if text else ""
