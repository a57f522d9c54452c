"""A renderer that lies is caught, even one that falsifies its text and its marks alike."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.base.finding import Finding
from reportgen.compose.disclosure import compose
from reportgen.load.report import load_report
from reportgen.load.workspace import find_workspace
from reportgen.pipeline import Pipeline
from reportgen.readback.expected import Expected, expected_of
from reportgen.readback.reader import read_back
from tests.run import ROOT, SEED


@pytest.fixture(scope="module")
def expected() -> Expected:
    loaded = load_report(find_workspace(ROOT), SEED)
    return expected_of(loaded.assessment, compose(SEED, loaded.assessment, loaded.narrative))


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return dict(Pipeline(find_workspace(ROOT)).build(SEED).files)


def in_word(data: bytes, edit: Callable[[str], str]) -> bytes:
    """The Word file with `edit` done to every XML part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            raw = source.read(info)
            target.writestr(info, edit(raw.decode("utf-8")).encode("utf-8") if info.filename.endswith("xml") else raw)
    return out.getvalue()


def faults(name: str, data: bytes, expected: Expected) -> list[Finding]:
    return read_back({name: data}, "build", expected)


def edited(name: str, data: bytes, edit: Callable[[str], str]) -> bytes:
    return in_word(data, edit) if name.endswith(".docx") else edit(data.decode("utf-8")).encode("utf-8")


NAMES = ["report.docx", "report.html", "paste.html", "report.json", "funds.csv", "indicators.csv"]


@pytest.mark.parametrize("name", NAMES)
def test_what_was_built_reads_back_without_a_difference(name: str, files: dict[str, bytes], expected: Expected) -> None:
    assert faults(name, files[name], expected) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_changed_figure_is_caught_where_text_and_value_change_alike(
    name: str, files: dict[str, bytes], expected: Expected
) -> None:
    def falsify(text: str) -> str:
        return text.replace("7,769,502.48", "7,769,503.48").replace("7769502.48", "7769503.48")

    data = edited(name, files[name], falsify)
    assert data != files[name]
    assert faults(name, data, expected)


@pytest.mark.parametrize("name", ["report.docx", "report.html", "paste.html"])
def test_two_rows_whose_figures_change_places_are_caught(
    name: str, files: dict[str, bytes], expected: Expected
) -> None:
    """Only the labels change places: each marked fact still reads right, but stands in the wrong row."""
    names = ("人员类项目", "运转类公用经费项目")
    other = dict(zip(names, reversed(names), strict=True))

    def swap(text: str) -> str:
        return re.sub(rf"(?<=>)({'|'.join(names)})(?=<)", lambda match: other[match[1]], text)

    data = edited(name, files[name], swap)
    assert data != files[name]
    assert {"RBK003"} <= {finding.code for finding in faults(name, data, expected)}


@pytest.mark.parametrize("name", ["report.docx", "report.html", "report.json"])
def test_a_figure_that_is_marked_as_another_is_caught(name: str, files: dict[str, bytes], expected: Expected) -> None:
    data = edited(name, files[name], lambda text: text.replace("funds.total.score", "totals.score"))
    assert {"RBK001", "RBK002"} <= {finding.code for finding in faults(name, data, expected)}


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_is_no_such_file_is_told(name: str, expected: Expected, tmp_path: Path) -> None:
    found = faults(name, b"\xff\xfe\x00 nothing", expected)
    assert "RBK005" in {finding.code for finding in found}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (
            'class="at" text-anchor="end" data-fact="totals.score">97<',
            'class="at" data-fact="totals.score">79<',
            "RBK002",
        ),
        ('data-fact="indicators.q1.score">4</data> / ', 'data-fact="indicators.q1.score">3</data> / ', "RBK002"),
        ('"dateCreated":"2025-01-15"', '"dateCreated":"2025-01-16"', "RBK002"),
        ('"publisher":{"@type":"GovernmentOrganization","name":"', '"publisher":{"name":"某', "RBK002"),
        ('"temporalCoverage":"2024"', '"temporalCoverage":"2024', "RBK004"),
        ("6,070.45万元", "6,070.46万元", "RBK002"),
    ],
)
def test_a_lie_of_a_chart_or_of_linked_data_is_caught(
    old: str, new: str, code: str, files: dict[str, bytes], expected: Expected
) -> None:
    page = files["report.html"].decode("utf-8")
    assert old in page
    assert code in {finding.code for finding in faults("report.html", page.replace(old, new).encode(), expected)}


def test_what_a_script_or_a_style_says_hides_no_leak_and_no_word(files: dict[str, bytes], expected: Expected) -> None:
    page = files["report.html"].decode("utf-8")
    styled = page.replace("</head>", "<style>的</style><style>None</style></head>")
    assert faults("report.html", styled.encode(), expected) == []
    leaking = styled.replace("</main>", "None</main>")
    assert leaking != styled
    assert [finding.code for finding in faults("report.html", leaking.encode(), expected)] == ["RBK012"]


def test_linked_data_stand_in_for_no_visible_figure(files: dict[str, bytes], expected: Expected) -> None:
    page = re.sub(r'<data [^>]*data-fact="form\.filed".*?</data>', "", files["report.html"].decode("utf-8"))
    found = {(finding.code, finding.fact) for finding in faults("report.html", page.encode(), expected)}
    assert ("RBK001", "form.filed") in found


def test_a_text_that_was_not_pasted_is_missed(files: dict[str, bytes], expected: Expected) -> None:
    page = files["paste.html"].decode("utf-8").replace("<tr><th>填报日期</th><td>2025年1月15日</td></tr>", "")
    found = {(finding.code, finding.fact) for finding in faults("paste.html", page.encode(), expected)}
    assert found == {("RBK001", "form.filed")}
