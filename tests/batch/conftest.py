from __future__ import annotations

from collections.abc import Iterator

import pytest

from reportgen.base.messages import in_language


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Messages are read in English here."""
    with in_language("en"):
        yield
