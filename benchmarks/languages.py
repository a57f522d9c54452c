"""The languages that templates speak: the tags of each in one layout."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.data import COLUMNS

TITLE, BODY, ITEM, CELL = "Benchmark Title", "Benchmark Body", "Benchmark Item", "Benchmark Cell"
STYLES = (TITLE, BODY, ITEM, CELL)
FUND_COLUMNS = ("label", "initial", "adjusted", "executed", "weight", "rate", "score")
FUND_LABELS = ("source", *FUND_COLUMNS[1:])
FIGURES = COLUMNS[2:]
COLORED = "score"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, and the values of its merge and its colour."""

    text: str
    merge: str = ""
    color: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its style, and the texts of its runs; those that `bold` counts are bold."""

    style: str
    runs: tuple[str, ...]
    bold: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Language:
    """What differs between languages: tags of values and labels by name, rows of the tables, the narrative."""

    value: str
    label: str
    funds: tuple[tuple[str, ...], ...]
    narrative: tuple[Paragraph, ...]
    indicators: tuple[tuple[Cell, ...], ...]
    weights: str
    totals: tuple[str, str, str]


def lines(*texts: str) -> tuple[Paragraph, ...]:
    """Paragraphs of one run each."""
    return tuple(Paragraph(BODY, (text,)) for text in texts)


DOCXTPL = Language(
    value="{{{{ form.{} }}}}",
    label="{{{{ labels.{} }}}}",
    funds=(
        ("{%tr for fund in funds %}",),
        tuple(f"{{{{ fund.{one} }}}}" for one in FUND_COLUMNS),
        ("{%tr endfor %}",),
    ),
    narrative=(
        *lines("{%p for section in sections %}", "{{ section.text }}", "{%p for point in section.points %}"),
        Paragraph(
            ITEM,
            (
                "{%r for run in point.runs %}",
                "{%r if run.bold %}",
                "{{ run.text }}",
                "{%r else %}",
                "{{ run.text }}",
                "{%r endif %}",
                "{%r endfor %}",
            ),
            bold=(2,),
        ),
        *lines("{%p endfor %}", "{%p endfor %}"),
    ),
    indicators=(
        (Cell("{%tr for row in rows %}"),),
        (
            Cell("{{ row.level1 }}", "{{ row.merge1 }}"),
            Cell("{{ row.level2 }}", "{{ row.merge2 }}"),
            *(Cell(("{% cellbg row.color %}" if one == COLORED else "") + f"{{{{ row.{one} }}}}") for one in FIGURES),
        ),
        (Cell("{%tr endfor %}"),),
    ),
    weights="{% for level in levels %}{{ level.label }}{{ level.weight }}；{% endfor %}",
    totals=("{{ totals.weight }}", "{{ totals.score }}", "{{ grade }}"),
)
"""docxtpl's own, which reportgen speaks too."""


def _variant(name: str, merges: tuple[str, str], begin: str = "", end: str = "") -> tuple[Cell, ...]:
    """A row for indicators of which `name` is true: merged cells cannot follow the data in these languages."""
    return (
        Cell(f"{begin}{{#{name}}}{{level1}}", merges[0]),
        Cell("{level2}", merges[1]),
        *(Cell(f"{{{one}}}", color="FFF2CC" if one == COLORED else "") for one in FIGURES[:-1]),
        Cell(f"{{reason}}{{/{name}}}{end}"),
    )


MUSTACHE = Language(
    value="{{{}}}",
    label="{{label_{}}}",
    funds=(("{#funds}{label}", *(f"{{{one}}}" for one in FUND_COLUMNS[1:-1]), "{score}{/funds}"),),
    narrative=(
        *lines("{#sections}", "{text}", "{#points}"),
        Paragraph(ITEM, ("{#runs}{#bold}", "{text}", "{/bold}{#plain}{text}{/plain}{/runs}"), bold=(1,)),
        *lines("{/points}", "{/sections}"),
    ),
    indicators=(
        _variant("opens_level1", ("restart", "restart"), begin="{#rows}"),
        _variant("opens_level2", ("continue", "restart")),
        _variant("opens_none", ("continue", "continue"), end="{/rows}"),
    ),
    weights="{#levels}{label}{weight}；{/levels}",
    totals=("{weight}", "{score}", "{grade}"),
)
"""That of docxtemplater and easy-template-x, with the names of `contexts.flat`; colours are the template's."""


REPORT = Language(
    value=DOCXTPL.value,
    label=DOCXTPL.label,
    funds=DOCXTPL.funds,
    narrative=lines(
        "{%p for goal in goals %}",
        "{{ goal.text }}",
        "{{p prose(goal.completion) }}",
        "{%p endfor %}",
        "{%p for section in sections %}",
        "{{p prose(section) }}",
        "{%p endfor %}",
    ),
    indicators=(
        (Cell("{%tr for level in levels %}"),),
        (Cell("{%tr for group in level.groups %}"),),
        (Cell("{%tr for row in group.indicators %}"),),
        (
            Cell("{{ merge(level.label) }}{{ level.label }}"),
            Cell("{{ merge(level.label, group.label) }}{{ group.label }}"),
            *(Cell(f"{{{{ row.{one} }}}}") for one in FIGURES),
        ),
        *[(Cell("{%tr endfor %}"),)] * 3,
    ),
    weights=DOCXTPL.weights,
    totals=DOCXTPL.totals,
)
"""That of a report: figures and Markdown by the names of the disclosure, merges by key."""
