"""The public functions of reportgen, for programs; the commands are made of them.

    from reportgen import api

    workspace = api.workspace("my-workspace")
    result = api.build(workspace)

Every function raises `ReportgenError` where it cannot go on; faults of content come back as findings.
"""

from reportgen.api.building import build, files_to_import, forms_in, import_choices, import_files, start
from reportgen.api.checking import check, findings_page, mark, review, sarif
from reportgen.api.figures import figure, places, rating, source_place
from reportgen.api.manual import all_faults, fault_of, manual_of, paragraphs_of
from reportgen.api.proof import builds_page, compare_builds, verify, verify_page
from reportgen.api.releases import (
    attach,
    compare,
    comparison_page,
    correct,
    correct_all,
    log,
    publish,
    read_signoff,
    verify_log,
)
from reportgen.api.templates import annotate_template, check_template, render_template, sample_disclosure, template_data
from reportgen.api.workspaces import (
    LayersOf,
    chosen_formats,
    formats_left_out,
    layers_of,
    note_bases,
    reports,
    workspace,
)

__all__ = [
    "LayersOf",
    "all_faults",
    "annotate_template",
    "attach",
    "build",
    "builds_page",
    "check",
    "check_template",
    "chosen_formats",
    "compare",
    "compare_builds",
    "comparison_page",
    "correct",
    "correct_all",
    "fault_of",
    "figure",
    "files_to_import",
    "findings_page",
    "formats_left_out",
    "forms_in",
    "import_choices",
    "import_files",
    "layers_of",
    "log",
    "manual_of",
    "mark",
    "note_bases",
    "paragraphs_of",
    "places",
    "publish",
    "rating",
    "read_signoff",
    "render_template",
    "reports",
    "review",
    "sample_disclosure",
    "sarif",
    "source_place",
    "start",
    "template_data",
    "verify",
    "verify_log",
    "verify_page",
    "workspace",
]
