from __future__ import annotations

from reportgen.filters.ordinal import ORDINAL
from tests.builders import a_fact


def test_a_number_is_an_ordinal():
    assert ORDINAL(a_fact("12", "分")).text == "第十二"
