"""What importing a form may find: what was repaired, what was inferred and on which proof, what was left over."""

from __future__ import annotations

from reportgen.base.finding import Fault, Severity
from reportgen.base.messages import N_

NO_FORM = Fault(
    "IMP001",
    "no_form",
    Severity.ERROR,
    N_("no self-evaluation form is recognised in this file"),
    N_("a form has a row with column labels such as 年初预算数, 全年执行数 or 三级指标, 年度指标值"),
)
NO_IMPORTER = Fault(
    "IMP002", "no_importer", Severity.ERROR, N_("files of the kind {suffix} cannot be imported"), N_("kinds: {known}")
)
SEPARATORS_LOST = Fault(
    "IMP003",
    "separators_lost",
    Severity.ERROR,
    N_("the cells of this row cannot be told apart: {text}"),
    N_("copy the form again from where it is a table"),
)
ORDER_LOST = Fault(
    "IMP004",
    "order_lost",
    Severity.ERROR,
    N_("the labels of a form are here, but not in the order of a table: which cell belongs to which label is lost"),
    N_("copy the form again row by row, or from where it is a table"),
)
DIGITS_GONE = Fault(
    "IMP005",
    "digits_gone",
    Severity.ERROR,
    N_("the form has no figure in any amount, target, value or score: its digits were lost on the way"),
    N_("take the form from where its figures can be seen"),
)
UNFILLED = Fault(
    "IMP006",
    "unfilled",
    Severity.ERROR,
    N_("the form is not filled: it prints labels, and neither an amount nor an indicator"),
    N_("import it once it is filled"),
)
PROSE_UNREAD = Fault(
    "IMP007",
    "prose_unread",
    Severity.ERROR,
    N_("this is a report in prose; no sentence of it gives an indicator with target, actual value and score"),
    N_("import the table of the self-evaluation instead, or write evaluation.yaml by hand"),
)
ROW_SHIFTED = Fault(
    "IMP010",
    "row_shifted",
    Severity.WARNING,
    N_("the cells of this row stand {places} columns off their headers; they were read by their kind and order"),
    N_("compare the row with the source"),
)
ROWS_SHIFTED = Fault(
    "IMP050",
    "rows_shifted",
    Severity.WARNING,
    N_("the cells of {count} rows, from here to {last}, stand off their headers; read by their kind and order"),
    N_("compare the rows with the source"),
)
ROW_AMBIGUOUS = Fault(
    "IMP011",
    "row_ambiguous",
    Severity.WARNING,
    N_("the cells of this row fit the columns in more than one way: {text}"),
    N_("compare the row with the source"),
)
ROW_BY_ARITHMETIC = Fault(
    "IMP012",
    "row_by_arithmetic",
    Severity.WARNING,
    N_("cells are missing in this row; it was read as its rate and the rows above it have it: {text}"),
    N_("compare the row with the source"),
)
HEADER_NEAR = Fault(
    "IMP013",
    "header_near",
    Severity.WARNING,
    N_("the label {label} is not listed; its column is read as {usual}"),
    N_("compare the column with the source"),
)
HEADER_BY_ARITHMETIC = Fault(
    "IMP014",
    "header_by_arithmetic",
    Severity.WARNING,
    N_("the label {label} is not listed; its column is read as the adjusted budget, since only it gives the rates"),
    N_("compare the column with the source"),
)
COLUMN_KEPT = Fault(
    "IMP015",
    "column_kept",
    Severity.WARNING,
    N_("the column {label} has no field; its cells are kept in the note of the import"),
)
RATE_DISAGREES = Fault(
    "IMP016",
    "rate_disagrees",
    Severity.WARNING,
    N_("the rate {rate} of {label} is not what its amounts give"),
    N_("compare the row with the source: a cell may stand in the wrong column, or the source is wrong"),
)
POINTS_IN_NAME = Fault(
    "IMP017",
    "points_in_name",
    Severity.WARNING,
    N_("{name} prints its points in its name; {points} is taken as its weight"),
)
LABELS_AMONG_ROWS = Fault(
    "IMP018",
    "labels_among_rows",
    Severity.WARNING,
    N_("labels of columns stand among the rows below this header, which may have been read only in part: {text}"),
    N_("compare every row of this table with the source"),
)
LEVEL1_BY_SUM = Fault(
    "IMP020",
    "level1_by_sum",
    Severity.WARNING,
    N_("{name} is taken to belong to {level}: only then do the points of {level} add up to {points}"),
    N_("compare with the source"),
)
LEVEL1_UNPROVED = Fault(
    "IMP021",
    "level1_unproved",
    Severity.WARNING,
    N_("the points below {level} add up to {found}, not to {points}"),
    N_("check which indicators belong to {level}"),
)
LEVEL2_BY_KIND = Fault(
    "IMP022",
    "level2_by_kind",
    Severity.WARNING,
    N_("{name} is taken to belong to {level}, not {printed}: its target {target} is of that kind"),
    N_("compare with the source"),
)
LEVEL2_BY_BLOCK = Fault(
    "IMP023",
    "level2_by_block",
    Severity.WARNING,
    N_("{name} has no second-level label before it; it is taken to belong to {level}, the first of its block"),
    N_("compare with the source"),
)
LABEL_CUT = Fault("IMP024", "label_cut", Severity.WARNING, N_("the label {printed} is cut; it is read as {label}"))
NO_LEVEL = Fault(
    "IMP025",
    "no_level",
    Severity.WARNING,
    N_("{name} has no first- or second-level label; {level} is written in its place"),
    N_("write the right label into evaluation.yaml"),
)
LEVEL_MISSING = Fault(
    "IMP028",
    "level_without_label",
    Severity.WARNING,
    N_("no label of level {which} stands at or above {name}"),
    N_("compare with the source"),
)
LEVEL1_LOST = Fault(
    "IMP029",
    "level1_lost",
    Severity.WARNING,
    N_("the first-level label of {level} is not printed; {owner} is taken, the class it belongs to"),
    N_("compare with the source"),
)
LEVEL2_UNLIKE = Fault(
    "IMP046",
    "level2_unlike",
    Severity.INFO,
    N_("{name} stands below {level} without a label of its own, and looks like {kind}"),
    N_("compare with the source: a label may be lost"),
)
LEVEL_UNLISTED = Fault(
    "IMP049",
    "level_unlisted",
    Severity.INFO,
    N_("{level} is read as the label of a level above {name}; it is not listed"),
    N_("compare with the source"),
)
LEVEL1_BY_LEVEL2 = Fault(
    "IMP047",
    "level1_by_level2",
    Severity.WARNING,
    N_("{level} stands for its first-level label too, which is not printed"),
)
LEVEL_CARRIED = Fault(
    "IMP026",
    "level_carried",
    Severity.WARNING,
    N_("no label covers this row; it is taken to belong to {level}, the last one above it"),
    N_("compare the row with the source"),
)
RESIDUE_REMOVED = Fault(
    "IMP030", "residue_removed", Severity.WARNING, N_("{count} HTML tags left over from an export were taken out")
)
LEFT_OVER = Fault(
    "IMP031",
    "left_over",
    Severity.WARNING,
    N_("this text fits no field and is kept in the note of the import: {text}"),
)
ROWS_LEFT_OVER = Fault(
    "IMP027",
    "rows_left_over",
    Severity.WARNING,
    N_("{count} rows from here fit no field and are kept in the note of the import; the first begins: {text}"),
)
GOAL_MISMATCH = Fault(
    "IMP032",
    "goal_mismatch",
    Severity.WARNING,
    N_("part {number} of the completion does not repeat the words of goal {number}; it is tied to it by its number"),
)
COMPLETION_WHOLE = Fault(
    "IMP033",
    "completion_whole",
    Severity.WARNING,
    N_("the completion is not numbered by goal; it is kept whole before the first goal"),
    N_("put the headings ## {goal} and so on into completion.md"),
)
PARTS_MISNUMBERED = Fault(
    "IMP034",
    "parts_misnumbered",
    Severity.WARNING,
    N_("the parts of the completion are numbered {numbers}; each is tied to the goal of its number"),
    N_("compare with the source"),
)
KEPT_AS_NEXT_STEPS = Fault(
    "IMP036",
    "kept_as_next_steps",
    Severity.INFO,
    N_("{label} is no section of its own; it is kept under its label in the next steps"),
)
MANAGEMENT_KEPT = Fault(
    "IMP037",
    "management_kept",
    Severity.INFO,
    N_("the block on the management of funds has no field; it is kept in the note of the import"),
)
PROSE_FORM = Fault(
    "IMP038",
    "prose_form",
    Severity.WARNING,
    N_("this form is prose: its indicators were read from sentences, its amounts stand only in the text"),
    N_("write the amounts into evaluation.yaml"),
)
NOTHING_ACHIEVED = Fault(
    "IMP039",
    "nothing_achieved",
    Severity.ERROR,
    N_("the form is not filled: it has columns for actual values and scores, and nothing in any of them"),
    N_("fill the form, or import it as a form of targets"),
)
NO_DATE = Fault(
    "IMP043",
    "no_date",
    Severity.WARNING,
    N_("{text} is no date of the calendar; the filing date is left out"),
    N_("write it into evaluation.yaml as 2025-01-15"),
)
HEAD_MISSING = Fault(
    "IMP051",
    "head_missing",
    Severity.WARNING,
    N_("the form prints no {label}"),
    N_("it is left blank; look in the pages around the form"),
)
NAME_COMPLETED = Fault(
    "IMP052",
    "name_completed",
    Severity.WARNING,
    N_("the name {printed} is cut; {source} has it whole, and {name} is read"),
    N_("compare with the source"),
)
UNIT_ASSUMED = Fault(
    "IMP044",
    "unit_assumed",
    Severity.WARNING,
    N_("the form prints no unit of its amounts; {unit} is taken from the profile {profile}"),
    N_("correct form.unit in evaluation.yaml if the amounts are in another unit"),
)
STATED_OTHERWISE = Fault(
    "IMP040",
    "printed_otherwise",
    Severity.WARNING,
    N_("the source prints {stated} for {label}; the figures give {computed}"),
    N_("it is kept under `stated`; take the line out to print the computed value"),
)
NOT_TYPED = Fault(
    "IMP041",
    "not_typed",
    Severity.ERROR,
    N_("{text} in the column {label} is not a number"),
    N_("correct the cell in the source, or the value in evaluation.yaml"),
)
ROW_WITHOUT_NAME = Fault(
    "IMP045",
    "row_without_name",
    Severity.WARNING,
    N_("this row of the indicators names none; it is not taken into evaluation.yaml: {text}"),
    N_("write the indicator into evaluation.yaml if there is one"),
)
EXPECTED_KEPT = Fault(
    "IMP048",
    "expected_kept",
    Severity.INFO,
    N_("what this monitoring form expects of the whole year is kept in the note of the import"),
)
WEIGHTS_IN_PERCENT = Fault(
    "IMP053",
    "weights_in_percent",
    Severity.INFO,
    N_("the form prints its weights in percent; {text} is written as {points} points"),
)
NOTHING_PRINTED = Fault(
    "IMP042",
    "nothing_printed",
    Severity.ERROR,
    N_("the form prints no {label}"),
    N_("write it into the source, in the head of the form"),
)
LINE_FIGURES_KEPT = Fault(
    "IMP054",
    "line_figures_kept",
    Severity.INFO,
    N_("{count} rates or points of lines below the total are kept in the note of the import"),
    N_("only the total has them here: a dash is printed; source/note.txt holds them as the source printed them"),
)
