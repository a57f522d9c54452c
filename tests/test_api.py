"""The public functions, used as a program uses them."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen import api
from reportgen.base.errors import UsageError

FORM = Path(__file__).resolve().parents[1] / "content/2024/qiannan-civil-affairs/source/000.txt"


def test_a_workspace_is_started_built_and_verified(tmp_path: Path) -> None:
    api.start(tmp_path)
    workspace = api.workspace(tmp_path)
    result = api.build(workspace, formats=["data"])
    assert [outcome.became.value for outcome in result.outcomes] == ["built"]
    assert [outcome.became.value for outcome in api.build(workspace, formats=["data"]).outcomes] == ["unchanged"]
    assert api.verify(workspace, api.reports(workspace)) == []
    assert api.check(workspace, api.reports(workspace)) == []


def test_a_form_is_read_and_imported(tmp_path: Path) -> None:
    api.start(tmp_path)
    workspace = api.workspace(tmp_path)
    choices = api.import_choices(workspace, into="2024/here")
    (form,) = api.forms_in(FORM, choices)
    assert form.as_dict()["total_score"] == "97"
    (outcome,) = api.import_files(workspace, api.files_to_import([FORM]), choices)
    assert [imported.report for imported in outcome.forms] == ["2024/here"]
    assert "2024/here" in api.reports(workspace)


def test_what_cannot_be_done_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        api.workspace(tmp_path)


def test_all_that_is_public_is_listed_in_order() -> None:
    assert api.__all__ == sorted(api.__all__)
    assert all(callable(getattr(api, name)) for name in api.__all__)
