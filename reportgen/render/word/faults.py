"""What can be wrong with a Word template, and with a file made from one."""

from __future__ import annotations

from reportgen.base.errors import ReportgenError
from reportgen.base.finding import Fault, Severity
from reportgen.base.messages import N_
from reportgen.base.text import forbidden_characters, has_forbidden_character

NOT_A_DOCUMENT = Fault(
    "TPL101",
    "not_a_word_document",
    Severity.ERROR,
    N_("this is no Word document that can be used: {problem}"),
    N_("save it in Word as .docx"),
)
TOO_LARGE = Fault(
    "TPL102", "template_too_large", Severity.ERROR, N_("the template unpacks to more than is allowed: {problem}")
)
NOT_SUPPORTED = Fault(
    "TPL103",
    "not_supported_in_template",
    Severity.ERROR,
    N_("a template may not hold {what}"),
    N_("remove it in Word and save the template again"),
)
BROKEN_TAG = Fault(
    "TPL104",
    "broken_tag",
    Severity.ERROR,
    N_("a tag is not whole: {text}"),
    N_("tags are written {{{{ … }}}}, {{% … %}}, {{# … #}} with half-width braces, opened and closed in one paragraph"),
)
MISPLACED_VALUE = Fault(
    "TPL105",
    "misplaced_value",
    Severity.ERROR,
    N_("{tag} stands where no text can be printed"),
    N_("only prose(…) and chart(…) stand in a paragraph of their own, as {{{{p prose(…) }}}}; others stand in text"),
)
MISPLACED_PROSE = Fault(
    "TPL106",
    "misplaced_prose",
    Severity.ERROR,
    N_("{tag} must stand in a paragraph of its own"),
    N_("write it as {{{{p … }}}}, with the p"),
)
CANNOT_RENDER = Fault("TPL107", "cannot_render", Severity.ERROR, N_("the template fails here: {problem}"))

NO_STYLE = Fault(
    "TPL160",
    "no_style_for_narrative",
    Severity.INFO,
    N_("the template has no style for {role} in narrative; they are set like text, with their look written out"),
    N_("make a style with one of these names, or give one of them to a style as its alias: {names}"),
)
MISPLACED_NOTE = Fault(
    "TPL161",
    "misplaced_footnote",
    Severity.ERROR,
    N_("narrative with footnotes stands in a text box"),
    N_("Word has footnotes only in the text of the document; print this section outside the box"),
)


class UnprintableError(ReportgenError):
    """A template prints a value that is no text."""


def allowed(text: str) -> str:
    """`text` with line breaks of one kind. Raises UnprintableError where it holds a character that Word refuses."""
    if has_forbidden_character(text):
        code = next(forbidden_characters(text))[2]
        raise UnprintableError(N_("the character {code} may stand in no document: {text}"), code=code, text=text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


class BrokenOutputError(ReportgenError):
    """The file that was made is not sound and is not given out; this is a fault of the template or of the program."""

    def __init__(self, problem: str, part: str) -> None:
        super().__init__(N_("the Word file made is not sound: {problem} ({part})"), problem=problem, part=part)
