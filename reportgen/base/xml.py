"""XML read strictly: nothing is mended, nothing outside the bytes is read."""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element

from reportgen.base.messages import N_, Message


class XmlError(ValueError):
    """The bytes are no acceptable XML; `problem` says why."""

    def __init__(self, problem: Message | str) -> None:
        self.problem = problem
        super().__init__(str(problem))


_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, collect_ids=False)


def parse(data: bytes) -> _Element:
    """The root of the document in `data`. Raises XmlError where it is not well-formed or has a document type."""
    try:
        root = etree.fromstring(data, _PARSER)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise XmlError(str(error)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise XmlError(Message(N_("it declares a document type")))
    return root
