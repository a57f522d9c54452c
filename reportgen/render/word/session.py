"""What one rendering gives out: bookmarks for facts, lists, links, pictures, notes. Nothing outlives the rendering."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.document.fact import Fact
from reportgen.document.marks import BOOKMARK_PREFIX
from reportgen.render.word.charts.chart import Chart
from reportgen.render.word.frame import Frame
from reportgen.render.word.names import R_NS
from reportgen.render.word.numbering import Definition, Numbering
from reportgen.render.word.package import Relationship
from reportgen.render.word.spots import Spot
from reportgen.render.word.styles import Styles

SESSION = "rendering of this document"
"""Where the session lies in a template's context; no template can write a name with spaces."""


@dataclass(frozen=True, slots=True)
class Medium:
    """A picture as a part of the document."""

    data: bytes
    extension: str
    type: str


@dataclass(slots=True)
class Session:
    """The state of one rendering.

    `first_bookmark` is the first id that the template leaves free. `part` is the part that is being rendered,
    `next_id` the first number that no drawing of it has. `lists` holds, for each list given out, its level and first
    number (None for bullets); `relationships` what each part refers to beside what its template does; `media` the names
    of the parts that hold pictures; `notes` the footnotes as XML. `spots` are those of the part that is being rendered;
    `leaves_marks` tells that something was printed there which only the finished part can settle, `leaves_keys` that
    cells were given keys to be merged by.
    """

    styles: Styles
    first_bookmark: int
    numbering: Numbering
    frame: Frame
    marks_facts: bool = True
    part: str = ""
    next_id: int = 1
    spots: Mapping[int, Spot] = field(default_factory=dict)
    leaves_marks: bool = False
    leaves_keys: bool = False
    facts: list[Fact] = field(default_factory=list)
    lists: list[tuple[int, int | None]] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    relationships: dict[str, list[Relationship]] = field(default_factory=lambda: defaultdict(list))
    media: dict[Medium, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    _printed: dict[int, dict[int, int]] = field(default_factory=dict)

    def number_of_chart(self, chart: Chart) -> int:
        """The number of a new chart, from the first that the template leaves free."""
        self.charts.append(chart)
        return self.frame.first_own + len(self.charts) - 1

    def chart(self, number: int) -> Chart:
        """The chart that was given `number`."""
        return self.charts[number - self.frame.first_own]

    def number_of(self, fact: Fact) -> int:
        """The number, from 1, of a new bookmark for `fact`."""
        self.facts.append(fact)
        return len(self.facts)

    def bookmark_id(self, number: int) -> int:
        """The `w:id` of the bookmark `number`, used nowhere else in the document."""
        return self.first_bookmark + number - 1

    def new_list(self, level: int, start: int | None) -> int:
        """The number definition of a new list at `level`, which begins at `start`."""
        self.lists.append((level, start))
        return self.numbering.first_list + len(self.lists) - 1

    def list_definition(self, start: int | None) -> Definition:
        """What a list that begins at `start` looks like."""
        return self.numbering.definition(start)

    def link(self, address: str) -> str:
        """The relationship id of a link from the present part to `address`."""
        return self._related("hyperlink", "Link", address, external=True)

    def picture(self, data: bytes, extension: str, type: str) -> str:
        """The relationship id of a picture in the present part; equal pictures share one part of the package."""
        self.leaves_marks = True
        medium = Medium(data, extension, type)
        if medium not in self.media:
            number = self.frame.first_own + len(self.media)
            self.media[medium] = f"word/media/rgPicture{number}.{extension}"
        return self._related("image", "Picture", self.media[medium], external=False)

    def _related(self, kind: str, name: str, target: str, *, external: bool) -> str:
        known = self.relationships[self.part]
        found = next((one for one in known if (one.target, one.external) == (target, external)), None)
        if found is None:
            id = f"rg{name}{self.frame.first_own + len(known)}"
            found = Relationship(id, f"{R_NS}/{kind}", target, external)
            known.append(found)
        return found.id

    def notes_of(self, section: object, *, anew: bool) -> dict[int, int]:
        """The places in `notes` of the notes of a section, by number, to be added to.

        `anew` where the section is printed from its beginning: the same section printed twice has its notes twice.
        """
        if anew:
            self._printed.pop(id(section), None)
        return self._printed.setdefault(id(section), {})


def bookmark_name(number: int) -> str:
    """The name of the bookmark `number`."""
    return f"{BOOKMARK_PREFIX}{number}"
