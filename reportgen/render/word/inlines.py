"""Inlines of narrative as runs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import quote, urlsplit

from markupsafe import escape

from reportgen.base.errors import ReportgenError
from reportgen.base.messages import N_
from reportgen.document.blocks import Break, Inline, Link, Note, Picture, Reference, Span, Words
from reportgen.document.fact import Fact
from reportgen.render.word.admission import SCHEMES
from reportgen.render.word.faults import allowed
from reportgen.render.word.session import Session, bookmark_name

_SAFE = "%/:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks: the character style it is in, the spans around it, and its language."""

    language: str
    style: str | None = None
    spans: frozenset[str] = frozenset()
    raised: bool = False

    @property
    def xml(self) -> str:
        """The run properties, in the order of the schema."""
        chinese = self.language.startswith("zh")
        emphasis = "emphasis" in self.spans
        marks = (
            (self.style is not None, f'<w:rStyle w:val="{escape(self.style or "")}"/>'),
            ("strong" in self.spans, "<w:b/><w:bCs/>"),
            (emphasis and not chinese, "<w:i/><w:iCs/>"),
            ("strike" in self.spans, "<w:strike/>"),
            (self.raised, '<w:vertAlign w:val="superscript"/>'),
            (emphasis and chinese, '<w:em w:val="dot"/>'),
            (True, _language_xml(self.language)),
        )
        return f"<w:rPr>{''.join(xml for holds, xml in marks if holds)}</w:rPr>"


def _language_xml(language: str) -> str:
    name = "eastAsia" if language.partition("-")[0] in ("zh", "ja", "ko") else "val"
    return f'<w:lang w:{name}="{escape(language)}"/>'


@dataclass(slots=True)
class InlineWriter:
    """Writes inlines of one section; `notes` collects its footnotes in the order of their numbers in the text."""

    session: Session
    notes: list[Note]

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
                if inline not in self.notes:
                    self.notes.append(inline)
                return run(str(inline.number), self.number_look(look.language))
            case Picture():
                return run(inline.text, look)
            case Reference():
                raise ReportgenError(N_("the reference to {fact} was never resolved"), fact=inline.fact)

    def number_look(self, language: str) -> Look:
        """How the number of a note looks."""
        style = self.session.styles.id("number")
        return Look(language, style, raised=style is None)

    def _spanned(self, style: str, look: Look) -> Look:
        if style == "code":
            return replace(look, style=self.session.styles.id("literal") or look.style)
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
        styled = replace(look, style=self.session.styles.id("link") or look.style)
        return f'<w:hyperlink r:id="{self.session.link(address)}">{self.runs(link.inlines, styled)}</w:hyperlink>'


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
