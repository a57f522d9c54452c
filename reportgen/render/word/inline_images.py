"""Pictures that a template's values bring: docxtpl's InlineImage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from lxml import etree
from lxml.etree import _Element

from reportgen.base.messages import N_
from reportgen.render.word.faults import UnprintableError
from reportgen.render.word.field_codes import SCHEMES
from reportgen.render.word.names import A_NS, PIC_NS, WP_NS, r
from reportgen.render.word.session import Session

if TYPE_CHECKING:
    from docx.image.image import Image

MAX_PICTURE = 32_000_000
"""How many bytes one picture may have."""


def image_xml(value: Any, session: Session) -> str:
    """What ends the run of a tag, holds the picture, and begins the run anew."""
    from docx.oxml.shape import CT_Inline

    image = _image(value.image_descriptor)
    width, height = image.scaled_dimensions(value.width, value.height)
    target = session.picture(image.blob, image.ext, image.content_type)
    inline: _Element = CT_Inline.new_pic_inline(session.next_id, target, image.filename or "", width, height)
    if value.anchor:
        _link(inline, str(value.anchor), session)
    drawing = etree.tostring(inline, encoding="unicode")
    return f'</w:t></w:r><w:r><w:drawing>{drawing}</w:drawing></w:r><w:r><w:t xml:space="preserve">'


def _image(source: Any) -> Image:
    from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
    from docx.image.image import Image

    try:
        image: Image = Image.from_file(source)
    except (OSError, UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError, ValueError) as error:
        raise UnprintableError(N_("the picture cannot be read: {problem}"), problem=str(error) or "?") from error
    if len(image.blob) > MAX_PICTURE:
        raise UnprintableError(N_("the picture has more than {limit} bytes"), limit=MAX_PICTURE)
    return image


def _link(inline: _Element, url: str, session: Session) -> None:
    if urlsplit(url).scheme.lower() not in SCHEMES:
        raise UnprintableError(N_("the link {url} leads nowhere: give url_id an address"), url=url)
    for name in (f"{{{WP_NS}}}docPr", f"{{{PIC_NS}}}cNvPr"):
        for holder in inline.iter(name):
            etree.SubElement(holder, f"{{{A_NS}}}hlinkClick", {r("id"): session.link(url)})
