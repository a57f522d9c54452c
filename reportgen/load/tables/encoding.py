"""The encodings in which Chinese programs write text: UTF-8, UTF-16 with a mark, and GBK."""

from __future__ import annotations

import codecs

from reportgen.base.errors import ContentError
from reportgen.load.nodes import decode

_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode_any(data: bytes, file: str, declared: str | None = None) -> str:
    """The text of `data` with one kind of line ends.

    A mark at the beginning decides, then UTF-8, then the `declared` encoding, then GBK. Raises ContentError where none
    of them fits, and for every forbidden character.
    """
    if data.startswith(_MARKS):
        return _checked(data, "utf-16", file)
    try:
        return decode(data, file)
    except ContentError as error:
        if not any(finding.code == "LOD002" for finding in error.findings):
            raise
        for encoding in (declared, "gb18030"):
            try:
                if encoding is not None and codecs.lookup(encoding).name not in ("gb2312", "gbk"):
                    return _checked(data, encoding, file)
            except (LookupError, UnicodeDecodeError):
                continue
        raise


def _checked(data: bytes, encoding: str, file: str) -> str:
    return decode(data.decode(encoding).encode("utf-8", "surrogatepass"), file)
