"""docxtpl's own test scripts: what is told of each, and what here tries the same.

docxtpl publishes its templates in its repository only, under the LGPL: no archive on a package index holds them, and
none of them is kept here. Who has the repository runs them by REPORTGEN_DOCXTPL_TEMPLATES=<its tests/templates>; the
table was true of docxtpl 0.20.2.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(named) if (named := os.environ.get("REPORTGEN_DOCXTPL_TEMPLATES")) else None
"""The folder of docxtpl's own templates, if it is there."""
WHY_SKIPPED = "REPORTGEN_DOCXTPL_TEMPLATES does not name docxtpl's tests/templates, which no published archive holds"

REFUSED = {
    "a program's own filters and functions",
    "calls of methods",
    "embedded files",
    "names that the data lacks",
    "sub-documents",
}
"""What is refused by name."""


@dataclass(frozen=True)
class Script:
    """`told` counts the renderings of a script by what came of them; `like` are features, tests or refusals here."""

    told: str
    like: tuple[str, ...]


def _equal(*like: str, times: int = 1) -> Script:
    return Script(f"{times} equal", like)


_PICTURES = "test_pictures_print_what_docxtpl_prints"
_RICH = "test_rich_texts_print_what_docxtpl_prints"
_TOGETHER = "test_features_together_print_what_docxtpl_prints"
_EVERYWHERE = "test_every_feature_prints_what_docxtpl_prints"
"""Headers, footers, footnotes and properties are in every template that it tries."""

SCRIPTS = {
    "cellbg": _equal("cellbg"),
    "comments": _equal("comments"),
    "custom_jinja_filters": Script("1 refused", ("a program's own filters and functions",)),
    "doc_properties": _equal(_EVERYWHERE),
    "dynamic_table": _equal("columns", "rows"),
    "embedded": Script("1 equal, 1 refused", ("plain", "embedded files")),
    "escape": _equal(_RICH, "test_hostile_values_are_words"),
    "escape_auto": Script("1 refused", ("calls of methods",)),
    "footnotes": _equal(_EVERYWHERE),
    "get_undeclared_variables": Script("1 refused, 1 equal", ("names that the data lacks", "plain")),
    "header_footer": Script("1 stopped", (_EVERYWHERE, "sub-documents")),
    "header_footer_entities": _equal(_EVERYWHERE, "test_hostile_values_are_words"),
    "header_footer_image": _equal(_PICTURES),
    "header_footer_image_file_obj": _equal(_PICTURES, times=2),
    "header_footer_inline_image": _equal(_PICTURES),
    "header_footer_utf8": Script("1 stopped", (_EVERYWHERE, "sub-documents")),
    "horizontal_merge": _equal("hm"),
    "inline_image": _equal(_PICTURES),
    "less_cells_after_loop": _equal("fewer cells"),
    "merge_docx": Script("1 stopped", ("sub-documents",)),
    "merge_paragraph": _equal("trim"),
    "multi_rendering": _equal(_TOGETHER, times=3),
    "nested_for": _equal("nested rows"),
    "order": _equal("rows", "condition", "inline"),
    "preserve_spaces": _equal("plain", "inline"),
    "replace_picture": _equal(_PICTURES),
    "richtext": _equal(_RICH),
    "richtext_and_if": _equal("test_a_branch_of_runs_around_a_rich_text"),
    "richtext_eastAsia": _equal(_RICH),
    "richtextparagraph": _equal(_RICH),
    "subdoc": Script("1 stopped", ("sub-documents",)),
    "template_error": Script("", ("condition",)),
    "vertical_merge": _equal("vm"),
    "vertical_merge_nested": _equal("vm and columns"),
    "word2016": _equal("plain", "rows"),
}
"""Every script by name. `stopped` are those that need docxcompose, which puts sub-documents in."""

FAULTY = {"template_error_tpl.docx": {"TPL121"}}
"""The templates that have a fault on purpose, and what is told of it."""
UNSUPPORTED = {
    "custom_jinja_filters_tpl.docx": {"TPL003"},
    "embedded_main_tpl.docx": {"TPL103"},
    "escape_tpl_auto.docx": {"TPL002"},
}
"""The templates that use what is refused by name, and what is told of it."""
