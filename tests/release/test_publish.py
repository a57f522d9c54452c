"""What keeps a version from being published, and what a version says of how it came about."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from reportgen.load.fields import Faults
from reportgen.load.nodes import parse_yaml
from reportgen.load.profile import load_profile, profile_ids
from reportgen.load.profile_shape import PROFILE
from reportgen.release.profiles import profile_yaml
from tests.release.story import NOW, SEED, SIGNOFF, WAIVER, correct_amount, publishable
from tests.run import Run, change, reportgen


def run(root: Path, *words: str) -> Run:
    return reportgen(*words, cwd=root, env=NOW)


def releases(root: Path) -> Path:
    return root / "content" / SEED / "releases"


@pytest.fixture(scope="module")
def unpublished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose report may be published; tests that share it publish nothing."""
    root = tmp_path_factory.mktemp("w")
    publishable(root, '["data"]')
    return root


def test_errors_that_nobody_waived_keep_a_report_from_being_published(tmp_path: Path) -> None:
    report = publishable(tmp_path)
    change(report / "completion.md", "## g6\n\n各项服务均已开展。\n", "")
    done = run(tmp_path, "publish", SEED, "--signoff", "signoff.yaml")
    assert (done.code, "GOA001" in done.out) == (1, True)
    assert not releases(tmp_path).exists()


def test_a_stated_value_must_have_been_chosen_even_where_its_finding_is_waived(tmp_path: Path) -> None:
    report = publishable(tmp_path)
    change(report / "evaluation.yaml", WAIVER, WAIVER.replace("print: stated, ", ""))
    done = run(tmp_path, "publish", SEED, "--signoff", "signoff.yaml")
    assert (done.code, "PUB003" in done.out) == (1, True)
    assert not releases(tmp_path).exists()


def test_a_sentence_that_keeps_the_former_figure_is_counted_where_it_is_published(tmp_path: Path) -> None:
    report = publishable(tmp_path, '["data"]')
    (report / "results.md").write_text("全年执行6,070.45万元。\n", "utf-8")
    run(tmp_path, "publish", SEED, "--signoff", "signoff.yaml")
    correct_amount(report)
    told = run(tmp_path, "correct", SEED, "--reason", "误填", "--signoff", "signoff.yaml").out
    listed = run(tmp_path, "check", SEED).out
    assert "NUM001" in listed
    (count,) = set(re.findall(r"\d+ warnings", listed))
    assert f"published with {count}; `reportgen check {SEED}` lists them" in told


def test_without_a_terminal_the_signoff_must_be_given(tmp_path: Path) -> None:
    publishable(tmp_path)
    done = run(tmp_path, "publish", SEED)
    assert (done.code, "--signoff FILE" in done.err) == (2, True)


def test_every_fault_of_a_signoff_is_told_with_its_line(tmp_path: Path) -> None:
    publishable(tmp_path)
    wrong = SIGNOFF.replace("name: 李明", "nam: 李明").replace("date: 2025-01-20", "date: soon")
    (tmp_path / "signoff.yaml").write_text(wrong, "utf-8")
    done = run(tmp_path, "publish", SEED, "--signoff", "signoff.yaml")
    assert done.code == 2
    assert "signoff.yaml:2" in done.err
    assert "signoff.yaml:4" in done.err


@pytest.mark.parametrize(
    ("step", "day", "code"),
    [
        ("reviewed: {name: 李明", "2025-01-19", "SIG001"),
        ("approved: {name: 陈强", "2099-01-20", "SIG002"),
    ],
)
def test_each_day_of_a_signoff_fits_the_others_the_form_and_today(
    unpublished: Path, step: str, day: str, code: str
) -> None:
    (unpublished / "late.yaml").write_text(
        SIGNOFF.replace(f"{step}, date: 2025-01-20", f"{step}, date: {day}"), "utf-8"
    )
    done = run(unpublished, "publish", SEED, "--signoff", "late.yaml")
    line = 1 + [*SIGNOFF.splitlines()].index(f"{step}, date: 2025-01-20}}")
    assert (done.code, code in done.err, f"late.yaml:{line}" in done.err) == (2, True, True), done.err
    assert not (releases(unpublished) / "1").exists()


def test_a_form_may_be_prepared_before_it_is_filed_and_not_approved(unpublished: Path) -> None:
    (unpublished / "early.yaml").write_text(SIGNOFF.replace("2025-01-20", "2025-01-14"), "utf-8")
    done = run(unpublished, "publish", SEED, "--signoff", "early.yaml")
    assert (done.code, done.err.count("SIG004"), "early.yaml:4" in done.err) == (2, 1, True), done.err


def test_a_correction_is_signed_off_after_the_version_it_corrects(tmp_path: Path) -> None:
    report = publishable(tmp_path, '["data"]')
    assert run(tmp_path, "publish", SEED, "--signoff", "signoff.yaml").code == 0
    correct_amount(report)
    (tmp_path / "early.yaml").write_text(SIGNOFF.replace("2025-01-20", "2025-01-19"), "utf-8")
    done = run(tmp_path, "correct", SEED, "--reason", "x", "--signoff", "early.yaml")
    assert (done.code, done.err.count("SIG003")) == (2, 4)
    assert not (releases(tmp_path) / "2").exists()


@pytest.mark.parametrize("reason", [" ", "见 {{ reason }}", "<br>"])
def test_a_reason_that_cannot_be_printed_is_refused_by_name(unpublished: Path, reason: str) -> None:
    done = run(unpublished, "correct", SEED, "--reason", reason, "--signoff", "signoff.yaml")
    assert done.code == 2
    assert "needs a reason" in done.err or "--reason" in done.err


def test_a_word_that_is_no_hash_is_no_sign_of_a_ledger_that_was_cut(unpublished: Path) -> None:
    done = run(unpublished, "log", SEED, "--verify", "--head", "abc")
    assert (done.code, "abc is no hash" in done.err) == (2, True)


def test_before_publication_a_correction_is_just_an_edit_and_a_build(tmp_path: Path) -> None:
    publishable(tmp_path)
    done = run(tmp_path, "correct", SEED, "--reason", "x", "--signoff", "signoff.yaml")
    assert (done.code, "just an edit and a build" in done.err) == (2, True)
    assert not releases(tmp_path).exists()


def test_what_is_published_is_changed_by_a_correction_only(tmp_path: Path) -> None:
    report = publishable(tmp_path, '["data"]')
    assert run(tmp_path, "publish", SEED, "--signoff", "signoff.yaml").code == 0
    correct_amount(report)
    done = run(tmp_path, "publish", SEED, "--signoff", "signoff.yaml")
    assert (done.code, "reportgen correct" in done.err) == (2, True)


def test_tracked_changes_that_cannot_be_made_keep_the_version_from_being_published(tmp_path: Path) -> None:
    report = publishable(tmp_path, '["data"]')
    assert run(tmp_path, "publish", SEED, "--signoff", "signoff.yaml").code == 0
    correct_amount(report)
    words = ("correct", SEED, "--reason", "x", "--signoff", "signoff.yaml", "--blackline")
    done = run(tmp_path, *words)
    assert (done.code, "the published one has no Word file" in done.err) == (2, True)
    assert not (releases(tmp_path) / "2").exists()


def test_nothing_is_added_to_a_history_that_was_tampered_with(tmp_path: Path) -> None:
    report = publishable(tmp_path, '["data"]')
    assert run(tmp_path, "publish", SEED, "--signoff", "signoff.yaml").code == 0
    facts = releases(tmp_path) / "1/facts.json"
    facts.write_bytes(facts.read_bytes().replace(b"60,704,518.55", b"60,704,518.56"))
    correct_amount(report)
    done = run(tmp_path, "correct", SEED, "--reason", "x", "--signoff", "signoff.yaml")
    assert (done.code, "LED003" in done.err) == (2, True)
    assert not (releases(tmp_path) / "2").exists()


def test_one_digit_makes_a_notice_of_three_lines(tmp_path: Path) -> None:
    report = publishable(tmp_path, '["html"]')
    assert run(tmp_path, "publish", SEED, "--signoff", "signoff.yaml").code == 0
    change(report / "evaluation.yaml", "actual: 28个", "actual: 29个")
    done = run(tmp_path, "correct", SEED, "--reason", "录入有误", "--signoff", "signoff.yaml")
    assert done.code == 0, done.out + done.err
    (file,) = (releases(tmp_path) / "2/public").glob("关于*.html")
    page = file.read_text("utf-8")
    assert "<del>28个</del>，更正后：<ins>29个</ins>" in page
    assert "<table" not in page


def test_the_same_content_and_signoff_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        publishable(tmp_path / name, '["docx", "data"]')
        assert run(tmp_path / name, "publish", SEED, "--signoff", "signoff.yaml").code == 0
    first, second = (
        {path.relative_to(releases(root)): path.read_bytes() for path in releases(root).rglob("*") if path.is_file()}
        for root in (tmp_path / "a", tmp_path / "b")
    )
    assert first == second


def test_a_frozen_profile_reads_as_the_profile_it_was(tmp_path: Path) -> None:
    for id in profile_ids():
        profile, noted = load_profile(id), Faults()
        assert profile is not None
        read = PROFILE.read(parse_yaml(profile_yaml(profile), "profile.yaml"), "profile.yaml", noted)
        assert [str(finding.message) for finding in noted.findings] == []
        assert read == profile


def test_git_keeps_the_bytes_of_what_was_published(tmp_path: Path) -> None:
    publishable(tmp_path, '["data"]')
    assert run(tmp_path, "publish", SEED, "--signoff", "signoff.yaml").code == 0
    assert (releases(tmp_path) / ".gitattributes").read_text() == "* -text\n"
    assert json.loads((releases(tmp_path) / "ledger.jsonl").read_text("utf-8"))["at"] == "2025-01-20T04:00:00Z"
