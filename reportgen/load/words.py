"""Reads the word lists of layers: `words.yaml`, what texts should not say and what they should say instead."""

from __future__ import annotations

from pathlib import Path

from reportgen.base.files import inside, read_bytes
from reportgen.load.fields import Faults, ListField, RecordField, TextField
from reportgen.load.nodes import parse_yaml
from reportgen.model.wording import Wording

WORDS_FILE = "words.yaml"
WORDS = ListField(
    RecordField(
        Wording,
        {
            "avoid": TextField(plain=True, filled=True),
            "say": TextField(plain=True),
            "why": TextField(plain=True, filled=True),
        },
        required=("avoid",),
    ),
    unique="avoid",
)


def read_words(told: str, folder: Path, noted: Faults) -> tuple[Wording, ...]:
    """The entries of the word list in `folder`, known as `told` to people; every fault of it is noted."""
    file = folder / WORDS_FILE
    if not file.is_file():
        return ()
    node = parse_yaml(read_bytes(inside(folder, file)), f"{told}/{WORDS_FILE}", noted.findings)
    found: tuple[Wording, ...] = WORDS.read(node, WORDS_FILE, noted)
    return found
