"""A workspace with a report of every kind: with findings, a waiver that holds, one that is stale, one not readable."""

from __future__ import annotations

import pytest

from reportgen import api
from reportgen.document.review import Review
from reportgen.load.workspace import Workspace
from tests.run import seed_workspace

WAIVERS = """\
waivers:
  - {code: TOT003, fact: totals.weight, value: "90", print: stated, reason: 与系统<审定>表一致, by: 张弘}
  - {code: IND001, fact: indicators.q1.score, value: "3", reason: 上年已说明, by: 李四}
"""
BROKEN = "schema: 1\nprofile: guizhou-2024\nform: {kind: department, filed: 20250230}\n"


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("told")
    form = seed_workspace(folder) / "evaluation.yaml"
    form.write_text(form.read_text("utf-8") + WAIVERS, "utf-8")
    other = folder / "content/2024/broken"
    other.mkdir()
    (other / "evaluation.yaml").write_text(BROKEN, "utf-8")
    return api.workspace(folder)


@pytest.fixture(scope="session")
def review(workspace: Workspace) -> Review:
    return api.review(workspace, api.reports(workspace))
