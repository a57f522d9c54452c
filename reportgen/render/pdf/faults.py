"""What can be wrong with a PDF or its template."""

from __future__ import annotations

from reportgen.base.errors import ReportgenError
from reportgen.base.finding import Fault, Severity
from reportgen.base.messages import N_

REFUSED = Fault(
    "PDF001",
    "refused_typst",
    Severity.ERROR,
    N_("typst cannot set this: {reason}"),
    N_("correct the template; docs/publishing.md tells what it finds in its folder"),
)
OTHER_FACE = Fault(
    "PDF002",
    "character_in_another_face",
    Severity.INFO,
    N_("{characters}: not in {face}, which sets {use}; set in {other}"),
    N_("nothing is missing; install a face that has these characters if the difference shows"),
)
NO_FACE = Fault(
    "PDF003",
    "character_in_no_face",
    Severity.WARNING,
    N_("{characters}: in none of the faces for {use}; printed as {printed}"),
    N_("install a font that has these characters"),
)


class PrintError(ReportgenError):
    """A value that cannot be set."""
