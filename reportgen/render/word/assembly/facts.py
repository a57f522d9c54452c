"""The map of facts of a finished document, read and written: what each hidden bookmark holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reportgen.document.marks import BOOKMARK_PREFIX, FACTS_NAMESPACE
from reportgen.render.word.names import DECLARATION
from reportgen.render.word.package import Package
from reportgen.render.word.xml import attribute, parse

FACT = f"{{{FACTS_NAMESPACE}}}fact"


def facts_part(package: Package) -> str | None:
    """The part of a document that is our map of facts."""
    for name, data in package.parts.items():
        if name.startswith("customXml/") and FACTS_NAMESPACE.encode() in data and name.endswith(".xml"):
            root = parse(data)
            if root.tag == f"{{{FACTS_NAMESPACE}}}facts":
                return name
    return None


def facts_of(package: Package) -> dict[str, dict[str, str]]:
    """What each bookmark of a document holds, by its name: id, value and, where there is one, unit and format."""
    name = facts_part(package)
    if name is None:
        return {}
    found = {}
    for one in parse(package.parts[name]).iter(FACT):
        known = {str(key): str(value) for key, value in one.attrib.items()}
        found[known.pop("bookmark")] = known
    return found


def facts_xml(facts: Iterable[tuple[int, Mapping[str, str]]]) -> bytes:
    """The map of facts as a part: the number of each bookmark, and what is known of it."""
    lines = "".join(
        f"<fact bookmark={attribute(f'{BOOKMARK_PREFIX}{number}')} "
        + " ".join(f"{name}={attribute(value)}" for name, value in known.items())
        + "/>"
        for number, known in facts
    )
    return f'{DECLARATION}<facts xmlns="{FACTS_NAMESPACE}">{lines}</facts>'.encode()
