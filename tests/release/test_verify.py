"""Whatever was changed after it was published is found and named."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest

from reportgen import api
from reportgen.base.finding import Finding
from reportgen.document.signoff import Signoff
from reportgen.load.workspace import Workspace
from reportgen.release.ledger import LEDGER
from tests.release.story import SEED, correct_amount, correct_sentence, publishable

QUICK = 120


def signed(root: Path) -> Signoff:
    return api.read_signoff(root / "signoff.yaml")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three versions and a paper filed with the last."""
    root = tmp_path_factory.mktemp("w")
    report = publishable(root, '["html", "data"]')
    api.publish(api.workspace(root), SEED, lambda: signed(root))
    for change in (correct_amount, correct_sentence):
        change(report)
        api.correct(api.workspace(root), SEED, "有误", lambda: signed(root))
    (root / "scan.pdf").write_bytes(b"%PDF-1.7\n")
    api.attach(api.workspace(root), SEED, root / "scan.pdf")
    return root


@pytest.fixture
def copy(published: Path, tmp_path: Path) -> Workspace:
    shutil.copytree(published, tmp_path / "w")
    return api.workspace(tmp_path / "w")


def releases(workspace: Workspace) -> Path:
    return workspace.content / SEED / "releases"


def found(workspace: Workspace, head: str | None = None) -> list[Finding]:
    return api.verify_log(workspace, SEED, head)


def codes(workspace: Workspace) -> set[str]:
    return {finding.code for finding in found(workspace)}


def lines(workspace: Workspace) -> list[bytes]:
    return (releases(workspace) / LEDGER).read_bytes().splitlines(keepends=True)


def test_what_nobody_touched_is_whole(copy: Workspace) -> None:
    assert found(copy) == []


def flip(file: Path, at: int, dice: random.Random) -> None:
    data = bytearray(file.read_bytes())
    data[at] = dice.choice([byte for byte in (data[at] ^ 1, data[at] ^ 0x20, 0, 10) if byte != data[at]])
    file.write_bytes(bytes(data))


def hold(workspace: Workspace, seed: int) -> None:
    """One byte changed, at a random place of a random file: found, and the file is named."""
    dice = random.Random(seed)
    files = sorted(path for path in releases(workspace).rglob("*")
                   if path.is_file() and not path.name.startswith(".") and path.stat().st_size)  # fmt: skip
    file = dice.choice([*files, *[releases(workspace) / LEDGER] * 5])
    kept = file.read_bytes()
    flip(file, dice.randrange(len(kept)), dice)
    named = {finding.where.file for finding in found(workspace)}
    file.write_bytes(kept)
    assert file.relative_to(workspace.root).as_posix() in named, (seed, file.name)


def test_any_one_changed_byte_is_found_and_its_file_named(copy: Workspace) -> None:
    for seed in range(QUICK):
        hold(copy, seed)


@pytest.mark.soak
def test_any_one_changed_byte_of_thousands_is_found(copy: Workspace) -> None:
    for seed in range(5_000):
        hold(copy, seed)


def test_every_byte_of_the_ledger_matters(copy: Workspace) -> None:
    file = releases(copy) / LEDGER
    kept = file.read_bytes()
    for at in range(0, len(kept), 29):
        flip(file, at, random.Random(at))
        assert found(copy), at
        file.write_bytes(kept)


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_a_line_taken_out_is_found(copy: Workspace, missing: int) -> None:
    kept = lines(copy)
    (releases(copy) / LEDGER).write_bytes(b"".join(kept[:missing] + kept[missing + 1 :]))
    assert "LED002" in codes(copy)


def test_lines_in_another_order_are_found(copy: Workspace) -> None:
    first, second, *rest = lines(copy)
    (releases(copy) / LEDGER).write_bytes(b"".join([second, first, *rest]))
    assert "LED002" in codes(copy)


def test_a_cut_tail_is_found_by_what_it_left_or_by_a_hash_that_was_printed(copy: Workspace) -> None:
    kept = lines(copy)
    head = json.loads(kept[2])["hash"]
    (releases(copy) / LEDGER).write_bytes(b"".join(kept[:2]))
    assert codes(copy) == {"LED006"}
    shutil.rmtree(releases(copy) / "3")
    shutil.rmtree(releases(copy) / "attached")
    assert codes(copy) == set()
    assert {finding.code for finding in found(copy, head)} == {"LED007"}
    assert found(copy, json.loads(kept[1])["hash"]) == []


def test_a_hash_too_short_to_prove_anything_proves_nothing(copy: Workspace) -> None:
    assert {finding.code for finding in found(copy, json.loads(lines(copy)[0])["hash"][:4])} == {"LED007"}


def test_a_line_sealed_anew_by_hand_breaks_the_chain(copy: Workspace) -> None:
    from dataclasses import replace

    from reportgen.release.ledger import read_ledger

    entries, _ = read_ledger((releases(copy) / LEDGER).read_bytes(), LEDGER)
    forged = replace(entries[1], reason="别的原因")
    forged = replace(forged, hash=forged.own_hash())
    (releases(copy) / LEDGER).write_bytes(b"".join(one.as_line() for one in [entries[0], forged, *entries[2:]]))
    assert "LED002" in codes(copy)


def test_files_gone_put_in_or_linked_are_found(copy: Workspace) -> None:
    (releases(copy) / "1/facts.json").unlink()
    (releases(copy) / "2/public/other.html").write_bytes(b"x")
    (releases(copy) / "3/profile.yaml").unlink()
    (releases(copy) / "3/profile.yaml").symlink_to(releases(copy) / "2/profile.yaml")
    assert [finding.code for finding in found(copy)] == ["LED004", "LED005", "LED004"]


def test_a_manifest_that_was_written_anew_is_found(copy: Workspace) -> None:
    manifest = releases(copy) / "1/manifest.json"
    manifest.write_bytes(manifest.read_bytes() + b"\n")
    assert codes(copy) == {"LED003"}
