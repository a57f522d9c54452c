"""A renderer that lies is caught, whatever it does and in whichever format; which road catches it is kept as a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pytest

from reportgen.document.disclosure import Disclosure
from reportgen.load.workspace import find_workspace
from reportgen.pipeline import Pipeline
from reportgen.readback.deep.run import BuiltFiles, find_deep
from reportgen.readback.deep.source import Source
from reportgen.readback.expected import UNREADABLE
from reportgen.readback.reader import read_back, readers
from tests.conftest import Golden
from tests.readback.deep.reports import source_of, workspace_of
from tests.readback.deep.sabotage import AFTER, BEFORE

pytestmark = pytest.mark.office
REPORT = "2024/rich"
Case: TypeAlias = tuple[str, str]
"""What is done, and the file that it shows in."""
UNREAD = frozenset({"it fetches a picture from outside", "a field fetches a picture from outside", "it has no tags"})
CASES = [
    *((name, file) for name, (_, files) in BEFORE.items() for file in files),
    *AFTER,
]
SHARE = 3
QUICK = [
    *(
        (name, file)
        for place, (name, (_, files)) in enumerate(BEFORE.items())
        for file in files[place % SHARE :: SHARE]
    ),
    *AFTER,
]
"""Two files of each lie that is told before printing, other ones each time; the soak tries all."""
GOLDEN = "sabotages.txt"


@dataclass(frozen=True)
class Caught:
    """The codes that each road tells of a file."""

    fast: frozenset[str]
    deep: frozenset[str]


@pytest.fixture(scope="module")
def caught(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Mapping[Case, Caught]:
    """What each road tells of the quick ones; of all where a test of the soak is among those that run."""
    here = (item for item in request.session.items if item.path == request.path)
    cases = CASES if any(item.get_closest_marker("soak") for item in here) else QUICK
    root = workspace_of(tmp_path_factory.mktemp("sabotage"), ("rich",))
    source, disclosure = source_of(root, REPORT)
    pipeline = Pipeline(find_workspace(root))
    honest = _printed(pipeline, disclosure, [file for _, file in cases])
    lies: dict[Case, bytes] = {}
    for name, (edit, _) in BEFORE.items():
        files = [file for lie, file in cases if lie == name]
        made = _printed(pipeline, edit(disclosure), files)
        lies |= {(name, file): made[file] for file in files}
    lies |= {(name, file): edit(honest[file]) for (name, file), edit in AFTER.items()}
    assert [case for case, data in lies.items() if data == honest[case[1]]] == []
    deep = _deep(source, lies)
    fast = {case: read_back({case[1]: data}, "x", source.expected) for case, data in lies.items()}
    return {case: Caught(frozenset(one.code for one in fast[case]), deep[case]) for case in lies}


def _printed(pipeline: Pipeline, disclosure: Disclosure, files: Sequence[str]) -> dict[str, bytes]:
    """The disclosure in the formats that `files` belong to."""
    made = (pipeline.renderer_of(REPORT, name)(disclosure) for name in {readers()[file].format for file in files})
    return {file: data for one in made for file, data in one.items()}


def _deep(source: Source, lies: Mapping[Case, bytes]) -> dict[Case, frozenset[str]]:
    """What the long road finds in each file; all Word files are opened together."""
    built = [BuiltFiles(source, str(number), {file: data}) for number, ((_, file), data) in enumerate(lies.items())]
    found: dict[str, set[str]] = {}
    for one in find_deep(built):
        found.setdefault(one.where.file.partition("/")[0], set()).add(one.code)
    return {case: frozenset(found.get(str(number), ())) for number, case in enumerate(lies)}


@pytest.mark.parametrize(
    ("name", "file"), [case if case in QUICK else pytest.param(*case, marks=pytest.mark.soak) for case in CASES]
)
def test_it_is_caught(name: str, file: str, caught: Mapping[Case, Caught]) -> None:
    """For what it says, and not because it can no longer be opened."""
    assert caught[name, file].deep, "the long road sees nothing"
    assert (caught[name, file].deep == {UNREADABLE.code}) == (name in UNREAD)


def test_there_are_many_and_each_is_another_one() -> None:
    assert len(CASES) == len(set(CASES))
    assert len({name for name, _ in CASES}) >= 50


def test_what_catches_them_is_as_before(caught: Mapping[Case, Caught], request: pytest.FixtureRequest) -> None:
    kept = (request.path.parent / GOLDEN).read_text("utf-8").splitlines()
    assert [line for line in lines_of(caught) if line not in kept] == []


@pytest.mark.soak
def test_what_catches_all_of_them_is_as_before(caught: Mapping[Case, Caught], golden: Golden) -> None:
    golden(Path(GOLDEN), "\n".join(lines_of(caught)) + "\n")


def lines_of(caught: Mapping[Case, Caught]) -> list[str]:
    """A line for each case: the codes that each road tells."""

    def told(codes: frozenset[str]) -> str:
        return " ".join(sorted(codes)) or "-"

    return [
        f"{file:15} {name:45} fast {told(one.fast):32} deep {told(one.deep)}"
        for (name, file), one in sorted(caught.items(), key=lambda item: (item[0][1], item[0][0]))
    ]
