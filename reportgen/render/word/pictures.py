"""Pictures of narrative as drawings in the line of the text."""

from __future__ import annotations

from markupsafe import escape

from reportgen.base.errors import ReportgenError
from reportgen.base.messages import N_
from reportgen.document.blocks import Picture
from reportgen.render.word.faults import allowed
from reportgen.render.word.names import A_NS, PIC_NS, WP_NS
from reportgen.render.word.session import Session

_DOT = 9_525
"""How many units of a drawing one dot of a picture has: 96 dots an inch."""


def picture_xml(picture: Picture, session: Session) -> str:
    """The run that shows `picture`, in its own size; `fit` makes it smaller where there is less room."""
    if picture.image is None:
        raise ReportgenError(N_("the picture {name} was never read"), name=picture.source)
    size = f'cx="{picture.image.width * _DOT}" cy="{picture.image.height * _DOT}"'
    told = escape(" ".join(allowed(picture.text).split()))
    shown = session.picture(picture.image.data, picture.image.kind, f"image/{picture.image.kind}")
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{WP_NS}" distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="1" name="{shown}" descr="{told}"/><wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{A_NS}" '
        f'noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic xmlns:a="{A_NS}"><a:graphicData uri="{PIC_NS}">'
        f'<pic:pic xmlns:pic="{PIC_NS}"><pic:nvPicPr><pic:cNvPr id="0" name="{shown}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{shown}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
