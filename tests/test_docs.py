"""The pages say what the program does: generated ones are fresh, and what a page shows as run is run.

A page is a session in a folder of its own, from top to bottom. In a `console` block a line that begins with `$ ` is a
command, `reportgen …` or `cd DIR`, and what follows is what it prints; a line `...` stands for any lines, `[exit 1]` at
the end for the exit code where it is not 0. A block of any language with `file=PATH` is written to that file
(`encoding=gbk` says how); of a `word` block tools/tutorial.py makes a Word file. A `diff` block replaces in the file
after `---` its `-` lines by its `+` lines, once.
`content` in that folder is a copy of the repository's. Times are not compared. Blocks of other kinds, `sh` among them,
are not run.
"""

from __future__ import annotations

import importlib
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import takewhile
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import Golden
from tests.run import forked, started

ROOT = Path(__file__).resolve().parent.parent
TRANSCRIPTS = ROOT / "tests" / "transcripts"
PAGES = [
    ROOT / "README.md",
    ROOT / "README.zh-CN.md",
    ROOT / "docs/import.md",
    ROOT / "docs/templates.md",
    *sorted(TRANSCRIPTS.glob("*.md")),
]

FENCE = re.compile(r"^```(?P<kind>\w+)(?P<words>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
TIME = re.compile(r"\d+\.\d+(?= (?:s|秒))")
FACE = re.compile(r"(?<=→ )[\w -]+")
"""A face of the machine that a PDF was made on."""
ELLIPSIS = "..."
FAULT_OF_THE_PROGRAM = 3


@dataclass
class Session:
    """Plays pages: `play` gives the page back, with what was really printed where it expects something else.

    `anew`: for each command Python is started too.
    """

    folder: Path
    language: str
    anew: bool = False

    def play(self, page: str) -> str:
        end, out = 0, []
        for fence in FENCE.finditer(page):
            out.append(page[end : fence.start("body")])
            out.append(self._block(fence["kind"], fence["words"], fence["body"]))
            end = fence.end("body")
        return "".join([*out, page[end:]])

    def _block(self, kind: str, words: str, body: str) -> str:
        options = dict(word.split("=", 1) for word in words.split() if "=" in word)
        if kind == "console":
            return "".join(self._command(command, expected) for command, expected in commands_of(body))
        if "file" in options:
            path = self.folder / options["file"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(word_file(body) if kind == "word" else body.encode(options.get("encoding", "utf-8")))
        elif kind == "diff":
            self._edit(body.splitlines(keepends=True))
        return body

    def _edit(self, lines: list[str]) -> None:
        path = self.folder / lines[0].removeprefix("---").strip()
        old = "".join(line[1:] for line in lines[1:] if line.startswith("-"))
        new = "".join(line[1:] for line in lines[1:] if line.startswith("+"))
        text = path.read_bytes().decode("utf-8")
        assert text.replace("\r\n", "\n").count(old) == 1, f"{path.name} does not hold once:\n{old}"
        path.write_bytes(text.replace(old.rstrip("\n"), new.rstrip("\n")).encode("utf-8"))

    def _command(self, command: str, expected: str) -> str:
        words = shlex.split(command)
        if words[0] == "cd":
            self.folder = self.folder / words[1]
            assert self.folder.is_dir(), command
            return f"$ {command}\n"
        assert words[0] == "reportgen", f"{command}: a page runs only reportgen and cd"
        shown = self._run(words[1:])
        return f"$ {command}\n{expected if matches(expected, shown) else abridged(shown, expected)}"

    def _run(self, words: list[str]) -> str:
        run = started if self.anew else forked
        with tempfile.TemporaryDirectory() as folder:
            told = Path(folder, "told")
            code = run(
                ["--lang", self.language, *words], self.folder, {"COLUMNS": "100", "PYTHONUNBUFFERED": "1"}, told, told
            )
            text = told.read_bytes().decode("utf-8").rstrip() + "\n"
        assert code != FAULT_OF_THE_PROGRAM, text
        return text.removeprefix("\n") + (f"[exit {code}]\n" if code else "")


def commands_of(body: str) -> Iterator[tuple[str, str]]:
    """The commands of a console block, each with what it is said to print."""
    lines = body.splitlines(keepends=True)
    for place, line in enumerate(lines):
        if line.startswith("$ "):
            rest = takewhile(lambda after: not after.startswith("$ "), lines[place + 1 :])
            yield line[2:].strip(), "".join(rest)


def matches(expected: str, shown: str) -> bool:
    """Whether `shown` is what a page expects, times, faces and white space at the ends of lines aside."""
    lines = [re.escape(line) if line != ELLIPSIS else "(?:.*\n)*?" for line in comparable(expected)]
    pattern = "".join(line if line.endswith("*?") else line + "\n" for line in lines)
    return re.fullmatch(pattern, "".join(line + "\n" for line in comparable(shown))) is not None


def abridged(shown: str, expected: str) -> str:
    """`shown` with as many lines before and after `...` as `expected` has; whole where it has no `...`."""
    lines, wanted = shown.splitlines(keepends=True), expected.splitlines()
    if ELLIPSIS not in wanted:
        return shown
    head, tail = wanted.index(ELLIPSIS), wanted[::-1].index(ELLIPSIS)
    return "".join([*lines[:head], f"{ELLIPSIS}\n", *lines[max(head, len(lines) - tail) :]])


def comparable(text: str) -> list[str]:
    return [FACE.sub("F", TIME.sub("T", line.rstrip())) for line in text.rstrip().splitlines()]


def tool(name: str) -> ModuleType:
    """A module of tools/."""
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(ROOT / "tools"))


def word_file(body: str) -> bytes:
    made: bytes = tool("tutorial").document(body)
    return made


@pytest.fixture(scope="module")
def docs() -> ModuleType:
    return tool("docs")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_what_a_page_shows_is_what_is_printed(page: Path, tmp_path: Path, golden: Golden) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    language = "zh" if page.name.endswith(".zh-CN.md") or page.parent.name == "docs" else "en"
    session = Session(tmp_path, language, anew=page.stem == "init")
    golden(Path(os.path.relpath(page, Path(__file__).parent)), session.play(page.read_text("utf-8")))


def test_every_command_has_a_transcript() -> None:
    from reportgen.cli.program import COMMANDS

    shown = {path.stem for path in TRANSCRIPTS.glob("*.md")}
    assert set(COMMANDS) <= shown


def test_generated_pages_are_fresh(docs: ModuleType) -> None:
    assert list(docs.stale_pages()) == []


def test_links_and_pictures_lead_somewhere(docs: ModuleType) -> None:
    assert list(docs.broken_links(docs.markdown_pages())) == []


def test_codes_in_pages_exist(docs: ModuleType) -> None:
    assert list(docs.unknown_codes(docs.markdown_pages())) == []


def test_modules_say_what_they_are_for(docs: ModuleType) -> None:
    assert list(docs.silent_modules()) == []


def test_check_names_the_stale_page_and_the_way_to_renew_it(
    docs: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/glossary.md").write_text("a text\n", "utf-8")
    monkeypatch.setattr(docs, "ROOT", tmp_path)
    monkeypatch.setattr(docs, "PAGES", {"docs/glossary.md": lambda: "another text\n"})
    assert docs.main(["--check"]) == 1
    assert "docs/glossary.md: is stale; run: make docs" in capsys.readouterr().err


def test_check_finds_links_that_lead_nowhere(docs: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A heading\n\n[a](#a-heading) [b](#gone) ![c](gone.png) [d](https://example.org)\n", "utf-8")
    monkeypatch.setattr(docs, "ROOT", tmp_path)
    assert list(docs.broken_links([page])) == ["page.md: #gone leads nowhere", "page.md: gone.png leads nowhere"]


def test_every_key_of_the_evaluation_is_described() -> None:
    from reportgen.load.evaluation import EVALUATION, FORM, FUND, GOAL, INDICATOR, WAIVER

    described = coded("docs/content.md")
    for record in (EVALUATION, FORM, FUND, GOAL, INDICATOR, WAIVER):
        assert set(record.fields) <= described


def test_every_key_of_a_profile_is_described() -> None:
    from reportgen.load.profile_shape import PROFILE

    assert set(PROFILE.fields) <= coded("docs/profiles.md")


def test_every_setting_is_described() -> None:
    from reportgen.load.workspace import Settings

    settings = {field.name for field in fields(Settings) if not field.name.endswith("_where")}
    assert settings <= coded("docs/workspace.md")


def test_every_filter_and_function_of_templates_is_described() -> None:
    from reportgen.filters.filter import filters
    from reportgen.render.environment import PLAIN_FILTERS
    from reportgen.render.word.styles import ROLES
    from reportgen.render.word.values import environment

    described = coded("docs/templates.md")
    styles = {role.names[0] for key, role in ROLES.items() if key[-1] not in "23456"}
    assert {*filters(), *PLAIN_FILTERS, *environment().globals, *styles} <= described


def test_every_function_and_chart_of_pages_is_described() -> None:
    from reportgen.render.html.charts import KINDS
    from reportgen.render.html.scripts import SCRIPTS
    from reportgen.render.word.check.draft import PAGE_FUNCTIONS

    manual = (ROOT / "docs" / "templates-html.md").read_text(encoding="utf-8")
    for name in PAGE_FUNCTIONS:
        assert f"`{name}(" in manual
    for word in (*KINDS, *SCRIPTS):
        assert f'"{word}"' in manual


def test_every_importable_kind_is_described() -> None:
    from reportgen.load.tables.grid import importers

    assert set(importers()) <= coded("docs/import.md")


def test_the_examples_of_an_evaluation_are_read() -> None:
    from reportgen.load.evaluation import read_evaluation
    from reportgen.load.profile import load_profile

    whole, choice = blocks("docs/content.md", "yaml")
    for example in (whole, whole + choice):
        evaluation = read_evaluation(example.encode(), "evaluation.yaml", load_profile)
    assert [waiver.code for waiver in evaluation.waivers] == ["TOT003"]


def test_the_example_of_a_profile_is_read(tmp_path: Path) -> None:
    from reportgen.load.profile import load_profile

    caps, example, of_projects = blocks("docs/profiles.md", "yaml")
    (tmp_path / "mycity-2025.yaml").write_text(example, "utf-8")
    (tmp_path / "capped-2025.yaml").write_text("id: capped-2025\nextends: national-2020\n" + caps, "utf-8")
    (tmp_path / "mycity-project-2025.yaml").write_text(of_projects, "utf-8")
    profile = load_profile("mycity-2025", (tmp_path,))
    assert profile is not None
    assert profile.execution.weight == 20
    assert profile.execution.denominator == "adjusted"
    capped = load_profile("capped-2025", (tmp_path,))
    assert capped is not None
    assert [cap.most for cap in capped.caps] == [89, 79, 69, 59]
    assert capped.deduction is not None
    project = load_profile("mycity-project-2025", (tmp_path,))
    assert project is not None
    assert project.columns_of("project")["funds"] == "预算资金"


def test_the_labels_of_projects_are_those_described() -> None:
    from reportgen.load.profile import load_profile

    section = (ROOT / "docs" / "profiles.md").read_text(encoding="utf-8").partition("## 项目表的名称")[2]
    rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in section.split("\n") if "`" in line]
    rows = [row for row in rows if len(row) == 4]
    assert len(rows) == 6
    for name, department, funds, goals in rows:
        profile = load_profile(name.split("`")[1])
        assert profile is not None
        labels = profile.columns_of("project")
        assert [labels["department"], labels["funds"]] == [department, funds]
        assert f"{labels['goal']}、{labels['completion']}" == goals


def test_the_example_of_settings_is_read(tmp_path: Path) -> None:
    from reportgen.load.workspace import find_workspace

    example, names, limits, rules = blocks("docs/workspace.md", "toml")
    for layer in ("bureau", "guizhou", "qiannan", "zunyi", "zunyi-education"):
        (tmp_path / "templates" / layer).mkdir(parents=True)
    (tmp_path / "reportgen.toml").write_text(example, "utf-8")
    assert find_workspace(tmp_path).settings.layers == ("default", "bureau")
    (tmp_path / "reportgen.toml").write_text(names, "utf-8")
    assert find_workspace(tmp_path).settings.folder_named("示例县　民政局") == "civil-affairs"
    (tmp_path / "reportgen.toml").write_text(limits, "utf-8")
    assert find_workspace(tmp_path).settings.limits == {"picture_mb": 1}
    (tmp_path / "reportgen.toml").write_text(rules, "utf-8")
    chosen = find_workspace(tmp_path).layers_of("2024/zunyi-education")
    assert chosen == ("default", "guizhou", "zunyi", "zunyi-education")


def test_the_expressions_shown_are_allowed() -> None:
    from reportgen.base.location import Location
    from reportgen.document.disclosure import Disclosure
    from reportgen.render.expressions import faults_of
    from reportgen.render.word.values import environment

    names = {field.name for field in fields(Disclosure)} | {"fund"}
    rows = re.findall(r"^\| `(\{[{%].+?)` \|", (ROOT / "docs/templates.md").read_text("utf-8"), re.MULTILINE)
    assert len(rows) > 4
    for row in rows:
        shown = row.replace("\\|", "|")
        assert faults_of(shown, environment(), names, lambda line: Location.of_file("docs/templates.md")) == [], shown


GLOSSARY_ROW = re.compile(r"^\| (?P<term>[^|]+) \| `(?P<name>\w+)` \| `(?P<file>[^`]+)` \|", re.MULTILINE)


def glossary() -> list[re.Match[str]]:
    return list(GLOSSARY_ROW.finditer((ROOT / "docs" / "glossary.md").read_text("utf-8")))


def test_glossary_ties_each_term_to_one_name_that_stands_where_it_says() -> None:
    rows = glossary()
    assert len(rows) > 20
    for row in rows:
        text = (ROOT / row["file"]).read_text("utf-8")
        assert re.search(rf"\b{row['name']}\b", text), f"{row['term']}: no {row['name']} in {row['file']}"


def test_glossary_says_each_term_and_each_name_once() -> None:
    rows = glossary()
    assert len({row["term"] for row in rows}) == len(rows)
    assert len({(row["name"], row["file"]) for row in rows}) == len(rows)


def coded(page: str) -> set[str]:
    """Every word that stands between backquotes on a page, calls and dotted names in their parts."""
    spans = re.findall(r"`([^`\n]+)`", (ROOT / page).read_text("utf-8"))
    return {*spans, *(word for span in spans for word in re.findall(r"[\w]+", span))}


def blocks(page: str, kind: str) -> list[str]:
    """The blocks of one kind on a page."""
    return [fence["body"] for fence in FENCE.finditer((ROOT / page).read_text("utf-8")) if fence["kind"] == kind]
