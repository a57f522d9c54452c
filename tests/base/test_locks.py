"""Locks: told where they cannot be made, and no cover for what happens under them."""

from __future__ import annotations

import pytest

from reportgen.base.errors import UsageError
from reportgen.base.locks import alone


def test_a_lock_that_cannot_be_made_is_told_with_its_path_and_reason(tmp_path):
    (tmp_path / "releases").write_text("a file")
    with pytest.raises(UsageError) as caught, alone(tmp_path / "releases" / ".lock"):
        pass
    assert str(tmp_path / "releases") in str(caught.value)


def test_a_fault_under_a_lock_stays_what_it_is(tmp_path):
    with pytest.raises(PermissionError), alone(tmp_path / ".lock"):
        raise PermissionError
