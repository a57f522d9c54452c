"""Parts become the bytes of a .docx: the same parts, the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from reportgen.render.word.package import CONTENT_TYPES

_EPOCH = (1980, 1, 1, 0, 0, 0)
_LEVEL = 6
_FIRST = (CONTENT_TYPES, "_rels/.rels")


def pack(parts: Mapping[str, bytes]) -> bytes:
    """A zip of `parts` in a fixed order, without times, names of machines or rights."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for name in sorted(parts, key=lambda name: (name not in _FIRST, name != CONTENT_TYPES, name)):
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            archive.writestr(member, parts[name])
    return out.getvalue()
