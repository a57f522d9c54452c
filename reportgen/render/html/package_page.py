"""The page of a package: what its template makes of it, with the content of each report's own page inside."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from lxml import etree
from lxml import html as lxml_html
from markupsafe import Markup

from reportgen.document.package import Package
from reportgen.render.html.page import PageTemplate
from reportgen.render.html.sources import MORE_STYLE
from reportgen.render.output import Pieces, TemplateFinder

TEMPLATE = "package.html.j2"
Page: TypeAlias = Callable[[Package, Sequence[bytes]], bytes]
"""Makes the page of a package from the finished pages of its parts, in their order."""

_LEFT_OUT = ("script", "style", "nav", "template")
_REFERS = ("for", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "list")
_LOCAL_URL = re.compile(r"url\(#([^)]+)\)")
_HEADINGS = {f"h{level}": f"h{min(level + 1, 6)}" for level in range(1, 7)}
_LANDMARKS = frozenset({"main", "header", "footer", "section", "aside"})
"""What a reader jumps to on a page has a name that is there once; here the article of each form is that."""
_NAMES = ("aria-label", "aria-labelledby")


def prepare(finder: TemplateFinder, pieces: Pieces) -> Page:
    """Opens, checks and compiles `package.html.j2` and its style. Raises TemplateError with every fault of them."""
    names = [*Package.__dataclass_fields__, "name"]
    style = {name: files for name, files in pieces.items() if name == MORE_STYLE}
    template = PageTemplate(finder, TEMPLATE, names, style)

    def made(package: Package, pages: Sequence[bytes]) -> bytes:
        parts = tuple(
            replace(part, form=Markup(content_of(page, f"part-{part.number}-")))  # noqa: S704 - a page made here
            for part, page in zip(package.parts, pages, strict=True)
        )
        return template.render({**replace(package, parts=parts).context(), "name": package.name})

    return made


def content_of(page: bytes, prefix: str) -> str:
    """What the body of a finished page says, as part of another page: one heading lower, its ids behind `prefix`."""
    body: Any = lxml_html.document_fromstring(page.decode()).body
    for left_out in [*body.iter(*_LEFT_OUT), *body.xpath(".//a[@class='skip']")]:
        left_out.drop_tree()
    known = {str(one.get("id")) for one in body.iter() if one.get("id")}
    for element in body.iter(etree.Element):
        if element.tag in _LANDMARKS:
            element.tag = "div"
            for name in _NAMES:
                element.attrib.pop(name, None)
        element.tag = _HEADINGS.get(element.tag, element.tag)
        _rename(element, known, prefix)
    inner = [lxml_html.tostring(child, encoding="unicode") for child in body]
    return "".join([str(body.text or ""), *inner])


def _rename(element: Any, known: set[str], prefix: str) -> None:
    """Puts `prefix` before every id of the page, and before every reference to one."""
    for name, value in element.attrib.items():
        if name == "id":
            element.set(name, prefix + value)
        elif name in _REFERS:
            element.set(name, " ".join(prefix + one if one in known else one for one in value.split()))
        elif value.startswith("#") and value[1:] in known and name.endswith("href"):
            element.set(name, f"#{prefix}{value[1:]}")
        elif "url(#" in value:
            element.set(name, _LOCAL_URL.sub(rf"url(#{prefix}\1)", value))
