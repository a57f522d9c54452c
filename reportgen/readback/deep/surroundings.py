"""The bureau's own file around forms that were laid into it: all that it said it still says, and that is not swept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.readback.deep.faults import OTHER_TEXT
from reportgen.readback.deep.seen import AROUND, FRONT, OUTSIDE, Pieces, Seen, bare
from reportgen.readback.deep.word import properties_of, see_with_mammoth

_NUMBERS = re.compile(r"\[\d{1,3}\]|^\d{1,3}\n\t")
"""The numbers of footnotes, which go on over the forms."""
_SHOWN = 60


@dataclass(frozen=True)
class Surroundings:
    """The lines of the bureau's file in their order, and what it says of itself; nothing where there is no file."""

    lines: Sequence[str]
    behind: frozenset[str]

    @classmethod
    def of(cls, host: bytes | None) -> Surroundings:
        """What a file says. Raises UnreadableError where it cannot be read."""
        if host is None:
            return cls((), frozenset())
        return cls([_line(line) for line in see_with_mammoth(host, "").lines], frozenset(properties_of(host).values()))

    def says(self, text: str) -> bool:
        """Whether `text` is a line of the file."""
        return _line(text) in self.lines

    def taken_from(self, pieces: Pieces) -> Pieces:
        """The pieces without what the file says around and after the forms, and without what it says of itself."""
        if not self.lines and not self.behind:
            return pieces
        seen = {number: self._without(one) for number, one in pieces.seen.items() if number not in (AROUND, OUTSIDE)}
        last = max(pieces.order, default=FRONT)
        if last in seen:
            seen[last] = replace(seen[last], lines=self._parted(pieces).of_forms)
        return replace(pieces, seen=seen)

    def compare(self, pieces: Pieces, file: str) -> Iterator[Finding]:
        """What the file said and does not say where it did, with what stands before the forms in its place."""
        parted = self._parted(pieces)
        if parted.lost or parted.added:
            expected, found = ("".join(lines[:1])[:_SHOWN] for lines in (parted.lost, parted.added))
            yield OTHER_TEXT.at(Location.of_file(file), section=file, expected=expected, found=found)

    def _without(self, seen: Seen) -> Seen:
        behind = {name: text for name, text in seen.behind.items() if text not in self.behind}
        return replace(seen, behind=behind, hidden=[text for text in seen.hidden if not self.says(text)])

    def _parted(self, pieces: Pieces) -> _Parted:
        """The lines of the last form without those of the file, which are looked for from the end."""
        before = [_line(line) for line in pieces.piece(OUTSIDE).lines]
        at, after = 0, list[str]()
        for line in self.lines:
            if at < len(before) and before[at] == line:
                at += 1
            else:
                after.append(line)
        kept = list(pieces.piece(max(pieces.order, default=FRONT)).lines)
        end, lost = len(kept), list[str]()
        for line in reversed(after):
            found = next((place for place in range(end - 1, -1, -1) if _line(kept[place]) == line), None)
            if found is None:
                lost.insert(0, line)
            else:
                del kept[found]
                end = found
        return _Parted(kept, lost, before[at:])


@dataclass(frozen=True, slots=True)
class _Parted:
    """The lines of the last form, those of the file that are lost, and those before the forms that are not its."""

    of_forms: Sequence[str]
    lost: Sequence[str]
    added: Sequence[str]


def _line(text: str) -> str:
    return bare(_NUMBERS.sub("", text))
