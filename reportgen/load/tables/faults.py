"""What reading a file of cells may find: why it is refused, and what was noted on the way."""

from __future__ import annotations

from reportgen.base.finding import Fault, Severity
from reportgen.base.messages import N_

DAMAGED = Fault(
    "IMP101",
    "damaged_file",
    Severity.ERROR,
    N_("the file is cut off or damaged: {problem}"),
    N_("export or copy it again, and open it once to see that it is whole"),
)
ENCRYPTED = Fault(
    "IMP102",
    "encrypted_file",
    Severity.ERROR,
    N_("the file is protected by a password"),
    N_("open it, take the password away and save it again"),
)
TOO_LARGE = Fault(
    "IMP103",
    "file_too_large",
    Severity.ERROR,
    N_("the file unpacks to more than a filled form can hold: {problem}"),
    N_("keep the sheets or pages of the form only"),
)
MACROS = Fault(
    "IMP104",
    "file_with_macros",
    Severity.ERROR,
    N_("the file holds macros: programs that come with it"),
    N_("save it as .xlsx or .docx, which hold none"),
)
OLD_WORD = Fault(
    "IMP105",
    "old_word_file",
    Severity.ERROR,
    N_("this is a document of old Word or WPS (.doc, .wps), which is not read"),
    N_("open it in Word or WPS and save it as .docx"),
)
NO_TEXT = Fault(
    "IMP106",
    "no_text",
    Severity.ERROR,
    N_("this is a picture or a scan: it holds no text"),
    N_("ask for the file that was printed, or have the text recognised and compare it with the paper"),
)
READ_AS = Fault(
    "IMP110",
    "read_as_other_kind",
    Severity.INFO,
    N_("the file is named {suffix} but holds {kind}; it was read as that"),
)
HIDDEN_SHEET = Fault(
    "IMP111",
    "hidden_sheet",
    Severity.WARNING,
    N_("the sheet {name} is hidden and was not read"),
    N_("show the sheet and import again if it belongs to the form"),
)
HIDDEN_CELLS = Fault(
    "IMP112",
    "hidden_cells",
    Severity.WARNING,
    N_("hidden in the source, and read all the same: {texts}"),
    N_("look at the source: what is hidden there may not be meant for print"),
)
NO_VALUE = Fault(
    "IMP113",
    "formula_without_value",
    Severity.WARNING,
    N_("the formula {formula} has no stored value; the cell was read as empty"),
    N_("open the file in Excel or WPS, save it and import it again"),
)
ERROR_VALUE = Fault(
    "IMP114",
    "error_value",
    Severity.WARNING,
    N_("the cell shows the error {text}"),
    N_("correct the formula in the source"),
)
UNKNOWN_FORMAT = Fault(
    "IMP115",
    "unknown_number_format",
    Severity.WARNING,
    N_("the number format {format} is not known; {text} is the value as stored"),
    N_("compare the cell with what the source shows"),
)
TOO_MANY_DIGITS = Fault(
    "IMP116",
    "too_many_digits",
    Severity.WARNING,
    N_("{text} has more digits than a spreadsheet can hold exactly"),
    N_("compare the cell with the source; type long numbers as text"),
)
TRACKED_CHANGES = Fault(
    "IMP117",
    "tracked_changes",
    Severity.WARNING,
    N_("the document holds tracked changes; what was inserted was read, what was deleted was not"),
    N_("accept or reject all changes in Word and import again"),
)
HIDDEN_TEXT = Fault(
    "IMP118",
    "hidden_text",
    Severity.WARNING,
    N_("hidden text was not read: {text}"),
    N_("show the text in the source if it belongs to the form"),
)
OTHER_SHEET = Fault(
    "IMP119", "other_sheet", Severity.INFO, N_("the sheet {name} holds no form; its cells are kept in the source only")
)
PAGE_WITHOUT_TEXT = Fault(
    "IMP120",
    "page_without_text",
    Severity.WARNING,
    N_("page {page} holds a picture and no text; nothing was read from it"),
    N_("compare the page with what was imported"),
)
ROW_OVER_PAGES = Fault(
    "IMP121",
    "row_over_pages",
    Severity.WARNING,
    N_("a page ends inside of a row; what stands on the next one was taken for its rest: {text}"),
    N_("compare the row with the source"),
)
UNKNOWN_SIGN = Fault(
    "IMP122",
    "unknown_sign",
    Severity.WARNING,
    N_("a sign of the font {font} is not known as a character; it was read as □"),
    N_("compare the place with the source"),
)
NO_RULES = Fault(
    "IMP123",
    "no_rules",
    Severity.WARNING,
    N_("no table of this document has rules; cells that only white space divides are not told apart"),
    N_("take the form from the file that was printed, or export it with the borders of its table"),
)
