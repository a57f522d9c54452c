"""Several processes, interruptions, a second build at once: always the bytes of a quiet build by one."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextvars import copy_context
from pathlib import Path

import pytest

from reportgen.base.errors import UsageError
from reportgen.batch.build import build
from reportgen.batch.executors import FEWEST, processes_for
from reportgen.batch.lock import only_build
from reportgen.batch.pool import Pool
from reportgen.batch.processes import Processes
from reportgen.batch.station import Order
from reportgen.batch.work import Task, Worker
from reportgen.load.workspace import find_workspace
from tests.batch.workspace import departments, outputs
from tests.run import ROOT, change, reportgen

COUNT = 2 * FEWEST
DATA = 'formats = ["data"]\n'
INTERRUPTED = 130


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace built by one process without any disturbance."""
    root = departments(tmp_path_factory.mktemp("quiet"), COUNT, DATA)
    workspace = find_workspace(root)
    assert not build(workspace, workspace.reports(), jobs=1).failed
    return root


@pytest.fixture
def root(quiet: Path, tmp_path: Path) -> Path:
    """The same workspace, not built."""
    shutil.copytree(quiet, tmp_path / "here", ignore=shutil.ignore_patterns("build"))
    return tmp_path / "here"


def started(root: Path, *words: str) -> subprocess.Popen[str]:
    """A build in a process group of its own, as a terminal starts it."""
    return subprocess.Popen(
        [sys.executable, "-m", "reportgen", "build", *words],
        cwd=root,
        env={**os.environ, "REPORTGEN_LANG": "en", "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


def wait_for_reports(root: Path, count: int, build: subprocess.Popen[str]) -> None:
    """Waits until `count` reports were written, or the build ended."""
    end = time.monotonic() + 60
    while len(list(root.glob("build/2024/*/report.json"))) < count and build.poll() is None:
        assert time.monotonic() < end
        time.sleep(0.005)


def test_the_same_bytes_by_one_process_and_by_several(root: Path) -> None:
    change(root / "reportgen.toml", '["data"]', '["docx", "html"]')
    made = []
    for jobs in ("-j1", "-j2"):
        run = reportgen("build", jobs, cwd=root)
        assert (run.code, run.err) == (0, "")
        made.append(outputs(root))
        shutil.rmtree(root / "build")
    assert made[0] == made[1]
    assert len(made[0]) > 3 * COUNT


def test_one_failing_department_stops_no_other_in_a_pool(root: Path) -> None:
    change(root / "content/2024/a004/evaluation.yaml", "year: 2024", "year: MMXXIV")
    run = reportgen("build", "-j2", cwd=root)
    assert run.code == 1
    assert "content/2024/a004/evaluation.yaml:3" in run.err
    assert len(list(root.glob("build/2024/*/report.json"))) == COUNT - 1


def test_fail_fast_stops_a_pool(root: Path) -> None:
    for file in root.glob("content/2024/*/evaluation.yaml"):
        change(file, "year: 2024", "year: MMXXIV")
    run = reportgen("build", "-j2", "--fail-fast", cwd=root)
    assert run.code == 2
    assert 0 < run.err.count("not built") < COUNT


def kill_and_go_on(quiet: Path, root: Path, seed: int) -> None:
    chance = random.Random(seed)
    build = started(root, f"-j{chance.choice((1, 2))}")
    wait_for_reports(root, chance.randrange(COUNT), build)
    time.sleep(chance.random() * 0.05)
    os.kill(build.pid, signal.SIGKILL)
    build.communicate(timeout=30)
    end = time.monotonic() + 30
    while True:
        run = reportgen("build", cwd=root)
        if run.code == 0 or time.monotonic() > end:
            break
    assert run.code == 0, run.err
    assert outputs(root) == outputs(quiet)


def test_a_killed_build_is_gone_on_with_and_leaves_the_same_bytes(quiet: Path, root: Path) -> None:
    kill_and_go_on(quiet, root, seed=0)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(1, 100))
def test_builds_killed_at_many_points(seed: int, quiet: Path, root: Path) -> None:
    kill_and_go_on(quiet, root, seed)


@pytest.mark.parametrize("jobs", ["-j1", "-j2"])
def test_an_interrupted_build_says_so_and_goes_on_where_it_stopped(jobs: str, quiet: Path, root: Path) -> None:
    build = started(root, jobs)
    wait_for_reports(root, 3, build)
    os.killpg(build.pid, signal.SIGINT)
    _, err = build.communicate(timeout=60)
    assert build.returncode == INTERRUPTED, err
    assert f"of {COUNT} reports are done; the next build goes on from there." in err
    assert "Traceback" not in err
    done = len(list(root.glob("build/2024/*/report.json")))
    assert 3 <= done < COUNT
    assert f"built {COUNT - done}, unchanged {done}" in reportgen("build", cwd=root).out
    assert outputs(root) == outputs(quiet)


def test_a_second_build_is_refused_and_the_first_is_not_disturbed(root: Path) -> None:
    with only_build(root / "build"):
        run = reportgen("build", cwd=root)
    assert run.code == 2
    assert f"is being built by another process ({os.getpid()})" in run.err
    with only_build(root / "build"):
        pass


def test_what_a_killed_build_was_writing_is_swept_away(quiet: Path, root: Path) -> None:
    shutil.copytree(quiet / "build", root / "build")
    (root / "build/2024/a000/.0123abcd.4711.part").write_bytes(b"half")
    (root / "build/.state.sqlite").unlink()
    workspace = find_workspace(root)
    assert not build(workspace, workspace.reports(), jobs=1).failed
    assert outputs(root) == outputs(quiet)


def test_a_report_that_kills_its_process_fails_alone(root: Path) -> None:
    """The process of a report dies wherever it is built; all others are built."""
    (root / "filters").mkdir()
    killer = "import os\ndef killer(fact):\n    os._exit(9)\n"
    (root / "filters/killer.py").write_text(killer, "utf-8")
    (root / "reportgen.toml").write_text("own_filters = true\n" + DATA, "utf-8")
    with (root / "content/2024/b003/results.md").open("a", encoding="utf-8") as file:
        file.write("\n{{ funds.total.executed | killer }}\n")
    workspace = copy_context().run(find_workspace, root)
    tasks = [Task(report) for report in workspace.reports()]
    crew = Processes(workspace, Order(("data",), 0, "en"), 2)
    made = [one for results in Pool(crew).built(tasks, len(tasks)) for one in results.made]
    assert sorted(one.report for one in made) == [task.report for task in tasks]
    assert [one.report for one in made if one.failed] == ["2024/b003"]


@pytest.mark.parametrize(
    ("error", "words"), [(errno.ENOSPC, "the disk is full"), (errno.EACCES, "permission is denied")]
)
def test_where_the_disk_refuses_the_old_files_stay_and_it_is_no_success(
    error: int, words: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a full disk, or where a spreadsheet program holds a file open."""
    workspace = find_workspace(root)
    report = "2024/a000"
    build(workspace, [report], jobs=1)
    before = outputs(root)
    change(root / f"content/{report}/evaluation.yaml", "grade: 优", "grade: 良")
    replaced = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target.name == "report.json":
            raise OSError(error, os.strerror(error))
        return replaced(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuse)
        (failed,) = build(find_workspace(root), [report], jobs=1).outcomes
    assert failed.failed
    assert "report.json" in str(failed.error)
    after = outputs(root)
    assert after[f"build/{report}/report.json"] == before[f"build/{report}/report.json"]
    assert not list(root.rglob("*.part"))
    (again,) = build(find_workspace(root), [report], jobs=1).outcomes
    assert again.became == "built"


def test_a_folder_that_cannot_be_written_is_told_and_nothing_is_done(root: Path) -> None:
    (root / "build").write_text("no folder", "utf-8")
    with pytest.raises(UsageError, match="build"):
        build(find_workspace(root), ["2024/a000"], jobs=1)


def test_limits_hold_in_every_process(root: Path) -> None:
    (root / "reportgen.toml").write_text("limits = {input_mb = 1}\n" + DATA, "utf-8")
    with (root / "content/2024/b003/results.md").open("a", encoding="utf-8") as file:
        file.write("\n" + "成效" * 200_000 + "\n")
    workspace = copy_context().run(find_workspace, root)
    tasks = [Task(report) for report in workspace.reports()]
    crew = Processes(workspace, Order(("data",), 0, "en"), 2)
    made = [one for results in Pool(crew).built(tasks, len(tasks)) for one in results.made]
    (failed,) = [one.failure for one in made if one.failure is not None]
    assert failed.report == "2024/b003"
    assert "1048576" in str(failed.findings[0].values["reason"])


def test_few_reports_start_no_processes() -> None:
    assert [processes_for(count, 8) for count in (0, FEWEST, 2 * FEWEST, 1000)] == [1, 1, 2, 8]
    assert Processes.most_tasked >= 50


def test_a_worker_gives_back_what_went_wrong(root: Path) -> None:
    """Not even a fault of the program stops the others."""
    worker = Worker(find_workspace(root), ("data",), 0)
    made = worker.build(Task("2024/nobody"))
    assert made.failed
