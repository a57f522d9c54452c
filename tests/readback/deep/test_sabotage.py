"""A renderer that lies is caught, whatever it does and in whichever format; which road catches it is kept as a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from reportgen.load.workspace import find_workspace
from reportgen.pipeline import Pipeline
from reportgen.readback.deep.run import BuiltFiles, find_deep
from reportgen.readback.deep.source import Source
from reportgen.readback.expected import UNREADABLE
from reportgen.readback.reader import read_back
from tests.conftest import Golden
from tests.readback.deep.reports import source_of, workspace_of
from tests.readback.deep.sabotage import AFTER, BEFORE

pytestmark = pytest.mark.office
REPORT = "2024/rich"
UNREAD = frozenset({"it fetches a picture from outside", "a field fetches a picture from outside", "it has no tags"})
CASES = [
    *((name, file) for name, (_, files) in BEFORE.items() for file in files),
    *AFTER,
]


@dataclass(frozen=True)
class Caught:
    """The codes that each road tells of a file."""

    fast: frozenset[str]
    deep: frozenset[str]


@pytest.fixture(scope="module")
def caught(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], Caught]:
    root = workspace_of(tmp_path_factory.mktemp("sabotage"), ("rich",))
    source, disclosure = source_of(root, REPORT)
    renderers = Pipeline(find_workspace(root), ["docx", "html", "pdf", "data"]).renderers_of(REPORT)
    honest = {name: data for render in renderers for name, data in render(disclosure).items()}
    lies: dict[tuple[str, str], bytes] = {}
    for name, (edit, files) in BEFORE.items():
        lied = edit(disclosure)
        made = {file: data for render in renderers for file, data in render(lied).items()}
        lies |= {(name, file): made[file] for file in files}
    lies |= {(name, file): edit(honest[file]) for (name, file), edit in AFTER.items()}
    assert [case for case, data in lies.items() if data == honest[case[1]]] == []
    deep = _deep(source, lies)
    fast = {case: read_back({case[1]: data}, "x", source.expected) for case, data in lies.items()}
    return {case: Caught(frozenset(one.code for one in fast[case]), deep[case]) for case in lies}


def _deep(source: Source, lies: Mapping[tuple[str, str], bytes]) -> dict[tuple[str, str], frozenset[str]]:
    """What the long road finds in each file; all Word files are opened together."""
    built = [BuiltFiles(source, str(number), {file: data}) for number, ((_, file), data) in enumerate(lies.items())]
    found: dict[str, set[str]] = {}
    for one in find_deep(built):
        found.setdefault(one.where.file.partition("/")[0], set()).add(one.code)
    return {case: frozenset(found.get(str(number), ())) for number, case in enumerate(lies)}


@pytest.mark.parametrize(("name", "file"), CASES)
def test_it_is_caught(name: str, file: str, caught: Mapping[tuple[str, str], Caught]) -> None:
    """For what it says, and not because it can no longer be opened."""
    assert caught[name, file].deep, "the long road sees nothing"
    assert (caught[name, file].deep == {UNREADABLE.code}) == (name in UNREAD)


def test_there_are_many_and_each_is_another_one() -> None:
    assert len(CASES) == len(set(CASES))
    assert len({name for name, _ in CASES}) >= 50


def test_what_catches_them_is_as_before(caught: Mapping[tuple[str, str], Caught], golden: Golden) -> None:
    def told(codes: frozenset[str]) -> str:
        return " ".join(sorted(codes)) or "-"

    lines = [
        f"{file:15} {name:45} fast {told(one.fast):32} deep {told(one.deep)}"
        for (name, file), one in sorted(caught.items(), key=lambda item: (item[0][1], item[0][0]))
    ]
    golden(Path("sabotages.txt"), "\n".join(lines) + "\n")
