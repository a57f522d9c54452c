"""The words that a finished file shows, line by line, whatever they should be: for comparing two of them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from reportgen.readback.word import TEXTS, W, parts_of

_BLOCKS = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "tr", "caption", "figcaption", "dt", "dd", "summary", "title")
_CELLS = ("th", "td")
_SPACE = "　"
"""Between the cells of a row."""


def shown_by(name: str, data: bytes) -> str | None:
    """The words of the file `name`, a line for each paragraph and each row; None where it is of no kind that has words.

    Raises ValueError where the file cannot be read, ImportError where what reads it is not installed.
    """
    ending = name[name.rindex(".") :]
    if ending not in _READERS:
        return None
    try:
        lines = (" ".join(line.split()) for line in _READERS[ending](data))
        return "".join(f"{line}\n" for line in lines if line)
    except (zipfile.BadZipFile, etree.LxmlError, KeyError, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from error


def _of_word(data: bytes) -> Iterator[str]:
    parts = {name: part for name, part in parts_of(data) if name.startswith(TEXTS)}
    for name in sorted(parts):
        for paragraph in parts[name].iter(f"{W}tr", f"{W}p"):
            if paragraph.tag == f"{W}tr":
                yield _SPACE.join("".join(cell.itertext(f"{W}t")) for cell in paragraph.iterchildren(f"{W}tc"))
            elif next(paragraph.iterancestors(f"{W}tc"), None) is None:
                yield "".join(paragraph.itertext(f"{W}t"))


def _of_page(data: bytes) -> Iterator[str]:
    root = lxml_html.document_fromstring(data.decode("utf-8"))
    for node in [*root.iter("script", "style")]:
        node.drop_tree()
    for block in root.iter(*_BLOCKS):
        if block.tag == "tr":
            yield _SPACE.join(cell.text_content() for cell in block.iterchildren(*_CELLS))
        elif next(block.iterancestors(*_BLOCKS), None) is None:
            yield block.text_content()


def _of_pdf(data: bytes) -> Iterator[str]:
    from reportgen.readback.pdf_text import tagged_text

    yield from tagged_text(data).text.splitlines()


def _of_text(data: bytes) -> Iterator[str]:
    yield from data.decode("utf-8-sig").splitlines()


_READERS: Mapping[str, Callable[[bytes], Iterator[Any]]] = {
    ".docx": _of_word,
    ".html": _of_page,
    ".pdf": _of_pdf,
    ".csv": _of_text,
}
