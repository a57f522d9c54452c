"""Names that a column limit has cut are completed where just one whole name begins with them."""

from __future__ import annotations

import pytest

from reportgen.load.forms.completing import whole_names, with_whole_names
from tests.load.forms.samples import FUNDS, INDICATORS, form_of

CUT = "农村公路日常养护"


def completed(*known: tuple[str, str], rows: tuple[str, ...] = (CUT,)) -> tuple[list[str], list[str]]:
    """The names of a form's rows once completed, and the names that a finding tells."""
    lines = [INDICATORS[1].replace("养护里程", row) for row in rows]
    form = with_whole_names(form_of(*FUNDS, INDICATORS[0], *lines), whole_names("2023/交通局", known))
    told = [finding.message.values["name"] for finding in form.findings if finding.code == "IMP052"]
    return [row["level3"] for row in form.as_dict()["indicators"]], told


def test_a_cut_name_is_completed_and_told() -> None:
    whole = "农村公路日常养护里程"
    assert completed(("数量指标", whole), ("数量指标", "桥梁检测座数")) == ([whole], [whole])


@pytest.mark.parametrize(
    "known",
    [
        (("数量指标", "农村公路日常养护里程"), ("数量指标", "农村公路日常养护次数")),
        (("质量指标", "农村公路日常养护里程"),),
        (("数量指标", "农村公路日常养护里程"), ("数量指标", CUT)),
        (),
    ],
    ids=["two whole names", "another level", "the name itself is known", "nothing known"],
)
def test_what_is_not_certain_stays(known: tuple[tuple[str, str], ...]) -> None:
    assert completed(*known) == ([CUT], [])


def test_two_rows_that_claim_one_name_stay() -> None:
    rows = (CUT, CUT[:-1])
    assert completed(("数量指标", "农村公路日常养护里程"), rows=rows) == (list(rows), [])


def test_a_short_name_is_not_taken_for_a_cut_one() -> None:
    assert completed(("数量指标", "养护里程和次数"), rows=("养护里程",)) == (["养护里程"], [])
