"""What the long road of proof finds."""

from __future__ import annotations

from reportgen.base.finding import Fault, Severity
from reportgen.base.messages import N_

_BUILD = N_("build the report again; a template must print what the form and the texts say, as it is")

LOST_FACT = Fault(
    "RBK007",
    "fact_not_seen",
    Severity.ERROR,
    N_("{label}: {expected} is seen {found} times in the file, needed {needed}"),
    _BUILD,
)
OTHER_TEXT = Fault(
    "RBK008",
    "narrative_differs",
    Severity.ERROR,
    N_("{section}: the file prints “{found}”, the source says “{expected}”"),
    _BUILD,
)
LOST_PICTURE = Fault(
    "RBK009",
    "pictures_lost",
    Severity.ERROR,
    N_("the file shows {found} pictures, the texts hold {expected}"),
    _BUILD,
)
OTHER_CELL = Fault(
    "RBK010",
    "cell_differs",
    Severity.ERROR,
    N_("table {table}, row {row}, {column}: the file prints “{found}”, the form says “{expected}”"),
    _BUILD,
)
OTHER_ROWS = Fault(
    "RBK011",
    "rows_differ",
    Severity.ERROR,
    N_("table {table}: the file has the rows {found}, the form has {expected}"),
    _BUILD,
)
HIDDEN = Fault(
    "RBK013",
    "unseen_text",
    Severity.ERROR,
    N_("“{found}” stands in the file, and no reader sees it"),
    N_("delete it from the template"),
)
ADDED = Fault(
    "RBK016",
    "text_added",
    Severity.ERROR,
    N_("the file prints “{found}”, which neither the reports nor the template say"),
    N_("build the package again; if its template builds it so, correct the template"),
)
OTHER_ORDER = Fault(
    "RBK017",
    "forms_out_of_order",
    Severity.ERROR,
    N_("the file holds the forms {found}, the package binds {expected}"),
    N_("build the package again; its template has to place each form once, in their order"),
)
OFF_SCHEMA = Fault(
    "RBK014",
    "schema_violated",
    Severity.ERROR,
    N_("{key}: {reason}"),
    N_("build the report again; docs/reference/data.md describes every key"),
)
