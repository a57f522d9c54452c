from __future__ import annotations

import pytest

from reportgen.filters.day import DAY
from reportgen.filters.filter import FilterError


@pytest.mark.parametrize("typed", ["2025-01-05", "20250105", "2025.1.5", "2025年1月5日"])
def test_every_way_to_type_a_date_is_printed_one_way(typed):
    assert DAY(typed) == "2025年1月5日"


@pytest.mark.parametrize("typed", ["2025-02-30", "昨天", ""])
def test_what_is_no_date_is_refused(typed):
    with pytest.raises(FilterError):
        DAY(typed)
