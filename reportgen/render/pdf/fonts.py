"""Which faces a PDF is set in: for each official face a ladder of stand-ins, down to one that is always there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from reportgen.base.errors import UsageError
from reportgen.base.messages import N_, Message
from reportgen.render.pdf.coverage import characters_of

LATIN = ("Times New Roman", "Liberation Serif", "TeX Gyre Termes", "Libertinus Serif")
FIXED = ("Courier New", "Liberation Mono", "DejaVu Sans Mono")
"""Faces for letters and digits. The last of each comes with typst itself."""
SERIF, SANS = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC"), (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
)  # fmt: skip
"""Where each ladder ends. The last of each comes with the package of fonts that the extra `pdf` installs."""

RARE = (
    "SimSun-ExtB",
    "SimSun-ExtG",
    "Plangothic P1",
    "Plangothic P2",
    "Jigmo",
    "Jigmo2",
    "Jigmo3",
    "HanaMinA",
    "HanaMinB",
    "BabelStone Han",
    "Noto Sans Symbols 2",
    "DejaVu Sans",
)
"""Faces that have characters which no other has; each use may fall back to them."""

LADDERS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "title": ("方正小标宋", ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "STZhongsong", *SERIF)),
    "body": ("仿宋_GB2312", ("FangSong_GB2312", "FangSong", "STFangsong", "FZFangSong-Z02S", "FandolFang R", *SERIF)),
    "kai": ("楷体_GB2312", ("KaiTi_GB2312", "KaiTi", "STKaiti", "FZKai-Z03S", "FandolKai", "LXGW WenKai", *SERIF)),
    "hei": ("黑体", ("SimHei", "STHeiti", "FZHei-B01S", "FandolHei", *SANS)),
    "song": ("宋体", ("SimSun", "NSimSun", "STSong", "FZShuSong-Z01S", "FandolSong", *SERIF)),
}
"""For each use in a template: the official face, and what stands in for it, the best first."""
HEAVY = frozenset(SERIF)
"""Faces that are set bold where they stand in for a title face."""


@dataclass(frozen=True)
class Face:
    """One family of this machine, by the file of its regular face."""

    family: str
    file: Path | None
    index: int

    @cached_property
    def characters(self) -> frozenset[int]:
        """The code points that it has a glyph for."""
        return frozenset() if self.file is None else characters_of(self.file, self.index)


@dataclass(frozen=True, slots=True)
class Use:
    """What a template sets in one official face, and the faces of this machine for it, the best first."""

    name: str
    official: str
    faces: tuple[Face, ...]

    @property
    def chosen(self) -> Face:
        """The face that all its characters are set in, but those that it lacks."""
        return self.faces[0]

    def face_of(self, character: str) -> Face | None:
        """The first face that has `character`; None where none has."""
        return next((face for face in self.faces if ord(character) in face.characters), None)

    @property
    def families(self) -> list[str]:
        """The names of its faces, as a template names them."""
        return [face.family for face in self.faces]


def uses() -> Mapping[str, Use]:
    """The faces that a PDF is set in on this machine. Raises UsageError where none has Chinese characters."""
    return _uses()


@cache
def _uses() -> Mapping[str, Use]:
    known = _faces()
    ladders = {
        name: tuple(known[family] for family in rungs if family in known) for name, (_, rungs) in LADDERS.items()
    }
    if not all(ladders.values()):
        raise UsageError(
            N_("no Chinese font was found; install the extra again: make extras in the folder of reportgen")
        )
    rest = [*(face for ladder in ladders.values() for face in ladder), *(known[name] for name in RARE if name in known)]
    return {name: Use(name, LADDERS[name][0], tuple(dict.fromkeys((*own, *rest)))) for name, own in ladders.items()}


@cache
def _faces() -> Mapping[str, Face]:
    """Every family that typst finds, by name, with its upright face of normal weight."""
    from reportgen.render.pdf.compiler import shared_compiler

    found = shared_compiler().faces
    plainest = sorted(found, key=lambda face: (face["style"] != "normal", abs(face["weight"] - 400)), reverse=True)
    return {
        face["family"]: Face(face["family"], Path(face["path"]) if face["path"] else None, face["index"])
        for face in plainest
    }


def letters(ladder: tuple[str, ...] = LATIN) -> Face:
    """The face for letters and digits."""
    return next(_faces()[family] for family in ladder if family in _faces())


def for_template() -> dict[str, Any]:
    """The families by use, as a template names them, and the face of the letters and digits in each."""
    latin, fixed = letters().family, letters(FIXED).family
    chosen = {name: {"latin": latin, "chinese": use.families} for name, use in uses().items()}
    weight = "bold" if uses()["title"].chosen.family in HEAVY else "regular"
    return {**chosen, "code": {**chosen["hei"], "latin": fixed}, "title": {**chosen["title"], "weight": weight}}


def told() -> list[Message]:
    """Which face was taken for which official one."""
    pairs = ", ".join(f"{use.official} → {use.chosen.family}" for use in uses().values())
    return [Message(N_("faces of the PDF: {pairs}"), {"pairs": pairs})]
