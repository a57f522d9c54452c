"""The files that a page is made from, as texts that know where each line stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.base.errors import TemplateError
from reportgen.base.files import read_bytes
from reportgen.base.location import Location
from reportgen.render.html import faults
from reportgen.render.html.regions import Source, lines_of
from reportgen.render.output import Pieces, TemplateFinder

STYLE_FILE, MORE_STYLE = "style.css", "style.extra.css"
BLOCKS, BLOCK_ENDING = "blocks/", ".html.j2"


@dataclass(frozen=True, slots=True)
class Sources:
    """The template of a page, the blocks that replace regions of it by name, and its style sheets in their order."""

    template: Source
    blocks: Mapping[str, Source]
    styles: tuple[Source, ...]

    @classmethod
    def read(cls, finder: TemplateFinder, name: str, pieces: Pieces) -> Sources:
        """What `finder` and `pieces` give for the template `name`. Raises TemplateError for a file that is no text."""
        sheets = [finder(STYLE_FILE), *pieces.get(MORE_STYLE, ())]
        styles = tuple(_source_of(file) for file in sheets)
        blocks = {
            piece.removeprefix(BLOCKS).removesuffix(BLOCK_ENDING): _source_of(files[-1])
            for piece, files in pieces.items()
            if piece.startswith(BLOCKS) and piece.endswith(BLOCK_ENDING)
        }
        return cls(_source_of(finder(name)), blocks, styles)

    @property
    def style(self) -> str:
        """The style sheets as one."""
        return "\n".join(sheet.text for sheet in self.styles)

    def texts(self) -> Iterator[tuple[str, str, str]]:
        """Of each file: the name of the block that it is or nothing, what it is told of as, its text."""
        for name, source in (("", self.template), *self.blocks.items(), *(("", sheet) for sheet in self.styles)):
            yield name, source.told, source.text


def _source_of(file: Path) -> Source:
    told = _told(file)
    return Source(lines_of(_text_of(file), told), told)


def _text_of(path: Path) -> str:
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Location.of_file(_told(path))
        raise TemplateError([faults.UNREADABLE.at(place, reason=error.reason)]) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _told(path: Path) -> str:
    """A template's path as told to people: `templates/<layer>/<name>`, or a block's."""
    return "/".join(path.parts[-4 if path.parent.name == BLOCKS.strip("/") else -3 :])
