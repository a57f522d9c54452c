"""Places: where a value was read, or where a fault stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reportgen.base.messages import N_, tr

_STEPS = {
    "part": N_("part {number}"),
    "table": N_("table {number}"),
    "row": N_("row {number}"),
    "column": N_("column {number}"),
    "paragraph": N_("paragraph {number}"),
}


@dataclass(frozen=True, slots=True)
class Location:
    """One place in one file.

    `kind` tells which of the other fields hold: `text` (line and column, from 1), `cell` (sheet, unless the file has
    none, and cell address), `word` (part, table, row, column and paragraph, from 1), `table` (the same of a web page,
    with the line), `page` (the same of a PDF; part is the number of the page), `template` (line or part) and `file`
    (the file as a whole).
    `file` is relative to the workspace, with forward slashes. As text it is in the current language.
    """

    kind: str
    file: str
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None
    part: str | None = None
    table: int | None = None
    row: int | None = None
    paragraph: int | None = None

    @classmethod
    def of_file(cls, file: str) -> Location:
        """The file as a whole."""
        return cls("file", file)

    @classmethod
    def in_text(cls, file: str, line: int, column: int | None = None) -> Location:
        """A line, and a column where one is known, of a text file; both count from 1."""
        return cls("text", file, line=line, column=column)

    def as_dict(self) -> dict[str, Any]:
        """Every field, null where it does not apply: the shape of `where` in printed JSON."""
        return {name: getattr(self, name) for name in self.__slots__}

    def __str__(self) -> str:
        match self.kind:
            case "text":
                return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
            case "cell":
                sheet = f"{self.sheet}!" if self.sheet is not None else ""
                return f"{self.file} {sheet}{self.cell}"
            case "word" | "template" | "table" | "page":
                said = _STEPS | ({"part": N_("page {number}")} if self.kind == "page" else {})
                steps = ((words, getattr(self, name)) for name, words in said.items())
                inner = " ".join(tr(words, number=value) for words, value in steps if value is not None)
                line = f":{self.line}" if self.line is not None else ""
                return f"{self.file}{line} {inner}".rstrip()
            case _:
                return self.file


NOWHERE = Location.of_file("")
"""The place of a value that no file holds: computed, or made by a caller."""
