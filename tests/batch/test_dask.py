"""Builds by the workers of a Dask cluster: the bytes of a build by this machine, whatever happens to the workers."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socketserver
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.cluster import DaskCluster
from reportgen.base import fingerprint as own
from reportgen.base.errors import UsageError
from reportgen.batch import executors
from reportgen.batch.build import build
from reportgen.batch.cluster import Cluster
from reportgen.batch.executors import scheduler_of
from reportgen.batch.fingerprint import fingerprint
from reportgen.batch.lock import call_off, only_build, sign_of
from reportgen.batch.outpost import Errand, UnfitError, build_here, digest_of_seen, seen_from_here
from reportgen.batch.state import State
from reportgen.batch.station import Order
from reportgen.batch.work import Task
from reportgen.load.workspace import find_workspace
from tests.batch.test_many_at_once import INTERRUPTED, started, wait_for_reports
from tests.batch.workspace import departments, outputs
from tests.run import change, reportgen

COUNT = 24
SLOW = """\
import os, time
from pathlib import Path

def slow(fact):
    with (Path(__file__).parent / "processes.txt").open("a") as file:
        file.write(f"{os.getpid()}\\n")
    time.sleep(0.03)
    return fact.text
"""
"""A filter that takes its time and says where it is used."""
EXTRA = "needs the extra: make extras in the folder of reportgen"
SETTINGS = 'formats = ["html", "data"]\nown_filters = true\n'


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace built by this machine."""
    root = departments(tmp_path_factory.mktemp("quiet"), COUNT, SETTINGS)
    (root / "filters").mkdir()
    (root / "filters/slow.py").write_text(SLOW, "utf-8")
    for file in root.glob("content/2024/*/results.md"):
        with file.open("a", encoding="utf-8") as text:
            text.write("\n{{ funds.total.executed | slow }}\n")
    assert reportgen("build", "-j1", cwd=root).code == 0
    return root


@pytest.fixture
def root(quiet: Path, tmp_path: Path) -> Path:
    """The same workspace, not built."""
    shutil.copytree(quiet, tmp_path / "here", ignore=shutil.ignore_patterns("build", "processes.txt"))
    return tmp_path / "here"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    """A scheduler and four workers: one is not fit, and one will be killed."""
    pytest.importorskip("distributed", reason=EXTRA)
    with DaskCluster(tmp_path_factory.mktemp("cluster")) as made:
        made.add("one", "two", "odd", "victim")
        yield made


def test_a_worker_killed_in_the_middle_loses_nothing_and_one_that_is_not_fit_is_told(
    cluster: DaskCluster, quiet: Path, root: Path
) -> None:
    under_way = started(root, "--executor", cluster.executor)
    wait_until_used(root, cluster.processes["victim"].pid)
    cluster.kill("victim")
    out, err = under_way.communicate(timeout=60)
    assert (under_way.returncode, err) == (0, "")
    assert outputs(root) == outputs(quiet)
    (told,) = [line for line in out.splitlines() if "refused" in line]
    assert told.startswith("worker odd (tcp://127.0.0.1:")
    assert f"zlib 0.9 ≠ {zlib.ZLIB_RUNTIME_VERSION} (there ≠ here)" in told
    used = set((root / "filters/processes.txt").read_text("utf-8").split())
    assert {str(cluster.processes[name].pid) for name in ("one", "two")} <= used
    assert str(cluster.processes["odd"].pid) not in used
    assert f"built 0, unchanged {COUNT}" in reportgen("build", cwd=root).out


@pytest.mark.soak
def test_an_interruption_ends_what_workers_do(cluster: DaskCluster, quiet: Path, root: Path) -> None:
    under_way = started(root, "--executor", cluster.executor)
    wait_for_reports(root, 2, under_way)
    under_way.send_signal(signal.SIGINT)
    _, err = under_way.communicate(timeout=60)
    assert under_way.returncode == INTERRUPTED, err
    assert f"of {COUNT} reports are done; the next build goes on from there." in err
    done = len(list(root.glob("build/2024/*/report.json")))
    assert 2 <= done < COUNT
    assert f"built {COUNT - done}, unchanged {done}" in reportgen("build", cwd=root).out
    assert outputs(root) == outputs(quiet)


def test_fail_fast_stops_a_cluster(cluster: DaskCluster, root: Path) -> None:
    for file in root.glob("content/2024/*/evaluation.yaml"):
        change(file, "year: 2024", "year: MMXXIV")
    workspace = find_workspace(root)
    result = build(workspace, workspace.reports(), executor=cluster.executor, fail_fast=True)
    assert 0 < len(result.outcomes) < COUNT
    assert len(result.failed) == len(result.outcomes)


def test_where_no_worker_is_fit_each_is_refused_by_name_and_nothing_is_built(
    cluster: DaskCluster, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zlib, "ZLIB_RUNTIME_VERSION", "0.8")
    with pytest.raises(UsageError) as refused:
        build(find_workspace(root), ["2024/a000"], executor=cluster.executor)
    _, *told = str(refused.value).splitlines()
    assert {line.split()[1] for line in told} >= {"one", "two", "odd"}
    assert all("≠ 0.8" in line for line in told)
    assert not (root / "build/2024").exists()
    state = State(root / "build")
    state.begin()
    assert not state.was_cut_off
    state.end()


def test_a_task_that_fails_as_a_whole_is_given_again_only_for_workers_that_are_not_fit(
    cluster: DaskCluster, root: Path
) -> None:
    with only_build(root / "build") as began:
        order = Order(("data",), began, "en")
        with Cluster(find_workspace(root), order, cluster.address, fonts=False) as crew:
            with pytest.raises(UsageError, match="failed: ValueError: odd"):
                crew.consider(ValueError("odd"))
            crew.consider(UnfitError())
            call_off(root / "build")
            with pytest.raises(UsageError, match=re.escape(f"does not see this build in {root}")):
                crew.consider(UnfitError())


def test_a_cluster_without_workers_and_a_scheduler_that_goes_are_told(root: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason=EXTRA)
    with DaskCluster(tmp_path) as cluster:
        crew = Cluster(find_workspace(root), Order(("data",), 0, "en"), cluster.address, fonts=False)
        with pytest.raises(UsageError, match="has no worker"), crew:
            pass
        cluster.add("one")
        with crew:
            assert crew.size == 1
            cluster.kill("scheduler")
            with pytest.raises(UsageError, match="is gone"):
                while True:
                    crew.look_after()


def wait_until_used(root: Path, process: int) -> None:
    """Waits until that process has begun a report."""
    end = time.monotonic() + 60
    used = root / "filters/processes.txt"
    while not used.is_file() or str(process) not in used.read_text("utf-8").split():
        assert time.monotonic() < end
        time.sleep(0.005)


class _Other(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        self.request.sendall(b"HTTP/1.0 400 Bad Request\r\n\r\n")


def test_an_address_without_a_scheduler_is_told_soon(root: Path) -> None:
    pytest.importorskip("distributed", reason=EXTRA)
    workspace = find_workspace(root)
    with socketserver.TCPServer(("127.0.0.1", 0), _Other) as server:
        address = f"127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with pytest.raises(UsageError, match=f"what answers at {address} is no Dask scheduler"):
            build(workspace, ["2024/a000"], executor=f"dask://{address}")
        server.shutdown()
    run = reportgen("build", "--executor", f"dask://{address}", cwd=root)
    assert (run.code, run.out) == (2, "")
    assert f"no scheduler answers at {address}: " in run.err


@pytest.mark.parametrize(
    "executor",
    ["", "Local", "dask", "dask://", "dask://host", "dask://host:0", "dask://host:99999", "dask://host:1/x",
     "tcp://host:1", "dask://me@host:1", "dask://:8786"],
)  # fmt: skip
def test_what_names_no_executor_is_refused(executor: str) -> None:
    with pytest.raises(UsageError, match="is no executor"):
        scheduler_of(executor)


def test_a_missing_extra_is_told_with_the_way_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "find_spec", lambda name: None)
    assert scheduler_of("local") is None
    with pytest.raises(UsageError, match="make extras"):
        scheduler_of("dask://host:8786")


def test_an_executor_is_an_address_as_it_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "find_spec", lambda name: name)
    assert scheduler_of("dask://node-1:8786") == "node-1:8786"
    assert scheduler_of("dask://[::1]:8786") == "[::1]:8786"


def test_the_number_of_processes_is_not_for_the_command_to_say(root: Path) -> None:
    run = reportgen("build", "-j2", "--executor", "dask://127.0.0.1:1", cwd=root)
    assert run.code == 2
    assert "for the cluster to say" in run.err


def test_who_does_not_see_the_build_or_sees_another_does_not_build(root: Path) -> None:
    """Each build has a sign of its own: a process left over from one ends with it."""
    with only_build(root / "build") as began:
        order = Order(("data",), began, "en")
        seen = seen_from_here(str(root), fonts=False)
        fit = Errand(str(root), sign_of(root / "build"), order, False, digest_of_seen(seen))
        assert len(build_here(fit, [Task("2024/a000")]).made) == 1
        with pytest.raises(UnfitError):
            build_here(Errand(str(root.parent), fit.sign, order, False, fit.must_see), [Task("2024/a000")])
        other = digest_of_seen({**seen, "lxml": "0"})
        with pytest.raises(UnfitError):
            build_here(Errand(str(root), fit.sign, order, False, other), [Task("2024/a000")])
        call_off(root / "build")
        with pytest.raises(UnfitError):
            build_here(fit, [Task("2024/a002")])
    assert not (root / "build/2024/a002").exists()


def test_a_fingerprint_goes_by_content_and_names_what_it_is_made_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy of the program is touched, not the program: other tests build by what they see of it meanwhile."""
    shutil.copytree(own.PACKAGE, tmp_path / "reportgen", ignore=shutil.ignore_patterns("__pycache__"))
    one = fingerprint(fonts=True)
    monkeypatch.setattr(own, "PACKAGE", tmp_path / "reportgen")
    file = tmp_path / "reportgen/__init__.py"
    os.utime(file, ns=(0, 0))
    assert fingerprint(fonts=True) == one
    file.write_bytes(file.read_bytes() + b"\n")
    assert fingerprint(fonts=True)["reportgen"] != one["reportgen"]
    assert {"reportgen", "templates", "python", "zlib", "lxml", "typst", "fonts"} <= one.keys()
    assert "fonts" not in fingerprint(fonts=False)
