"""Two departments in two layers, and a third in none, in one build: each gets its own, and nothing of the others."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from docx import Document
from openxml_audit import OpenXmlValidator

from reportgen.base.errors import TemplateError
from reportgen.batch.build import build
from reportgen.load.workspace import find_workspace, installed_templates
from reportgen.pipeline import Pipeline
from reportgen.render.word.template import WordTemplate
from tests.layers.fixture import PLAIN, QIANNAN, ZUNYI, a_block, a_workspace, write
from tests.run import change, reportgen


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = a_workspace(tmp_path_factory.mktemp("layers"))
    run = reportgen("build", cwd=root)
    assert run.code == 0, run.err
    return root / "build"


def word(build: Path, report: str) -> list[str]:
    document = Document(str(build / report / "report.docx"))
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def page(build: Path, report: str) -> str:
    return (build / report / "report.html").read_text("utf-8")


def test_each_department_has_the_title_of_its_layer(built: Path) -> None:
    assert word(built, QIANNAN)[:2] == ["黔南州部门整体支出绩效自评表", "2024年"]
    assert word(built, ZUNYI)[0] == "遵义市部门整体支出绩效自评表（2024）"
    assert word(built, PLAIN)[:2] == ["部门整体支出绩效自评表", "（2024年度）"]
    assert "<h1>黔南州部门整体支出绩效自评表</h1>" in page(built, QIANNAN)
    assert "<h1>遵义市部门整体支出绩效自评表（" in page(built, ZUNYI)
    assert "<h1>部门整体支出绩效自评表</h1>" in page(built, PLAIN)


def test_each_department_has_the_labels_of_its_layer(built: Path) -> None:
    assert word(built, QIANNAN)[2].startswith("编报单位（公章）：黔南州卫健局")
    assert word(built, ZUNYI)[1].startswith("填报部门：遵义市教育局")
    assert "主要成效" in page(built, ZUNYI)
    for report in (QIANNAN, PLAIN):
        assert "主要成效" not in page(built, report)
        assert "填报部门" not in page(built, report)


def test_each_department_has_the_style_of_its_layer(built: Path) -> None:
    default = page(built, PLAIN).partition("<style>")[2].partition("</style>")[0]
    assert default in page(built, QIANNAN)
    assert ".masthead { color: #102030; }" in page(built, QIANNAN)
    assert "<style>body { color: #405060; }\n</style>" in page(built, ZUNYI)


def test_each_department_has_the_formats_of_its_layer(built: Path) -> None:
    assert (built / PLAIN / "report.json").exists()
    files = {"report.docx", "report.html", "paste.html", "internal.json"}
    assert {file.name for file in (built / ZUNYI).iterdir()} == files


def test_the_title_is_set_in_the_style_of_the_template_and_no_control_is_left(built: Path) -> None:
    for report in (QIANNAN, ZUNYI, PLAIN):
        document = Document(str(built / report / "report.docx"))
        assert document.paragraphs[0].style.style_id == "FormTitle"
        assert not document.element.xpath("//w:sdt")


def test_the_built_files_agree_with_the_evaluations(built: Path) -> None:
    assert reportgen("verify", cwd=built.parent).code == 0


def test_explain_tells_which_layer_gave_what(built: Path) -> None:
    lines = [line.strip() for line in reportgen("explain", QIANNAN, "--layers", cwd=built.parent).out.splitlines()]
    assert "layers, the highest first: qiannan, default" in lines
    assert "report.docx from default" in lines
    for line in ("blocks/title.docx from qiannan, over report.docx of default", "style.extra.css from qiannan, over"):
        assert any(one.startswith(line) for one in lines), line
    assert "label columns.seal from qiannan" in lines
    other = reportgen("explain", ZUNYI, "--layers", cwd=built.parent).out
    assert "style.css from zunyi" in other
    assert "formats docx, html from zunyi" in other
    assert "qiannan" not in reportgen("explain", PLAIN, "--layers", cwd=built.parent).out


@pytest.mark.soak
def test_the_same_bytes_alone_and_together_and_in_another_folder(built: Path, tmp_path: Path) -> None:
    root = a_workspace(tmp_path / "an other place")
    for report in (ZUNYI, PLAIN, QIANNAN):
        assert reportgen("build", report, cwd=root).code == 0
    for report in (QIANNAN, ZUNYI, PLAIN):
        for file in (built / report).iterdir():
            assert hashed(root / "build" / report / file.name) == hashed(file), file


def hashed(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_a_fault_in_one_layer_stops_only_its_departments(tmp_path: Path) -> None:
    root = a_workspace(tmp_path)
    write(root / "templates/qiannan", {"blocks/title.docx": a_block(["{{ form.titel }}", "{{ yeer }}"])})
    result = build(find_workspace(root), [PLAIN, QIANNAN, ZUNYI])
    assert [outcome.report for outcome in result.failed] == [QIANNAN]
    (finding,) = result.failed[0].findings
    assert (finding.code, finding.where.file) == ("TPL004", "templates/qiannan/blocks/title.docx")
    assert finding.where.paragraph == 2


def test_a_fault_that_keeps_every_report_from_being_built_stops_the_build(tmp_path: Path) -> None:
    root = a_workspace(tmp_path)
    write(root / "templates/qiannan", {"blocks/title.docx": a_block(["{% if form.year %}"])})
    with pytest.raises(TemplateError, match=r"templates/qiannan/blocks/title\.docx 部件word/document\.xml 第1段"):
        build(find_workspace(root), [QIANNAN])


def test_a_fault_that_shows_only_in_printing_is_told_in_the_block(tmp_path: Path) -> None:
    root = a_workspace(tmp_path)
    write(root / "templates/qiannan", {"blocks/title.docx": a_block(["题", "{{ form.titel }}"])})
    write(root / "templates/zunyi", {"blocks/title.html.j2": "<h1>题</h1>\n<p>{{ form.titel }}</p>\n"})
    result = build(find_workspace(root), [PLAIN, QIANNAN, ZUNYI])
    places = {str(finding.where) for outcome in result.failed for finding in outcome.findings}
    assert places == {
        "templates/qiannan/blocks/title.docx 部件word/document.xml 第2段",
        "templates/zunyi/blocks/title.html.j2:2",
    }


def test_faults_of_the_template_keep_their_places_beside_a_longer_block(tmp_path: Path) -> None:
    root = a_workspace(tmp_path)
    document = Document(str(find_workspace(root).template("report.docx")[1]))
    (line,) = [text for text in document.element.xpath("//w:t") if text.text.startswith("{% if form.filed %}")]
    line.text = "{{ yaer }}"
    document.save(str(root / "templates/qiannan/report.docx"))
    write(root / "templates/qiannan", {"blocks/title.docx": a_block(["一", "二", "三", "四"])})
    with pytest.raises(TemplateError) as caught:
        build(find_workspace(root), [QIANNAN])
    (finding,) = caught.value.findings
    assert (finding.code, finding.where.file, finding.where.paragraph) == ("TPL004", "templates/qiannan/report.docx", 3)


def test_an_unknown_block_is_told_with_the_nearest_region(tmp_path: Path) -> None:
    root = a_workspace(tmp_path)
    write(root / "templates/zunyi", {"blocks/titel.docx": a_block(["x"]), "blocks/conclussion.html.j2": "x\n"})
    result = build(find_workspace(root), [PLAIN, ZUNYI], ["docx"])
    (finding,) = result.failed[0].findings
    assert (finding.code, finding.where.file) == ("TPL181", "templates/zunyi/blocks/titel.docx")
    assert finding.values["suggestion"] == "title"
    (finding,) = build(find_workspace(root), [PLAIN, ZUNYI], ["html"]).failed[0].findings
    assert (finding.code, finding.values["suggestion"]) == ("TPL180", "conclusion")


def test_templates_are_prepared_once_for_all_reports_that_share_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = a_workspace(tmp_path)
    more = "".join(
        f'[[layer_rules]]\nmatch = "2024/d{number}"\nlayers = ["labels{number % 3}"]\n' for number in range(9)
    )
    write(root, {"reportgen.toml": more + '[[layer_rules]]\nmatch = "*/qiannan-*"\nlayers = ["qiannan"]\n'})
    for number in range(3):
        write(root, {f"templates/labels{number}/labels.yaml": f"blank: 无{number}\n"})
    for number in range(9):
        for file in (root / "content" / PLAIN).iterdir():
            write(root / f"content/2024/d{number}", {file.name: file.read_bytes()})
    opened, open_word = [], WordTemplate.open.__func__

    def counted(cls: type, data: bytes, file: str, *rest: object) -> WordTemplate:
        opened.append(file)
        return open_word(cls, data, file, *rest)

    monkeypatch.setattr(WordTemplate, "open", classmethod(counted))
    workspace = find_workspace(root)
    pipeline = Pipeline(workspace, ["docx"])
    for report in workspace.reports():
        pipeline.build(report)
    assert len(opened) == 2, "labels need no template of their own"
    assert workspace.chain_of("2024/d0") is workspace.chain_of("2024/d3")


def test_check_tells_of_layers_once(tmp_path: Path) -> None:
    root = a_workspace(tmp_path)
    change(root / "reportgen.toml", "2024/zunyi-education", "2024/zunyi-educatoin")
    (root / "templates/qiannan/blocks/title.html.j2").unlink()
    out = reportgen("check", cwd=root).out
    assert out.count("LAY001") == 1
    assert "templates/qiannan/blocks/title.docx" in out
    assert "reportgen.toml:8" in out
    assert "LOD061" in out
    assert reportgen("build", cwd=root).out.count("LAY001") == 1


def test_a_changed_base_is_told_and_nobody_computes_a_hash(tmp_path: Path) -> None:
    root = a_workspace(tmp_path)
    own = root / "templates/default/report.docx"
    write(root, {"templates/default/report.docx": installed("report.docx"), "templates/default/style.css": b"p {}\n"})
    out = reportgen("check", cwd=root).out
    assert out.count("LAY003") == 3 and "LAY002" not in out
    written = reportgen("template", "base", cwd=root)
    assert written.out.split() == [f"templates/{name}/base.toml" for name in ("default", "qiannan", "zunyi")]
    kept = (root / "templates/qiannan/base.toml").read_bytes()
    out = reportgen("check", cwd=root).out
    assert "LAY002" not in out and "LAY003" not in out
    own.write_bytes(a_block(["{{ form.title }}"]))
    out = reportgen("check", cwd=root).out
    assert out.count("LAY002") == 2
    assert "templates/qiannan/base.toml:2" in out and "`reportgen template base qiannan`" in out
    assert reportgen("template", "base", "qiannan", cwd=root).out.split() == ["templates/qiannan/base.toml"]
    out = reportgen("check", cwd=root).out
    assert "qiannan/base.toml" not in out and "zunyi/base.toml" in out
    own.write_bytes(installed("report.docx"))
    assert reportgen("template", "base", "qiannan", cwd=root).code == 0
    assert (root / "templates/qiannan/base.toml").read_bytes() == kept


def test_a_layer_over_several_is_told_of_a_change_of_any(tmp_path: Path) -> None:
    root = a_workspace(tmp_path)
    change(root / "reportgen.toml", 'layers = ["zunyi"]', 'layers = ["guizhou", "qiannan"]')
    write(root, {"templates/guizhou/style.css": "p {}\n"})
    assert reportgen("template", "base", cwd=root).code == 0
    assert (root / "templates/qiannan/base.toml").read_text("utf-8").count('"style.extra.css" = ["') == 1
    assert "LAY002" not in reportgen("check", cwd=root).out
    write(root, {"templates/guizhou/style.css": "p { margin: 0 }\n"})
    assert reportgen("check", cwd=root).out.count("LAY002") == 1


def test_the_base_of_a_layer_that_no_report_has_is_refused(tmp_path: Path) -> None:
    run = reportgen("template", "base", "qianan", cwd=a_workspace(tmp_path))
    assert run.code == 2 and "did you mean qiannan?" in run.err


def installed(name: str) -> bytes:
    return (installed_templates() / "default" / name).read_bytes()


def test_the_word_file_of_a_layer_is_sound(built: Path) -> None:
    for report in (QIANNAN, ZUNYI):
        assert list(OpenXmlValidator().validate(built / report / "report.docx").errors) == []


def test_a_layer_that_cannot_be_read_is_told_once_and_stops_only_its_departments(tmp_path: Path) -> None:
    root = a_workspace(tmp_path)
    write(root / "templates/qiannan", {"labels.yaml": "columns: {seel: x}\n"})
    run = reportgen("build", cwd=root)
    assert run.code == 1
    assert (run.out + run.err).count("LOD062") == 1
    assert (root / "build" / ZUNYI / "report.docx").exists()
    assert not (root / "build" / QIANNAN).exists()
    assert reportgen("check", cwd=root).out.count("LOD062") == 1


def test_a_fault_that_several_departments_share_is_told_with_the_first(tmp_path: Path) -> None:
    root = a_workspace(tmp_path)
    change(root / "reportgen.toml", 'layers = ["zunyi"]', 'layers = ["qiannan"]')
    write(root / "templates/qiannan", {"blocks/title.docx": a_block(["{{ yeer }}"])})
    result = build(find_workspace(root), [PLAIN, QIANNAN, ZUNYI], ["docx", "data"])
    assert [(outcome.report, len(outcome.findings)) for outcome in result.failed] == [(QIANNAN, 1), (ZUNYI, 0)]
    assert QIANNAN in str(result.failed[1].error)
