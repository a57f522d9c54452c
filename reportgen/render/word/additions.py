"""The parts that every document made here has of its own: the map of facts and the core properties."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import escape

from reportgen.document.fact import Fact
from reportgen.document.marks import BOOKMARK_PREFIX, FACTS_NAMESPACE
from reportgen.render.word.names import DECLARATION
from reportgen.render.word.xml import attribute

FACTS_ITEM, FACTS_PROPERTIES, CORE = "customXml/item1.xml", "customXml/itemProps1.xml", "docProps/core.xml"

_CUSTOM_NS = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_ITEM_ID = "{6B2B9F0C-1D53-4C1E-9F7A-5A0E6D1C2F41}"


def facts_xml(facts: Iterable[tuple[int, Fact]]) -> bytes:
    """The map of facts: for each bookmark, by number, the fact's id, plain value, unit and format."""
    lines = "".join([_fact_xml(number, fact) for number, fact in facts])
    return f'{DECLARATION}<facts xmlns="{FACTS_NAMESPACE}">{lines}</facts>'.encode()


def _fact_xml(number: int, fact: Fact) -> str:
    unit = "" if fact.unit is None else f" unit={attribute(fact.unit)}"
    format = "" if fact.format is None else f" format={attribute(fact.format)}"
    known = f"id={attribute(fact.id)} value={attribute(fact.plain)}"
    return f'<fact bookmark="{BOOKMARK_PREFIX}{number}" {known}{unit}{format}/>'


def facts_properties_xml() -> bytes:
    """What tells Word that the map of facts is a custom XML part, and of which kind."""
    return (
        f'{DECLARATION}<ds:datastoreItem xmlns:ds="{_CUSTOM_NS}" ds:itemID="{_ITEM_ID}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{FACTS_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()


def core_xml(title: str, language: str) -> bytes:
    """The core properties: a title and a language; nobody's name and no time."""
    return (
        f"{DECLARATION}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator></dc:creator>"
        f"<cp:lastModifiedBy></cp:lastModifiedBy><dc:language>{escape(language)}</dc:language></cp:coreProperties>"
    ).encode()
