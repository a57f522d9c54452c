"""Layers: which a report has, what each may hold, and what is told when they do not fit together."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.base.errors import ContentError, UsageError
from reportgen.base.finding import Severity
from reportgen.load.chains import hash_of
from reportgen.load.report import load_report
from reportgen.load.workspace import Workspace, find_workspace
from tests.layers.fixture import PLAIN, QIANNAN, ZUNYI, a_block, a_workspace, write
from tests.run import change


def a_root(folder: Path, settings: str, *layers: str) -> Path:
    write(folder, {"reportgen.toml": settings, "content/.keep": ""})
    for layer in layers:
        write(folder, {f"templates/{layer}/style.css": f"/* {layer} */\n"})
    return folder


def a_rule(match: str, *layers: str) -> str:
    return f'[[layer_rules]]\nmatch = "{match}"\nlayers = {list(layers)!r}\n'.replace("'", '"')


def faults(root: Path) -> list[tuple[str, str, int | None, str | None]]:
    with pytest.raises(ContentError) as caught:
        find_workspace(root)
    return [(one.code, one.where.file, one.where.line, one.values.get("suggestion")) for one in caught.value.findings]


@pytest.mark.parametrize(
    ("match", "report", "chosen"),
    [
        ("2024/qiannan-*", "2024/qiannan-health", True),
        ("2024/qiannan-*", "2024/qiannan-health/projects/p1", True),
        ("2024/qiannan-*", "2025/qiannan-health", False),
        ("*/qiannan-*", "2025/qiannan-health", True),
        ("*", "2024/x", True),
        ("2024/q", "2024/qiannan", False),
        ("content/2024/q/", "2024/q", True),
        ("2024/*/p1", "2024/a/b/p1", False),
        ("2024/a?", "2024/ab", True),
        ("2024/a.", "2024/ab", False),
        ("2024/[ab]", "2024/a", False),
        ("2024/黔南*", "2024/黔南州民政局", True),
    ],
)
def test_a_rule_is_for_a_folder_and_all_below_it(tmp_path: Path, match: str, report: str, chosen: bool) -> None:
    workspace = find_workspace(a_root(tmp_path, a_rule(match, "own"), "own"))
    assert workspace.layers_of(report) == (("default", "own") if chosen else ("default",))


def test_the_layers_of_every_matching_rule_lie_above_those_of_all(tmp_path: Path) -> None:
    settings = (
        'layers = ["default", "province"]\n' + a_rule("2024/*", "bureau", "a") + a_rule("2024/x", "province", "b")
    )
    workspace = find_workspace(a_root(tmp_path, settings, "province", "bureau", "a", "b"))
    assert workspace.layers_of("2024/x") == ("default", "province", "bureau", "a", "b")
    assert workspace.chain_of("2024/x").template("style.css")[0] == "b"
    assert workspace.chain_of("2024/y").template("style.css")[0] == "a"
    assert workspace.template("style.css")[0] == "province"
    assert workspace.chain_of("2023/z") is workspace.chain


def test_rules_may_stand_in_pyproject_beside_other_tools(tmp_path: Path) -> None:
    settings = '[tool.other]\nlayers = ["x"]\n[tool.reportgen]\nlang = "zh"\n[[tool.reportgen.layer_rules]]\n'
    (tmp_path / "pyproject.toml").write_text(settings + 'match = "2024"\nlayers = ["mine"]\n', "utf-8")
    write(tmp_path, {"templates/mine2/style.css": ""})
    assert faults(tmp_path) == [("LOD060", "pyproject.toml", 7, "mine2")]


def test_unknown_layers_are_told_with_their_line_and_the_nearest_one(tmp_path: Path) -> None:
    settings = 'layers = ["default", "provinse"]\n\n' + a_rule("2024/a", "province") + a_rule("2024/b", "xyz", "../up")
    found = faults(a_root(tmp_path, settings, "province"))
    assert found == [
        ("LOD060", "reportgen.toml", 1, "province"),
        ("LOD005", "reportgen.toml", 8, ""),
        ("LOD005", "reportgen.toml", 8, ""),
    ]


def test_every_fault_of_the_rules_is_told(tmp_path: Path) -> None:
    settings = (
        '[[layer_rules]]\nmach = "2024/a"\nlayers = ["default"]\n[[layer_rules]]\nmatch = 4\nlayers = "default"\n'
    )
    found = {(code, line) for code, _, line, _ in faults(a_root(tmp_path, settings))}
    assert found == {("LOD013", 2), ("LOD014", 1), ("LOD015", 5), ("LOD015", 6)}


def test_a_rule_that_is_no_table_is_told(tmp_path: Path) -> None:
    assert [code for code, *_ in faults(a_root(tmp_path, 'layer_rules = ["2024/a"]\n'))] == ["LOD015"]


def test_a_rule_that_matches_nothing_is_told(tmp_path: Path) -> None:
    root = a_workspace(tmp_path)
    change(root / "reportgen.toml", "*/qiannan-*", "qiannan-*")
    (found,) = find_workspace(root).layer_findings([PLAIN])
    assert (found.code, found.where.line, found.values["match"]) == ("LOD061", 4, "qiannan-*")


def labels_of(workspace: Workspace, report: str) -> tuple[str, str, str, str]:
    profile = load_report(workspace, report).assessment.evaluation.profile
    return profile.columns["seal"], profile.columns["department"], profile.sections["results"], profile.blank


def test_a_layer_may_set_the_labels_that_any_profile_has(tmp_path: Path) -> None:
    root = a_workspace(tmp_path)
    write(root, {"templates/zunyi/profiles/zunyi-2024.yaml": "extends: guizhou-2024\ncolumns: {audit: 审计意见}\n"})
    write(root, {"templates/qiannan/labels.yaml": "columns: {title: 表名, audit: 审计结论}\n"})
    assert set(find_workspace(root).chain_of(QIANNAN).labels) == {"columns.title", "columns.audit"}


def test_labels_lie_over_the_profile_key_by_key(tmp_path: Path) -> None:
    workspace = find_workspace(a_workspace(tmp_path))
    _, department, results, blank = labels_of(workspace, PLAIN)
    assert labels_of(workspace, QIANNAN) == ("编报单位（公章）", department, results, "无")
    assert labels_of(workspace, ZUNYI) == ("填报部门", department, "主要成效", blank)
    assert workspace.chain_of(QIANNAN).labels == {"columns.seal": "qiannan", "blank": "qiannan"}


@pytest.mark.parametrize(
    ("file", "text", "found"),
    [
        ("labels.yaml", "columns:\n  seel: x\n", ("LOD062", 2, "seal")),
        ("labels.yaml", "sections:\n  result: x\n", ("LOD062", 2, "results")),
        ("labels.yaml", "project:\n  columns: {fund: x}\n", ("LOD062", 2, "funds")),
        ("labels.yaml", "project:\n  sections: {result: x}\n", ("LOD062", 2, "results")),
        ("labels.yaml", "project: {column: {}}\n", ("LOD013", 1, "columns")),
        ("labels.yaml", "colums: {}\n", ("LOD013", 1, "columns")),
        ("labels.yaml", "columns: {seal: a, seal: b}\n", ("LOD011", 1, None)),
        ("layer.toml", 'format = ["docx"]\n', ("LOD013", 1, "formats")),
        ("layer.toml", '\nformats = ["dcox"]\n', ("LOD022", 2, None)),
    ],
)
def test_faults_of_a_layer_are_told_in_its_file(
    tmp_path: Path, file: str, text: str, found: tuple[str, int, str | None]
) -> None:
    root = a_workspace(tmp_path)
    write(root / "templates/qiannan", {file: text})
    workspace = find_workspace(root)
    (told,) = [one for one in workspace.layer_findings(workspace.reports()) if one.code != "LAY003"]
    assert (told.code, told.where.line, told.values.get("suggestion")) == found
    assert told.where.file == f"templates/qiannan/{file}"
    assert workspace.has_layers(PLAIN)
    assert not workspace.has_layers(QIANNAN)


def test_a_layer_of_profiles_may_label_what_they_add(tmp_path: Path) -> None:
    root = a_workspace(tmp_path)
    profile = "id: own\nextends: guizhou-2024\ncolumns: {motto: 为民}\n"
    write(root / "templates/qiannan", {"profiles/own.yaml": profile, "labels.yaml": "columns: {motto: 务实}\n"})
    change(root / "content" / QIANNAN / "evaluation.yaml", "profile: guizhou-2024", "profile: own")
    workspace = find_workspace(root)
    assert load_report(workspace, QIANNAN).assessment.evaluation.profile.columns["motto"] == "务实"


def test_who_replaces_a_file_replaces_what_lower_layers_change_in_it(tmp_path: Path) -> None:
    root = a_workspace(tmp_path)
    base = find_workspace(root).template("report.html.j2")[1]
    write(root / "templates/top", {"report.html.j2": base.read_bytes(), "style.extra.css": "p {}\n"})
    change(root / "reportgen.toml", 'layers = ["qiannan"]', 'layers = ["qiannan", "top"]')
    chain = find_workspace(root).chain_of(QIANNAN)
    assert sorted(chain.pieces) == ["blocks/title.docx", "style.extra.css"]
    assert [file.parent.name for file in chain.pieces["style.extra.css"]] == ["qiannan", "top"]
    assert chain.given["style.extra.css"] == "qiannan + top"


def test_a_base_is_the_file_that_is_laid_over(tmp_path: Path) -> None:
    root = a_workspace(tmp_path)
    chain = find_workspace(root).chain_of(ZUNYI)
    zunyi, default = chain.layers
    bases = {file: chain.base(zunyi, file) for file in zunyi.files}
    assert bases["style.css"] == ("style.css", "default", hash_of(default.files["style.css"]))
    assert bases["blocks/title.docx"] == ("report.docx", "default", hash_of(default.files["report.docx"]))
    assert chain.base(default, "report.docx") is None


def one_sided(root: Path) -> list[tuple[str, str]]:
    found = find_workspace(root).layer_findings([ZUNYI, QIANNAN])
    return [(one.where.file, one.values["counterpart"]) for one in found if one.code == "LAY001"]


def test_a_layer_that_changes_one_format_alone_is_told_unless_the_other_is_not_made(tmp_path: Path) -> None:
    root = a_workspace(tmp_path)
    assert one_sided(root) == []
    (root / "templates/zunyi/blocks/title.html.j2").unlink()
    (root / "templates/qiannan/blocks/title.docx").unlink()
    assert one_sided(root) == [
        ("templates/qiannan/blocks/title.html.j2", "blocks/title.docx"),
        ("templates/zunyi/blocks/title.docx", "blocks/title.html.j2"),
    ]
    write(root / "templates/zunyi", {"layer.toml": 'formats = ["docx"]\n'})
    write(root / "templates/qiannan", {"layer.toml": 'formats = ["docx", "html"]\n'})
    assert one_sided(root) == [("templates/qiannan/blocks/title.html.j2", "blocks/title.docx")]


def test_a_whole_template_is_the_counterpart_of_every_block_and_of_the_other(tmp_path: Path) -> None:
    root = a_workspace(tmp_path)
    (root / "templates/zunyi/blocks/title.docx").unlink()
    write(root, {"templates/zunyi/report.docx": a_block(["x"])})
    assert one_sided(root) == []
    (root / "templates/zunyi/blocks/title.html.j2").unlink()
    assert one_sided(root) == [("templates/zunyi/report.docx", "report.html.j2")]


@pytest.mark.parametrize("text", ['"blocks/title.docx" = "today"\n', '"blocks/title.docx" = ["0123456789abcdef", 4]\n'])
def test_what_is_noted_and_no_hash_of_the_base_is_an_older_base(tmp_path: Path, text: str) -> None:
    root = a_workspace(tmp_path)
    write(root, {"templates/zunyi/base.toml": f'"blocks/gone.docx" = "0123456789abcdef"\n{text}'})
    (found,) = [one for one in find_workspace(root).layer_findings([ZUNYI]) if one.code == "LAY002"]
    assert (found.where.file, found.where.line) == ("templates/zunyi/base.toml", 2)
    assert found.values["file"] == "blocks/title.docx"


def test_what_nothing_is_known_of_is_noted_once_a_layer(tmp_path: Path) -> None:
    found = find_workspace(a_workspace(tmp_path)).layer_findings([ZUNYI, QIANNAN, PLAIN])
    assert [(one.code, one.severity, one.values["layer"]) for one in found if one.code == "LAY003"] == [
        ("LAY003", Severity.INFO, "qiannan"),
        ("LAY003", Severity.INFO, "zunyi"),
    ]


def test_a_change_of_word_that_the_pdf_does_not_have_is_told_unless_none_is_made(tmp_path: Path) -> None:
    root = a_workspace(tmp_path)
    write(root / "templates/zunyi", {"layer.toml": 'formats = ["docx", "pdf"]\n'})
    told = [one for one in find_workspace(root).layer_findings([ZUNYI]) if one.code == "LAY004"]
    assert [one.where.file for one in told] == ["templates/zunyi/blocks/title.docx"]
    write(root / "templates/zunyi", {"layer.toml": 'formats = ["docx", "html"]\n'})
    assert "LAY004" not in {one.code for one in find_workspace(root).layer_findings([ZUNYI])}


@pytest.mark.parametrize("name", ["report.typ", "notice.typ"])
def test_a_template_of_a_pdf_is_refused_in_a_layer_of_some_reports_and_taken_in_one_of_all(
    tmp_path: Path, name: str
) -> None:
    root = a_root(tmp_path, 'layers = ["bureau"]\n' + a_rule("2024/x", "x"), "bureau", "x")
    write(root, {f"templates/bureau/{name}": "bureau", f"templates/x/{name}": "a department"})
    workspace = find_workspace(root)
    assert workspace.chain_of("2024/y").find(name) == root / f"templates/bureau/{name}"
    with pytest.raises(ContentError) as caught:
        workspace.chain_of("2024/x")
    (fault,) = caught.value.findings
    assert (fault.code, fault.where.file, fault.values["layer"]) == ("LOD065", f"templates/x/{name}", "x")


def test_a_file_of_a_layer_that_leads_outside_is_refused(tmp_path: Path) -> None:
    root = a_workspace(tmp_path / "w")
    (tmp_path / "secret.css").write_text("p {}", "utf-8")
    (root / "templates/qiannan/style.css").symlink_to(tmp_path / "secret.css")
    with pytest.raises(UsageError, match="outside"):
        find_workspace(root).chain_of(QIANNAN)
