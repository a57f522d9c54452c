"""A printed form becomes content that reads back as exactly what was printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.base.errors import ContentError
from reportgen.document.blocks import plain_text
from reportgen.load.evaluation import read_evaluation
from reportgen.load.fields import Faults
from reportgen.load.forms.content import Content
from reportgen.load.forms.plain_markdown import as_markdown
from reportgen.load.forms.yaml_text import flow, scalar
from reportgen.load.importing import read_form
from reportgen.load.markdown import parse_markdown
from reportgen.load.nodes import Mapped, Scalar, parse_yaml
from reportgen.load.profile import load_profile
from tests.load.forms.samples import FUNDS, INDICATORS
from tests.seed import FILE

PRINTABLE = st.text(
    st.characters(
        codec="utf-8", categories=("L", "N", "P", "S", "Zs"), exclude_characters="\u0085\u200e\u200f\u2028\u2029"
    ),
    min_size=1,
)


@pytest.fixture(scope="module")
def content() -> Content:
    profile = load_profile("guizhou-2024")
    assert profile is not None
    return read_form(FILE, profile)[0].content(profile)


def test_the_seed_becomes_the_committed_content(content: Content) -> None:
    folder = FILE.parents[2] / "content/2024/qiannan-civil-affairs"
    committed = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    made = {name.replace("source/seed.txt", "source/000.txt"): data for name, data in content.files.items()}
    assert {name: data for name, data in made.items() if not name.startswith("source/")} == {
        name: data for name, data in committed.items() if not name.startswith("source/")
    }


def test_only_the_total_on_two_bases_is_stated(content: Content) -> None:
    profile = load_profile("guizhou-2024")
    evaluation = read_evaluation(content.files["evaluation.yaml"], "evaluation.yaml", lambda _: profile)
    assert {id: text.text for id, text in evaluation.stated.items()} == {"totals.weight": "90"}


def test_the_source_and_its_cells_are_kept(content: Content) -> None:
    assert content.files["source/seed.txt"] == FILE.read_bytes()
    assert "<p>1. 进一步提升社会救助水平" in content.files["source/cells.json"].decode("utf-8")


def test_a_cell_that_is_no_number_is_named(tmp_path) -> None:  # type: ignore[no-untyped-def]
    broken = tmp_path / "form.txt"
    broken.write_text(FILE.read_text("utf-8").replace("\t7,228,066.26\t", "\t7,2280,66.26\t"), encoding="utf-8")
    profile = load_profile("guizhou-2024")
    assert profile is not None
    with pytest.raises(ContentError) as caught:
        read_form(broken, profile)[0].content(profile)
    assert any("7,2280,66.26" in str(finding.message) for finding in caught.value.findings)


def test_weights_in_percent_become_points_and_are_told(tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "form.txt"
    lines = [*FUNDS, *INDICATORS, "\t总分\t\t\t\t\t100%\t90"]
    text = "\n".join(["项目支出绩效自评表", "（2024年度）", *lines])
    file.write_text(text.replace("\t50\t50\t", "\t50%\t50\t").replace("\t10\t75.00%", "\t10%\t75.00%"), "utf-8")
    profile = load_profile("national-2020")
    assert profile is not None
    content = read_form(file, profile)[0].content(profile)
    evaluation = read_evaluation(content.files["evaluation.yaml"], "evaluation.yaml", lambda _: profile)
    assert evaluation.indicators[0].weight is not None
    assert evaluation.indicators[0].weight.text == "50"
    assert "%" not in content.files["evaluation.yaml"].decode().partition("stated")[2]
    assert [str(found.message) for found in content.findings if found.code == "IMP053"]


def test_the_rate_of_a_line_below_the_total_is_kept_and_told(tmp_path) -> None:  # type: ignore[no-untyped-def]
    text = FILE.read_text("utf-8")
    line = next(line for line in text.splitlines() if "7,228,066.26" in line)
    changed = tmp_path / "form.txt"
    changed.write_text(text.replace(line, line.replace("\t-\t", "\t100.00%\t", 1)), encoding="utf-8")
    profile = load_profile("guizhou-2024")
    assert profile is not None
    content = read_form(changed, profile)[0].content(profile)
    assert "人员类项目: 执行率 100.00%" in content.files["source/note.txt"].decode("utf-8")
    assert [one.values["count"] for one in content.findings if one.code == "IMP054"] == ["1"]


@given(PRINTABLE.filter(lambda text: text.strip() == text))
def test_any_text_survives_markdown(text: str) -> None:
    blocks = parse_markdown(as_markdown(text), "any.md", Faults())
    squeezed = "".join(plain_text(blocks).split())
    assert squeezed == "".join(text.split())


@given(PRINTABLE)
def test_any_text_survives_yaml(text: str) -> None:
    node = parse_yaml(f"- {flow({'key': text})}\n- {scalar(text)}\n".encode(), "any.yaml")
    first, second = node.items  # type: ignore[union-attr]
    assert isinstance(first, Mapped)
    key = first.entries["key"]
    assert isinstance(key, Scalar)
    assert isinstance(second, Scalar)
    assert (key.text, second.text) == (text, text)
