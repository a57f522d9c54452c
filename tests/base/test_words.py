"""Texts compared by sentence and word, with numbers kept whole; what the pieces say is the two texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportgen.base.words import NEW, OLD, passages

TEXT = st.text(st.sampled_from("执行率完成了12.5%，。；\n6,070万元ab "), max_size=40)


def test_a_number_changes_as_a_whole() -> None:
    (passage,) = passages("全年执行6,070.45万元，率100.00%。", "全年执行6,170.45万元，率100.00%。")
    assert [(piece.kind, piece.text) for piece in passage.pieces if piece.kind != "same"] == [
        (OLD, "6,070.45"),
        (NEW, "6,170.45"),
    ]


def test_only_the_sentence_that_changed_is_told() -> None:
    (passage,) = passages("甲。乙。丙。", "甲。丁。丙。")
    assert (passage.old, passage.new) == ("乙。", "丁。")


@given(TEXT, TEXT)
def test_the_pieces_of_a_passage_are_its_two_texts(old: str, new: str) -> None:
    for passage in passages(old, new):
        before = "".join(piece.text for piece in passage.pieces if piece.kind != NEW)
        after = "".join(piece.text for piece in passage.pieces if piece.kind != OLD)
        assert (before.strip("\n"), after.strip("\n")) == (passage.old, passage.new)


@given(TEXT)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert passages(text, text) == ()
