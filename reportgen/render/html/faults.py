"""What can be wrong with an HTML template or its style sheet, beside its expressions."""

from __future__ import annotations

from reportgen.base.errors import ReportgenError
from reportgen.base.finding import Fault, Severity
from reportgen.base.messages import N_


class PrintError(ReportgenError):
    """A template prints something that no page can show."""


UNREADABLE = Fault("HTM001", "unreadable_template", Severity.ERROR, N_("this file is no UTF-8 text: {reason}"))
PLACE = Fault(
    "HTM002",
    "value_in_unsafe_place",
    Severity.ERROR,
    N_("a value cannot be printed {spot}"),
    N_("print values between tags, or in an attribute with quotes around it"),
)
BRANCHES = Fault(
    "HTM003",
    "uneven_branches",
    Severity.ERROR,
    N_("the branches of this {tag} do not end at the same place in the markup"),
    N_("close in each branch the tags, quotes and comments that it opens"),
)
ELEMENT = Fault(
    "HTM004",
    "forbidden_element",
    Severity.ERROR,
    N_("<{element}> is not allowed: a page runs nothing and loads nothing"),
    N_("remove it; put styles into style.css"),
)
ATTRIBUTE = Fault(
    "HTM005",
    "forbidden_attribute",
    Severity.ERROR,
    N_("the attribute {attribute} is not allowed: a page runs nothing and has all its styles in style.css"),
    N_("remove it; give the element a class"),
)
ADDRESS = Fault(
    "HTM006",
    "forbidden_address",
    Severity.ERROR,
    N_("the attribute {attribute} cannot hold this address"),
    N_("a link leads to http, https, mailto, tel, a fragment or a file beside the page; a page loads only data:"),
)
STYLE = Fault(
    "HTM007",
    "style_not_from_sheet",
    Severity.ERROR,
    N_("<style> holds something else than the style sheet"),
    N_("write <style>{{{{ stylesheet() }}}}</style> and put styles into style.css"),
)
UNCLOSED = Fault(
    "HTM008", "unclosed_markup", Severity.ERROR, N_("the template ends {spot}"), N_("close what is left open")
)
LOADING_STYLE = Fault(
    "HTM009",
    "style_loads",
    Severity.ERROR,
    N_("the style sheet holds {what}; a page loads nothing and its style cannot end early"),
    N_("remove it"),
)
PRINTING = Fault("HTM010", "cannot_print", Severity.ERROR, N_("this cannot be printed: {reason}"))
NOT_KEPT = Fault(
    "HTM011",
    "element_not_kept",
    Severity.ERROR,
    N_("<{element}> does not come through the editor of a web site"),
    N_("what is pasted may hold: {kept}"),
)
