"""The suites run: engines are compared before they are timed, and figures are printed. Nothing here asks how fast."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import npm, readme
from benchmarks.__main__ import main
from benchmarks.bench import Bench, UnequalError
from benchmarks.contexts import context_of
from benchmarks.data import department
from benchmarks.engines import Job
from benchmarks.languages import DOCXTPL
from benchmarks.suites import NAMES, PEERS
from benchmarks.table import Table
from benchmarks.templates import template

QUICK = ("--quick", "--rounds", "1", "--n", "2")


@pytest.mark.parametrize(
    ("suite", "rows"),
    [
        pytest.param(
            "engines", ("docxtpl", "docxtpl reusing all", "reportgen", "output gate", "floor"), marks=pytest.mark.soak
        ),
        pytest.param("e2e", ("usual pipeline", "reportgen pipeline", "checks", "read-back"), marks=pytest.mark.soak),
        ("html", ("markdown-it and Jinja", "page without charts", "page", "paste.html")),
        pytest.param(
            "incremental",
            ("start, inputs, manifest", "nothing changed", "one figure corrected"),
            marks=pytest.mark.soak,
        ),
        ("check", ("arithmetic", "checks")),
        pytest.param("releases", ("publish", "correct", "diff", "blackline", "verify"), marks=pytest.mark.soak),
        pytest.param("parsed", ("nothing is kept", "for the first time", "parsed before"), marks=pytest.mark.soak),
        pytest.param("importing", (".xlsx", ".docx", ".txt"), marks=pytest.mark.soak),
        pytest.param("scale", ("docxtpl", "reportgen compile", "reportgen marked"), marks=pytest.mark.soak),
        pytest.param("pool", ("one process", "two processes"), marks=pytest.mark.soak),
        pytest.param("memory", ("led alone, peak MB", "built, CPU ms each"), marks=pytest.mark.soak),
    ],
)
def test_a_suite_prints_its_figures(
    suite: str, rows: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = tmp_path / "rounds.jsonl"
    assert main([suite, *QUICK, "--peers", "docxtpl reusing all", "--json", str(lines)]) == 0
    printed = capsys.readouterr().out
    for row in rows:
        (cells, *_) = [line.split() for line in printed.splitlines() if line.startswith(f"  {row}  ")]
        assert any(float(cell.replace(",", "")) > 0 for cell in cells if cell.replace(".", "").isdigit()), row
    told = [json.loads(line) for line in lines.read_text("utf-8").splitlines()]
    assert {line["suite"] for line in told} == {suite}
    assert all(seconds > 0 for line in told for seconds in line["cpu"].values())


@pytest.mark.soak
def test_other_documents_end_the_run_before_a_figure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("benchmarks.bench.differing_parts", lambda one, other: ["word/document.xml"])
    assert main(["engines", *QUICK, "--peers", "none"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "report 0 of reportgen is not that of docxtpl: word/document.xml" in err


def test_engines_on_other_data_are_not_equal() -> None:
    with Bench() as bench:
        source = bench.write("t.docx", template(DOCXTPL))
        for name, number in (("one", 1), ("other", 2)):
            contexts = bench.contexts(f"{name}.json", [context_of(department(number))])
            bench.start(name, "reportgen", Job(1, source, contexts))
        bench.hold("one", "one", exact=True)
        for exact in (True, False):
            with pytest.raises(UnequalError, match="report 0 of other is not that of one"):
                bench.hold("one", "other", exact=exact)


def test_an_engine_that_fails_says_so_and_one_that_is_missing_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda command: None)
    with Bench() as bench:
        job = Job(1, bench.write("t.docx", b"no document"), bench.contexts("c.json", [{}]))
        with pytest.raises(RuntimeError, match=r"reportgen: TemplateError: .*t?\.docx"):
            bench.start("reportgen", "reportgen", job)
        bench.start("docxtemplater", "docxtemplater", job)
        assert bench.skipped == ["docxtemplater: skipped, node is not installed"]
        bench.hold("reportgen", "docxtemplater", exact=False)


def test_what_comes_from_npm_is_pinned_with_hashes_and_names_no_address() -> None:
    lock: dict[str, Any] = json.loads((npm.HERE / "package-lock.json").read_text("utf-8"))
    wanted = json.loads((npm.HERE / "package.json").read_text("utf-8"))["dependencies"]
    packages = {name: one for name, one in lock["packages"].items() if name}
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert all(one["integrity"].startswith("sha512-") and "resolved" not in one for one in packages.values())


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["speed"], f"no suite speed; suites: {', '.join(NAMES)}"),
        (["--peers", "docxtemplater,word"], f"no engine word; engines: {', '.join(PEERS)}"),
    ],
)
def test_what_is_unknown_is_told_with_what_there_is(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert told in " ".join(capsys.readouterr().err.split())


def test_the_page_has_a_place_for_every_suite_and_only_one_is_written(tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text(readme.README.read_text("utf-8"), "utf-8")
    for name in NAMES:
        readme.write_readme(name, [Table(f"Table of {name}", ("", "ms"), (("row", "1"),))], f"how {name}", page)
    readme.write_readme("e2e", [Table("Anew", ("", "ms"), (("row", "2"),))], "how", page)
    text = page.read_text("utf-8")
    assert "Table of e2e" not in text
    assert all(f"**Table of {name}**" in text for name in NAMES if name != "e2e")
    assert "| row | 2 |" in text
    assert text.partition("## Last figures")[0] == readme.README.read_text("utf-8").partition("## Last figures")[0]
