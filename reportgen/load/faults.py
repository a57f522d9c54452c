"""The faults that reading content can find. What cannot be parsed or typed stops the report it belongs to."""

from __future__ import annotations

from pathlib import PurePosixPath

from reportgen.base.errors import ReportgenError
from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.location import Location
from reportgen.base.messages import N_, Message


def _stop(code: str, name: str, message: str, hint: str = "") -> Fault:
    return Fault(code, name, Severity.ERROR, message, hint)


def _warn(code: str, name: str, message: str, hint: str = "") -> Fault:
    return Fault(code, name, Severity.WARNING, message, hint)


MISSING_LAYER = _stop(
    "LOD005",
    "missing_layer",
    N_("there is no layer {layer}"),
    N_("make the folder templates/{layer}, or correct the name"),
)
MISSING_FILE = _stop("LOD001", "missing_file", N_("the file is missing"), N_("create it, or correct the path"))
WRONG_ENCODING = _stop(
    "LOD002",
    "wrong_encoding",
    N_("the file is not UTF-8; it looks like {encoding}"),
    N_("save it again as UTF-8"),
)
FORBIDDEN_CHARACTER = _stop(
    "LOD003",
    "forbidden_character",
    N_("the character {codepoint} may stand in no document"),
    N_("delete it: it is invisible and often comes with copied text"),
)
UNREADABLE_FILE = _stop("LOD004", "unreadable_file", N_("{reason}"))


def unreadable(where: Location, error: ReportgenError, file: str | None = None) -> Finding:
    """Why a file cannot be read. The reason names `file`, else that of `where`, and no folder of this machine."""
    paths = {"path": file or where.file, "root": PurePosixPath(where.file).parent}
    values = {name: paths.get(name, value) for name, value in error.message.values.items()}
    return UNREADABLE_FILE.at(where, reason=Message(error.message.source, values))


BROKEN_YAML = _stop(
    "LOD010",
    "broken_yaml",
    N_("the file is no valid YAML here: {problem}"),
    N_("check the indentation, the colon and the quotation marks of this line and the one above"),
)
DUPLICATE_KEY = _stop(
    "LOD011",
    "duplicate_key",
    N_("the key {key} stands twice; first in line {first}"),
    N_("keep one of the two"),
)
UNKNOWN_KEY = _stop("LOD012", "unknown_key", N_("there is no key {key} here"), N_("known here: {known}"))
MISSPELLED_KEY = _stop("LOD013", "misspelled_key", N_("there is no key {key} here"), N_("did you mean {suggestion}?"))
MISSING_KEY = _stop("LOD014", "missing_key", N_("the key {key} is missing"), N_("add {key}"))
A_TEXT, A_LIST, A_MAPPING = Message(N_("a text")), Message(N_("a list")), Message(N_("a mapping with keys"))
A_NUMBER, A_SWITCH = Message(N_("a whole number")), Message(N_("true or false"))
SHAPES = {
    **{"scalar": A_TEXT, "sequence": A_LIST, "mapping": A_MAPPING},
    **{"str": A_TEXT, "list": A_LIST, "dict": A_MAPPING, "int": A_NUMBER, "bool": A_SWITCH},
}
"""The shapes of values in words, by what YAML and TOML call them."""
WRONG_SHAPE = _stop("LOD015", "wrong_shape", N_("expected {expected} here, found {found}"))
YAML_TAG = _stop("LOD016", "yaml_tag", N_("the YAML tag {tag} is not allowed"), N_("write the value as plain text"))
YAML_TOO_DEEP = _stop(
    "LOD018", "yaml_too_deep", N_("keys and lists are nested more than {limit} deep"), N_("make the file flatter")
)
YAML_ALIASES = _stop(
    "LOD017", "yaml_aliases", N_("more than {limit} YAML aliases"), N_("write the values out instead of repeating them")
)
NOT_A_NUMBER = _stop(
    "LOD020",
    "not_a_number",
    N_("{text} is not a number"),
    N_("write digits with one point, and thousands commas in their places or none: 52,245,328.60"),
)
NOT_A_DATE = _stop(
    "LOD021", "not_a_date", N_("{text} is not a date of the calendar"), N_("write 20250115 or 2025-01-15")
)
NOT_A_CHOICE = _stop("LOD022", "not_a_choice", N_("{text} is not possible here"), N_("one of: {choices}"))
NOT_AN_ID = _stop(
    "LOD023",
    "not_an_id",
    N_("{text} cannot be an id"),
    N_("an id begins with a lower-case letter and holds only lower-case letters a-z, 0-9, - and _"),
)
DUPLICATE_ID = _stop(
    "LOD024", "duplicate_id", N_("the id {id} stands twice; first in line {first}"), N_("give each its own id")
)
BLANK_TEXT = _stop("LOD025", "blank_text", N_("{key} is empty"), N_("fill it in"))
UNKNOWN_PROFILE = _stop("LOD030", "unknown_profile", N_("there is no profile {profile}"), N_("profiles here: {known}"))
UNKNOWN_FACT_ID = _stop(
    "LOD031", "unknown_fact", N_("there is no figure {fact} in this report"), N_("did you mean {suggestion}?")
)
UNKNOWN_FILTER = _stop(
    "LOD032",
    "unknown_filter",
    N_("there is no filter {filter}"),
    N_("filters: {known}; your own in filters/ are read with own_filters = true in the settings"),
)
BROKEN_REFERENCE = _stop(
    "LOD033",
    "broken_reference",
    N_("{text} is no reference to a figure"),
    N_("write {{{{ id }}}} or {{{{ id | filter }}}}, with half-width braces"),
)
REFERENCE_IN_TABLE = N_("in a table write {{{{ id }}}} or {{{{ id \\| filter }}}}: a bare | would end the cell")
FILTER_MISUSED = _stop("LOD034", "filter_misused", N_("{reason}"))
STATED_UNKNOWN = _stop(
    "LOD035",
    "stated_unknown",
    N_("{fact} under `stated` is no figure of this report"),
    N_("did you mean {suggestion}?"),
)
STATED_TYPED = _stop(
    "LOD036",
    "stated_typed",
    N_("{fact} under `stated` is a value that the form itself holds"),
    N_("correct it where it is typed; `stated` is for values that are computed"),
)
FILTER_NAME_TAKEN = _stop(
    "LOD037", "filter_name_taken", N_("a filter {filter} is there already"), N_("give the file another name")
)
FILTER_BROKEN = _stop(
    "LOD038",
    "filter_broken",
    N_("this file is no filter: {reason}"),
    N_("define a function {filter}(fact) that returns a text"),
)
CELLS_BEYOND = _stop(
    "LOD043",
    "cells_beyond_columns",
    N_("this row has {found} cells, its table {columns} columns; the rest would be lost"),
    N_("add a column to the first row, or write a | of the text as \\|"),
)
NESTED_TOO_DEEP = _stop(
    "LOD040",
    "nested_too_deep",
    N_("lists or quotations are nested more than {limit} deep"),
    N_("make the list flatter"),
)
UNKNOWN_GOAL = _stop(
    "LOD041", "unknown_goal", N_("the heading {heading} names no goal of the form"), N_("goals of the form: {known}")
)
REPEATED_GOAL = _stop(
    "LOD042", "repeated_goal", N_("the goal {goal} has two headings; the first is in line {first}"), N_("join the two")
)
STRAY_FILE = _warn(
    "LOD050", "stray_file", N_("this file belongs to no section and is not printed"), N_("sections: {known}")
)
MISSPELLED_LAYER = _stop(
    "LOD060", "misspelled_layer", N_("there is no layer {layer}"), N_("did you mean {suggestion}?")
)
IDLE_RULE = _warn(
    "LOD061",
    "idle_layer_rule",
    N_("no report matches {match}; the rule does nothing"),
    N_("correct the path, or remove the rule; `*` does not reach beyond a folder"),
)
NO_FOLDER_FOR_REPORTS = _stop(
    "LOD090",
    "no_folder_for_reports",
    N_("{folder} cannot be the folder of a report"),
    N_("name one folder without slashes that does not begin with . or _ and is not called source or releases"),
)
UNKNOWN_LABEL = _stop("LOD062", "unknown_label", N_("no form has the label {label}"), N_("did you mean {suggestion}?"))
TYPST_OF_SOME = _stop(
    "LOD065",
    "typst_of_some_reports",
    N_("the layer {layer} is for some reports only and may not have a {file}: a template of a PDF is a program"),
    N_("put it into a layer of all reports, named in `layers`"),
)
PICTURE_REFUSED = _stop(
    "LOD055",
    "picture_refused",
    N_("the picture {source} cannot be printed: {reason}"),
    N_("put a PNG or JPEG file below the report's folder and name it from there, as in files/chart.png"),
)
PICTURE_WITHOUT_TEXT = _warn(
    "LOD056",
    "picture_without_text",
    N_("the picture {source} has no alternative text"),
    N_("say between the square brackets what it shows, for people who cannot see it"),
)
FIGURE_IN_PICTURE = _stop(
    "LOD057",
    "figure_in_alternative_text",
    N_("the alternative text of a picture cannot hold {text}"),
    N_("name the figure in the text beside the picture"),
)
NOTE_IN_NOTE = _stop(
    "LOD058",
    "footnote_in_footnote",
    N_("the footnote {label} stands inside a footnote"),
    N_("Word has no footnotes of footnotes; write its text where it is referred to"),
)
UNUSED_NOTE = _stop(
    "LOD059",
    "unused_footnote",
    N_("nothing refers to the footnote {label}; it would be lost"),
    N_("write [^{label}] in the text, or delete the footnote"),
)
TOO_SMALL = _stop("LOD066", "too_small", N_("{key} is {text}; it is {least} at least"), N_("correct the number"))
TOO_LARGE = _stop("LOD067", "too_large", N_("{key} is {text}; it is {most} at most"), N_("correct the number"))
BANDS_OUT_OF_ORDER = _stop(
    "LOD068",
    "bands_out_of_order",
    N_("{key}: {label} begins at {lower}, the one before it at {above}"),
    N_("list them from the best to the worst, each beginning lower than the one before, each label once"),
)
LOWEST_BAND_OPEN = _stop(
    "LOD069",
    "lowest_band_open",
    N_("the lowest grade, {label}, begins at {lower}; a lower score would have none"),
    N_("let the lowest grade begin at 0"),
)
PROFILE_NAMED_OTHERWISE = _stop(
    "LOD070",
    "profile_named_otherwise",
    N_("the id {id} is not the name of the file, {name}"),
    N_("rename the file or correct the id: reports name a profile by both"),
)
PROFILE_OF_ITSELF = _stop(
    "LOD071",
    "profile_of_itself",
    N_("the profile extends itself, by way of {profile}"),
    N_("name another profile, or write this one whole"),
)
ITEM_RENUMBERED = _warn(
    "LOD072",
    "item_renumbered",
    N_("the item typed {typed} is printed as {printed}: a list counts on by itself"),
    N_("number the items in order; where the number is part of the words, put a backslash before its point: 3\\."),
)
INDENTED_CODE = _warn(
    "LOD073",
    "indented_code",
    N_("a paragraph set in by four blanks is printed as program code: {text}"),
    N_("delete the blanks; paragraphs are indented when they are printed"),
)
UNDERLINED_HEADING = _warn(
    "LOD074",
    "underlined_heading",
    N_("the line {line} makes a heading of the text above it"),
    N_("leave a blank line between them; or write the heading with ## before it"),
)
MORE_FORBIDDEN = _stop(
    "LOD075",
    "more_forbidden_characters",
    N_("{count} more characters that may stand in no document follow"),
    N_("delete them all at once: an editor finds them as control characters"),
)
UNKNOWN_CODE = _warn(
    "LOD084",
    "unknown_code",
    N_("no finding has the code {code}; the line does nothing"),
    N_("did you mean {suggestion}?"),
)
LEADING_ZERO = _stop(
    "LOD078",
    "leading_zero",
    N_("{text} begins with a zero"),
    N_("write the number without the zero: programs disagree on whether it is printed"),
)
NUMBER_TOO_LONG = _stop(
    "LOD079",
    "number_too_long",
    N_("{text} has a power of ten, or more than {limit} digits before or after the point"),
    N_("write the digits out; no amount of a budget needs more"),
)
WIDE_NUMBER = _stop(
    "LOD080",
    "full_width_number",
    N_("{text} is no number: it has full-width digits or signs, or curly quotation marks"),
    N_('type digits, point, comma and quotation marks half-width, as in "52,245,328.60"'),
)
PIECE_OF_AMOUNT = _stop(
    "LOD081",
    "piece_of_amount",
    N_("{key} is no key; it looks like a piece of an amount"),
    N_("put the amount in straight quotation marks: a comma ends a value between braces"),
)
WIDE_KEY = _stop(
    "LOD082",
    "full_width_key",
    N_("{key} is no key: full-width punctuation separates nothing in YAML"),
    N_("type colon, comma and quotation marks half-width, and a blank after the colon"),
)
WIDE_YAML = _stop(
    "LOD083",
    "full_width_yaml",
    N_("the file is no valid YAML here, where full-width punctuation stands: {found}"),
    N_("type colon, comma, quotation marks and brackets half-width, and a blank after the colon"),
)
