"""A report whose files were parsed before is the report that parsing gives: to the place of every value and finding."""

from __future__ import annotations

import pickle
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.data import department
from reportgen.base.cache import FOLDER
from reportgen.base.errors import ContentError
from reportgen.base.records import read, written
from reportgen.base.shelf import Shelf
from reportgen.load import evaluation, narrative, parsed
from reportgen.load.fields import Faults
from reportgen.load.profile import profile_ids
from reportgen.load.report import Report, load_report
from reportgen.load.workspace import find_workspace
from tests.checks.mutations.clean import clean
from tests.dots import png
from tests.layers.fixture import write
from tests.run import ROOT, SEED

PARSERS = ("reportgen.load.evaluation.parse_yaml", "reportgen.load.markdown.parse_markdown")
ID = "2024/here"
RICH = """\
Of **bold *and* italic**, ~~struck~~, `code {{ 1 }}`, a [link](https://example.org/a?b) and a note[^n].\\
After a break: {{ funds.total.executed | wan }}, {{ funds.total.rate }}.

[^n]: With *its* text.

    And a second paragraph.

## g1

> quoted
> - a
>   3. b

| 列 | b | c |
| :-- | --: | - |
| {{ funds.total.executed }} | ![a](files/a.png) | |

---

```
kept  as it is
```

1. one
2. two

   of it
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of the cache."""
    monkeypatch.setenv(FOLDER, str(tmp_path / "kept"))
    yield tmp_path / "kept"
    parsed._shelf.cache_clear()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with one report."""
    made = department(3)
    write(tmp_path / "workspace", {"reportgen.toml": ""})
    write(tmp_path / "workspace/content" / ID, {"evaluation.yaml": made.evaluation(), **made.narrative()})
    return tmp_path / "workspace"


def load(root: Path, report: str = ID) -> Report:
    return load_report(find_workspace(root), report)


def told(root: Path) -> list[str]:
    """Every finding of a report that may not be readable, with its place."""
    try:
        found = load(root).findings
    except ContentError as error:
        found = tuple(error.findings)
    return [f"{one.where!r} {one.code} {one.message}" for one in found]


def rows(folder: Path) -> int:
    with closing(sqlite3.connect(folder / parsed.FILE)) as database:
        return int(database.execute("SELECT count(*) FROM kept").fetchone()[0])


def without_parsers(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("parsed again")

    for one in PARSERS:
        monkeypatch.setattr(one, never)


def test_the_seeds_report_is_the_same_without_a_parser(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER, "")
    anew = load(ROOT, SEED)
    monkeypatch.setenv(FOLDER, str(folder))
    first = load(ROOT, SEED)
    without_parsers(monkeypatch)
    again = load(ROOT, SEED)
    assert anew == first == again
    assert repr(anew) == repr(first) == repr(again)
    monkeypatch.setenv(FOLDER, "")
    with pytest.raises(AssertionError, match="again"):
        load(ROOT, SEED)


@pytest.mark.parametrize("profile", profile_ids())
def test_forms_of_every_profile_are_read_back_as_they_were_parsed(profile: str) -> None:
    for seed in range(4):
        data = yaml.safe_dump(clean(profile, Random(seed)).form, allow_unicode=True).encode()
        noted = Faults()
        made = evaluation._parse(data, "content/a/evaluation.yaml", noted)
        assert noted.findings == []
        found = read(written(made, evaluation.KIND.classes), evaluation.KIND.classes)
        assert found == made
        assert repr(found) == repr(made)


PIECES = (
    *("甲 ", "{{ a.b | wan }}", "**", "*", "`", "~~", "[^1]", "[x](#y)", "![p](q.png)", "&amp;", "\\{{", "  "),
    *("\n", "\n\n", "- ", "1. ", "> ", "# ", "|", "| a |\n|-|\n", "\\\n", "---\n", "```\n", "\n[^1]: n\n"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_narrative_is_read_back_as_it_was_parsed(text: str) -> None:
    made = narrative._parse(text.encode(), "content/a/results.md", Faults())
    found = read(written(made, narrative.KIND.classes), narrative.KIND.classes)
    assert found == made
    assert repr(found) == repr(made)


def test_every_kind_of_block_and_inline_is_kept() -> None:
    noted = Faults()
    made = narrative._parse(RICH.encode(), "results.md", noted)
    assert noted.findings == []
    shown = repr(made)
    assert [one.__name__ for one in narrative.KIND.classes if f"{one.__name__}(" not in shown] == []
    assert read(written(made, narrative.KIND.classes), narrative.KIND.classes) == made


def test_other_bytes_another_name_and_another_program_are_other_entries(
    folder: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(root)
    files = len(list((root / "content" / ID).iterdir()))
    assert rows(folder) == files
    file = root / "content" / ID / "results.md"
    file.write_text(file.read_text("utf-8") + "另有一句。\n", "utf-8")
    assert "另有一句" in repr(load(root).narrative)
    assert rows(folder) == files + 1
    (root / "content" / ID).rename(root / "content/2024/there")
    assert "content/2024/here" not in repr(load(root, "2024/there"))
    assert rows(folder) == 2 * files + 1
    monkeypatch.setattr(parsed, "at_first_glance", lambda: "another")
    load(root, "2024/there")
    assert rows(folder) == 3 * files + 1


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "code"),
    [
        ("results.md", "", "题目\n==\n\n", "line=1, column=None, sheet=None", "LOD074"),
        ("results.md", "", "\n{{ fund }\n\n", "line=2, column=None, sheet=None", "LOD033"),
        ("evaluation.yaml", "level2", "levle2", "line=16, column=5, sheet=None", "LOD014"),
        ("evaluation.yaml", "schema", "schema: 1\nschema", "line=2, column=1, sheet=None", "LOD011"),
    ],
)
def test_a_file_with_a_finding_is_parsed_and_told_of_each_time(
    folder: Path, root: Path, file: str, old: str, new: str, place: str, code: str
) -> None:
    content = root / "content" / ID
    write(content, {file: (content / file).read_text("utf-8").replace(old, new, 1)})
    first = told(root)
    assert place in first[0]
    assert f") {code} " in first[0]
    for _ in range(2):
        assert rows(folder) == len(list(content.iterdir())) - 1
        assert told(root) == first


def test_what_depends_on_more_than_the_file_is_asked_each_time(folder: Path, root: Path) -> None:
    """Profiles, references and pictures."""
    content = root / "content" / ID
    text = (content / "evaluation.yaml").read_text("utf-8").replace("guizhou-2024", "bureau")
    write(content, {"evaluation.yaml": text, "results.md": "{{ goals.g9.x }} ![图](files/a.png)\n"})
    write(root, {"reportgen.toml": 'layers = ["own"]\n', "templates/own/labels.yaml": ""})
    for _ in range(2):
        assert [one.partition(") ")[2][:6] for one in told(root)] == ["LOD030", "LOD055"]
        assert rows(folder) == len(list(content.iterdir()))
    write(root / "templates/own/profiles", {"bureau.yaml": "id: bureau\nextends: guizhou-2024\n"})
    write(content, {"files/a.png": png(3, 2)})
    assert [one.partition(") ")[2][:6] for one in told(root)] == ["LOD031"]
    assert rows(folder) == len(list(content.glob("*.*")))


def test_a_changed_row_gives_the_same_report(folder: Path, root: Path) -> None:
    anew = load(root)
    with closing(sqlite3.connect(folder / parsed.FILE)) as database:
        held = database.execute("SELECT key, digest, held FROM kept").fetchall()
    chance = Random(1)
    for _ in range(60):
        changed = [[bytearray(cell) for cell in row] for row in held]
        cell = chance.choice(chance.choice(changed))
        cell[chance.randrange(len(cell))] ^= chance.randrange(1, 256)
        with closing(sqlite3.connect(folder / parsed.FILE)) as database, database:
            database.execute("DELETE FROM kept")
            database.executemany("INSERT INTO kept VALUES (?, ?, ?)", [tuple(map(bytes, row)) for row in changed])
        assert load(root) == anew


def test_what_is_planted_with_its_digest_is_not_read(folder: Path, root: Path, tmp_path: Path) -> None:
    anew = load(root)
    shelf = Shelf(folder / parsed.FILE)
    with closing(sqlite3.connect(folder / parsed.FILE)) as database:
        keys = [key for (key,) in database.execute("SELECT key FROM kept")]
    for planted in (tmp_path, (tmp_path,), None, anew):
        shelf.keep(dict.fromkeys(keys, pickle.dumps(planted)))
        assert load(root) == anew
    shelf.close()


def test_where_nothing_is_to_be_kept_nothing_is(folder: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER, "")
    load(root)
    assert not folder.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="folders of a user are private there by themselves")
def test_a_folder_that_others_may_write_to_is_not_used(folder: Path, root: Path) -> None:
    folder.mkdir()
    folder.chmod(0o777)
    load(root)
    assert list(folder.iterdir()) == []
