"""What a package gets wrong is caught in each format: in its summary, its contents, and the form it belongs to."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.document.package import PAGE, PDF, WORD
from reportgen.packaging import READERS, Draft
from reportgen.readback.package import ExpectedPart, read_page_numbers, read_pdf, read_word
from tests.packages import DEPARTMENT, FIRST, SECOND, a_draft, a_workspace
from tests.readback.test_sabotage import edited


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Draft, dict[str, bytes]]:
    packager, draft = a_draft(a_workspace(tmp_path_factory.mktemp("read")), "docx", "html", "pdf")
    draft.pages = {0: 2, 1: 4, 2: 6, 3: 8}
    built = packager.build(draft)
    assert built.differences == []
    return draft, built.files


def found(made: tuple[Draft, dict[str, bytes]], name: str, old: str, new: str, count: int = 1) -> set[tuple[str, str]]:
    """The codes of what is told, with the report, after the `count`-th `old` in a file became `new`."""
    draft, files = made

    def edit(text: str) -> str:
        pieces = text.split(old)
        if len(pieces) <= count:
            return text
        return old.join(pieces[:count]) + new + old.join(pieces[count:])

    data = edited(name, files[name], edit)
    assert data != files[name]
    differences = READERS[name](data, name, draft.ingredients.expected)
    return {(one.code, one.report or "") for one in differences}


@pytest.mark.parametrize("name", [WORD, PAGE])
def test_a_figure_of_the_summary_is_compared(made: tuple[Draft, dict[str, bytes]], name: str) -> None:
    assert ("RBK002", DEPARTMENT) in found(made, name, ">99.6<", ">99.9<")


@pytest.mark.parametrize("name", [WORD, PAGE])
def test_a_figure_of_a_form_is_compared_in_that_form(made: tuple[Draft, dict[str, bytes]], name: str) -> None:
    told = found(made, name, ">97.6<", ">99.9<", 2)
    assert {report for _, report in told} == {SECOND}


def test_two_forms_that_changed_places_are_caught(made: tuple[Draft, dict[str, bytes]]) -> None:
    page = made[1][PAGE].decode().replace('data-part="2"', "X").replace('data-part="3"', 'data-part="2"')
    differences = READERS[PAGE](page.replace("X", 'data-part="3"').encode(), PAGE, made[0].ingredients.expected)
    assert {(one.code, one.report) for one in differences} >= {("RBK001", FIRST), ("RBK004", FIRST), ("RBK001", SECOND)}


def test_a_form_that_is_left_out_is_caught(made: tuple[Draft, dict[str, bytes]]) -> None:
    assert ("RBK001", SECOND) in found(made, WORD, "_rgpart_3", "_gone_3", 2) | found(
        made, PAGE, 'data-part="3"', 'data-gone="3"'
    )


def test_the_numbers_of_the_contents_are_compared(made: tuple[Draft, dict[str, bytes]]) -> None:
    draft, files = made
    for pages, codes in (({0: 2, 1: 4, 2: 6, 3: 8}, []), ({0: 2, 1: 4, 2: 6, 3: 9}, ["RBK002"]), ({7: 1}, ["RBK001"])):
        told = read_word(files[WORD], WORD, draft.ingredients.expected, pages)
        assert [one.code for one in told] == codes


def test_numbers_that_another_layout_gives_are_told_where_numbers_are_printed(
    made: tuple[Draft, dict[str, bytes]],
) -> None:
    draft, files = made
    assert [one.code for one in read_page_numbers(files[WORD], WORD, {0: 2, 1: 4, 2: 6, 3: 9})] == ["RBK002"]
    assert draft.bound is not None
    assert list(read_page_numbers(draft.bound.document(None), WORD, {0: 2, 1: 4, 2: 6, 3: 9})) == []


def test_the_pdf_is_read_form_by_form(made: tuple[Draft, dict[str, bytes]]) -> None:
    draft, files = made
    one, two, three = draft.ingredients.expected
    told = list(read_pdf(files[PDF], PDF, [one, three, two]))
    assert {finding.code for finding in told} >= {"RBK001"}
    assert {finding.report for finding in told} <= {FIRST, SECOND}
    fewer: list[ExpectedPart] = [one, two]
    assert [finding.code for finding in read_pdf(files[PDF], PDF, fewer)] == ["RBK005"]


@pytest.mark.parametrize("name", [WORD, PAGE, PDF])
def test_what_is_no_such_file_is_told(made: tuple[Draft, dict[str, bytes]], name: str) -> None:
    told = list(READERS[name](b"\xff", name, made[0].ingredients.expected))
    assert [finding.code for finding in told] == ["RBK005"]


def test_a_figure_the_form_does_not_know_is_told(made: tuple[Draft, dict[str, bytes]], tmp_path: Path) -> None:
    del tmp_path
    told = found(made, PAGE, f'data-fact="{FIRST}#totals.score"', 'data-fact="2024/nobody#totals.score"')
    assert ("RBK004", "") in told
