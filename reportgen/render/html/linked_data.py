"""The function `linked_data()` of pages: what the report is, for programs that collect it (JSON-LD, schema.org)."""

from __future__ import annotations

import json
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from reportgen.base.messages import N_
from reportgen.document.disclosure import Correction, Head
from reportgen.render.html.faults import PrintError

VOCABULARY = "https://schema.org"
"""The name of the vocabulary. Nothing is fetched from there: a browser takes the element for data."""
FORMATS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "json": "application/json",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@pass_context
def linked_data(context: Context) -> Markup:
    """The report as JSON-LD in a `<script>` that nothing runs: title, department, year, date, version, other files."""
    form = context.resolve("form")
    if not isinstance(form, Head):
        raise PrintError(N_("only the page of a report has linked data"))
    document = {key: value for key, value in _document(form, context).items() if value}
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return Markup(f'<script type="application/ld+json">{text}</script>')  # noqa: S704 - no character of it ends it


def _document(form: Head, context: Context) -> dict[str, Any]:
    correction: Correction | None = context.get("correction")
    return {
        "@context": VOCABULARY,
        "@type": "Report",
        "name": f"{(form.project or form.department).text}{form.year.text}年度{form.title}",
        "inLanguage": context.get("language"),
        "temporalCoverage": form.year.text,
        "dateCreated": form.filed.plain if form.filed is not None else None,
        "publisher": {"@type": "GovernmentOrganization", "name": form.department.text},
        "about": {"@type": "Project", "name": form.project.text} if form.project is not None else None,
        "version": context.get("version"),
        "correction": correction.reason if correction is not None else None,
        "encoding": [_encoding(file.name, file.label) for file in context.get("files", ())],
    }


def _encoding(name: str, label: str) -> dict[str, str]:
    format = FORMATS.get(name.rpartition(".")[2], "application/octet-stream")
    return {"@type": "MediaObject", "name": label, "contentUrl": name, "encodingFormat": format}
