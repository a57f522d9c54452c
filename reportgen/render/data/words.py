"""Narrative as plain text."""

from __future__ import annotations

from reportgen.document.blocks import Block, Note, inlines_of, plain_text


def words_of(blocks: tuple[Block, ...]) -> str:
    """The words of `blocks`, then each footnote once on a line of its own, begun by its number: `[1] ...`."""
    notes = {inline.number: inline for inline in inlines_of(blocks) if isinstance(inline, Note)}
    lines = [f"[{number}] {plain_text(note.blocks)}" for number, note in sorted(notes.items())]
    return "\n".join([plain_text(blocks), *lines])
