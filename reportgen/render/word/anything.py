"""Any docxtpl template with any data, through the engine of the reports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reportgen.render.word.template import WordTemplate


def render_any(data: bytes, file: str, context: Mapping[str, Any]) -> bytes:
    """The Word document that the template in `data`, told of as `file`, makes of `context`.

    The names of `context` are those that the template may use. Values are dicts, lists, texts, numbers (int, Decimal or
    float), bool, None, which prints nothing, and docxtpl's own RichText, RichTextParagraph, Listing and InlineImage.
    The same template and values give the same bytes.

    Raises TemplateError with every fault of the template, or with the place of the tag that these values do not suit.
    """
    return WordTemplate.open(data, file, context, facts=False).render(context)
