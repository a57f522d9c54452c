"""`reportgen template`: what it prints, writes and how it exits."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import docx
import pytest

from tests.contracts.test_commands import holds
from tests.render.word.check.planted import template
from tests.render.word.forms import p, paragraphs, part, template_of
from tests.run import ROOT, reportgen

DEFAULT = ROOT / "templates" / "default"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """No workspace: a template and data for it, a template with faults, and a page with faults."""
    body = p("{{ name }}") + p("{%p for row in rows %}") + p("{{ row.label }} {{ row.amount }}") + p("{%p endfor %}")
    (tmp_path / "any.docx").write_bytes(template_of(body))
    rows = '[{"label": "a < b", "amount": 12345678901234567.10}, {"label": "c", "amount": 3}]'
    (tmp_path / "data.json").write_text(f'{{"name": "甲", "rows": {rows}}}', encoding="utf-8")
    (tmp_path / "faulty.docx").write_bytes(template({"body": ["{{ form.yaer }}"], "table": ["{%p if grade %}"]}))
    (tmp_path / "faulty.html.j2").write_text("<p>\n{{ form.yaer }}</p>", encoding="utf-8")
    return tmp_path


def test_check_says_nothing_of_the_installed_templates_and_exits_0() -> None:
    run = reportgen("template", "check", DEFAULT / "report.docx", DEFAULT / "report.html.j2", DEFAULT / "index.html.j2")
    assert (run.code, run.out) == (0, "no findings\n")


def test_check_tells_all_faults_of_all_files_with_their_places_and_exits_1(folder: Path) -> None:
    run = reportgen("template", "check", "faulty.docx", "faulty.html.j2", cwd=folder)
    assert run.code == 1
    assert "faulty.docx part word/document.xml paragraph 2: error TPL126" in run.out
    assert "faulty.docx part word/document.xml table 1 row 2 column 2 paragraph 2: error TPL120" in run.out
    assert "faulty.html.j2:2: error TPL126" in run.out
    assert "did you mean year?" in run.out


def test_check_tells_of_a_label_that_no_profile_has(folder: Path) -> None:
    (folder / "labels.docx").write_bytes(template({"body": ["{{ labels.seel }}{{ labels.title }}"]}))
    run = reportgen("template", "check", "labels.docx", cwd=folder)
    assert (run.code, run.out.count("TPL126")) == (1, 1)
    assert "did you mean seal?" in run.out


def test_check_prints_json_of_the_contract(folder: Path) -> None:
    run = reportgen("template", "check", "--format", "json", "faulty.docx", cwd=folder)
    findings = holds("findings", run.out)["findings"]
    assert [one["code"] for one in findings] == ["TPL126", "TPL120"]
    where = findings[1]["where"]
    assert (where["kind"], where["table"], where["row"], where["column"], where["paragraph"]) == ("word", 1, 2, 2, 2)
    assert findings[1]["values"]["tag"] == "{%p if grade %}"


@pytest.mark.parametrize("name", ["missing.docx", "no.docx"])
def test_check_exits_2_for_what_cannot_be_read_and_still_tells_the_rest(folder: Path, name: str) -> None:
    (folder / "no.docx").write_bytes(b"no zip")
    run = reportgen("template", "check", name, "faulty.docx", cwd=folder)
    assert run.code == 2
    assert name in run.out + run.err
    assert "TPL126" in run.out


def test_check_annotates_a_copy_and_leaves_the_template_as_it_is(folder: Path) -> None:
    before = (folder / "faulty.docx").read_bytes()
    run = reportgen("template", "check", "--annotate", "faulty.docx", "faulty.html.j2", "any.docx", cwd=folder)
    assert run.code == 1
    assert "faulty.checked.docx has a comment at each finding" in run.out
    assert (folder / "faulty.docx").read_bytes() == before
    assert len(list(docx.Document(str(folder / "faulty.checked.docx")).comments)) == 2


def test_check_with_data_knows_the_names_of_the_data(folder: Path) -> None:
    assert reportgen("template", "check", "any.docx", "--data", "data.json", cwd=folder).code == 0
    run = reportgen("template", "check", "any.docx", cwd=folder)
    assert (run.code, "there is no name name" in run.out) == (1, True)


@pytest.mark.parametrize("text", ["[]", "{", '{"a": NaN}', "\udcff"])
def test_data_that_is_no_object_exits_2(folder: Path, text: str) -> None:
    (folder / "data.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    run = reportgen("template", "check", "any.docx", "--data", "data.json", cwd=folder)
    assert (run.code, "data.json" in run.err) == (2, True)


def test_render_prints_every_value_exactly(folder: Path) -> None:
    run = reportgen("template", "render", "any.docx", "--data", "data.json", "-o", "out/made.docx", cwd=folder)
    assert (run.code, run.err) == (0, "")
    made = (folder / "out" / "made.docx").read_bytes()
    assert [text for text in paragraphs(part(made)) if text] == ["甲", "a < b 12345678901234567.10", "c 3"]


def test_render_never_overwrites_its_inputs_or_writes_half_a_file(folder: Path) -> None:
    for output in ("any.docx", "data.json"):
        before = (folder / output).read_bytes()
        run = reportgen("template", "render", "any.docx", "--data", "data.json", "-o", output, cwd=folder)
        assert (run.code, (folder / output).read_bytes()) == (2, before)
    run = reportgen("template", "render", "faulty.docx", "--data", "data.json", "-o", "made.docx", cwd=folder)
    assert run.code == 2
    assert "table 1 row 2 column 2" in run.err or "TPL" in run.err
    assert not (folder / "made.docx").exists()


def test_fields_lists_names_with_samples_of_the_first_report_or_the_example(tmp_path: Path) -> None:
    own = reportgen("template", "fields")
    assert own.code == 0
    assert "form.department  figure  黔南布依族苗族自治州民政局" in own.out
    assert "{% for fund in funds %}\n  fund.id  text  total" in own.out
    assert "{% for indicator in group.indicators %}" in own.out
    assert "  wan  " in own.out
    example = reportgen("template", "fields", cwd=tmp_path)
    assert "from 2024/example-county-civil-affairs" in example.out


def test_fields_prints_json_of_the_contract(tmp_path: Path) -> None:
    document = holds("template-fields", reportgen("template", "fields", "--format", "json", cwd=tmp_path).out)
    names = {one["name"]: one for one in document["names"]}
    assert names["form.year"]["kind"] == "figure"
    assert names["goal.completion"] == {
        "name": "goal.completion",
        "kind": "section",
        "optional": True,
        "loop": "{% for goal in goals %}",
        "sample": names["goal.completion"]["sample"],
    }
    assert {"merge", "prose"} <= {one["name"] for one in document["functions"]}


def test_every_name_that_fields_lists_may_be_used(tmp_path: Path) -> None:
    """What it lists, written into a template, is no finding."""
    run = reportgen("template", "fields", "--format", "json", cwd=tmp_path)
    loops = {
        "group": "{% for level in levels %}",
        "indicator": "{% for level in levels %}{% for group in level.groups %}",
    }
    texts = []
    for one in json.loads(run.out)["names"]:
        if one["kind"] in ("figure", "text") and not one["name"].startswith("loop."):
            outer = loops.get(one["name"].partition(".")[0], "")
            opened = outer + (one["loop"] or "")
            condition = f"{{% if {one['name']} %}}{{{{ {one['name']} }}}}{{% endif %}}"
            texts.append(opened + condition + "{% endfor %}" * opened.count("{% for"))
    (tmp_path / "all.docx").write_bytes(template_of("".join(map(p, texts))))
    checked = reportgen("template", "check", "all.docx", cwd=tmp_path)
    assert (len(texts) > 50, checked.code, checked.out) == (True, 0, "no findings\n")


def test_a_layer_of_the_workspace_gives_the_style_sheet(tmp_path: Path) -> None:
    layer = tmp_path / "templates" / "default"
    shutil.copytree(DEFAULT, layer)
    (tmp_path / "reportgen.toml").write_text("", encoding="utf-8")
    (layer / "style.css").write_text("a { background: url(http://example.org/a.png) }", encoding="utf-8")
    shutil.copy(DEFAULT / "report.html.j2", tmp_path / "page.html.j2")
    run = reportgen("template", "check", "page.html.j2", cwd=tmp_path)
    assert (run.code, "HTM009" in run.out) == (1, True)
