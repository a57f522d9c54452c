"""A form imported again: the file's changes go in, a person's stay, ids are for ever."""

from __future__ import annotations

import json
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from reportgen.load.evaluation import FILE_NAME, read_evaluation
from reportgen.load.profile import load_profile
from reportgen.load.updating import RECORD, Update, record_of, update_of

Files = dict[str, bytes]
HEAD = """schema: 1
profile: national-2020
form: {kind: project, stage: evaluation, department: 某局, project: 某项目, year: 2024, unit: 万元}
"""


def imported(*indicators: tuple[str, str], funds: str = "", goals: str = "", more: str = "", **texts: str) -> Files:
    """What an import of these indicators, by name and actual, gives."""
    lines = [
        f"  - id: q{place}\n    level1: 产出指标\n    level2: 数量指标\n    name: {name}\n"
        f"    target: ≥6次\n    actual: {actual}\n    weight: 4\n    score: 4\n    reason:\n"
        for place, (name, actual) in enumerate(indicators, start=1)
    ]
    listed = "indicators:\n" + "".join(lines) if lines else ""
    files = {FILE_NAME: (HEAD + funds + goals + listed + more).encode()}
    files |= {f"{name.replace('_', '-')}.md": text.encode() for name, text in texts.items()}
    return {**files, RECORD: record_of(files), "source/form.xlsx": b"bytes"}


def edited(files: Mapping[str, bytes], old: str, new: str, file: str = FILE_NAME) -> Files:
    assert files[file].count(old.encode()) == 1
    return {**files, file: files[file].replace(old.encode(), new.encode())}


def update(current: Mapping[str, bytes], new: Mapping[str, bytes]) -> Update:
    found = update_of(current, new, "2024/某局")
    read_evaluation(found.files[FILE_NAME], FILE_NAME, load_profile)
    return found


def paths(found: Update) -> list[str]:
    return [change.path for change in found.changes]


def text(found: Update, file: str = FILE_NAME) -> str:
    return found.files[file].decode()


def after(current: Mapping[str, bytes], found: Update) -> Files:
    return {**current, **found.files}


def test_the_same_file_changes_nothing() -> None:
    files = imported(("会议", "6次"), results="成效")
    found = update(files, files)
    assert (found.changes, found.findings, found.files[FILE_NAME]) == ((), (), files[FILE_NAME])


def test_one_figure_changes_one_place_and_every_other_byte_stays() -> None:
    files = imported(("会议", "6次"), ("培训", "8次"), more="# 人写的一行\nwaivers: []\n")
    found = update(files, imported(("会议", "6次"), ("培训", "9次")))
    assert paths(found) == ["indicators.q2.actual"]
    assert text(found) == files[FILE_NAME].decode().replace("8次", "9次")


def test_an_edit_by_hand_stays_where_the_file_says_what_it_said() -> None:
    mine = edited(imported(("会议", "6次")), "reason:", "reason: 线上会议计入")
    found = update(mine, imported(("会议", "7次")))
    assert paths(found) == ["indicators.q1.actual"]
    assert "reason: 线上会议计入" in text(found)
    assert "actual: 7次" in text(found)


def test_a_field_changed_on_both_sides_stays_as_the_person_left_it_and_is_told() -> None:
    mine = edited(imported(("会议", "6次")), "actual: 6次", "actual: 5次")
    found = update(mine, imported(("会议", "7次")))
    assert (paths(found), "actual: 5次" in text(found)) == ([], True)
    (told,) = found.findings
    assert (told.code, told.values["path"], told.values["new"]) == ("IMP130", "indicators.q1.actual", "7次")


def test_what_was_kept_once_is_not_told_again_when_the_file_does_not_change() -> None:
    mine = edited(imported(("会议", "6次")), "actual: 6次", "actual: 5次")
    once = after(mine, update(mine, imported(("会议", "7次"))))
    assert update(once, imported(("会议", "7次"))).findings == ()


def test_ids_follow_the_indicator_and_not_its_place() -> None:
    files = imported(("会议", "6次"), ("培训", "8次"))
    found = update(files, imported(("新增", "1次"), ("培训", "9次"), ("会议", "6次")))
    assert paths(found) == ["indicators.q3", "indicators.q2.actual"]
    read = read_evaluation(found.files[FILE_NAME], FILE_NAME, load_profile)
    assert [(one.id, one.name.text) for one in read.indicators] == [("q3", "新增"), ("q1", "会议"), ("q2", "培训")]


def test_an_id_that_went_is_never_given_again() -> None:
    files = imported(("会议", "6次"), ("培训", "8次"))
    gone = after(files, update(files, imported(("会议", "6次"))))
    assert "培训" not in gone[FILE_NAME].decode()
    found = update(gone, imported(("会议", "6次"), ("调研", "2次")))
    assert paths(found) == ["indicators.q3"]


def test_an_indicator_that_a_person_changed_does_not_go_with_the_file() -> None:
    mine = edited(imported(("会议", "6次"), ("培训", "8次")), "actual: 8次", "actual: 9次")
    found = update(mine, imported(("会议", "6次")))
    assert (paths(found), "培训" in text(found)) == ([], True)
    assert [finding.values["path"] for finding in found.findings] == ["indicators.q2"]


def test_an_indicator_that_a_person_added_or_took_out_stays_so() -> None:
    files = imported(("会议", "6次"), ("培训", "8次"))
    without = {**files, FILE_NAME: imported(("会议", "6次"))[FILE_NAME]}
    added = "  - id: q9\n    level1: 产出指标\n    level2: 数量指标\n    name: 手工\n"
    with_one = {**files, FILE_NAME: files[FILE_NAME] + added.encode()}
    new = imported(("会议", "7次"), ("培训", "8次"))
    assert (paths(update(without, new)), "培训" in text(update(without, new))) == (["indicators.q1.actual"], False)
    assert (paths(update(with_one, new)), "手工" in text(update(with_one, new))) == (["indicators.q1.actual"], True)


def test_waivers_and_comments_stay() -> None:
    waiver = "waivers:\n  - {code: IND003, fact: indicators.q1.actual, value: 6次, reason: 已核, by: 张弘}\n"
    mine = edited(imported(("会议", "6次"), more=waiver), "indicators:", "# 指标\nindicators:")
    found = update(mine, imported(("会议", "6次"), ("培训", "8次")))
    assert paths(found) == ["indicators.q2"]
    assert waiver in text(found)
    assert "# 指标\nindicators:" in text(found)


def test_records_in_one_line_change_in_place() -> None:
    old = 'funds:\n  - {id: total, label: 资金总额, adjusted: "10.00", executed: "9.00"}  # 核过\n'
    new = (
        'funds:\n  - {id: total, label: 资金总额, adjusted: "10.00", executed: "9.50"}\n'
        '  - {id: f2, label: 其他资金, executed: "0.50"}\n'
    )
    found = update(imported(funds=old), imported(funds=new))
    assert paths(found) == ["funds.total.executed", "funds.f1"]
    assert 'executed: "9.50"}  # 核过\n  - {id: f1, label: 其他资金, executed: "0.50"}\n' in text(found)


def test_what_the_file_prints_no_longer_goes_and_what_it_prints_anew_comes() -> None:
    old = imported(("会议", "6次"), more="conclusion: {grade: 优}\nstated: {totals.score: 97}\n")
    found = update(old, imported(("会议", "6次"), more="conclusion: {grade: 良}\n"))
    assert [(change.path, change.before, change.after) for change in found.changes] == [
        ("conclusion.grade", "优", "良"), ("stated.totals.score", "97", None),
    ]  # fmt: skip
    assert "stated: {}" in text(found)
    again = update(after(old, found), old)
    assert paths(again) == ["conclusion.grade", "stated.totals.score"]


def test_a_goal_reworded_keeps_its_id_and_its_completion() -> None:
    goals = "goals:\n  - {id: g1, text: 甲目标原文}\n  - {id: g2, text: 乙目标}\n"
    old = imported(goals=goals, completion="## g1\n\n甲成\n\n## g2\n\n乙成\n")
    swapped = imported(
        goals="goals:\n  - {id: g1, text: 乙目标}\n  - {id: g2, text: 甲目标原文改}\n",
        completion="## g1\n\n乙成\n\n## g2\n\n甲成\n",
    )
    found = update(old, swapped)
    assert paths(found)[0] == "goals.g1.text"
    assert text(found, "completion.md") == "## g2\n\n乙成\n\n## g1\n\n甲成\n"


def test_narrative_is_taken_kept_or_told_as_a_whole() -> None:
    old = imported(results="成效", experience="经验", next_steps="打算")
    mine = edited(edited(old, "经验", "经验，人改", "experience.md"), "打算", "打算，人改", "next-steps.md")
    found = update(mine, imported(results="新成效", experience="经验", next_steps="新打算"))
    assert paths(found) == ["results.md"]
    assert "experience.md" not in found.files
    assert [finding.values["path"] for finding in found.findings] == ["next-steps.md"]


def test_content_that_was_never_imported_is_never_overwritten() -> None:
    mine = {FILE_NAME: imported(("会议", "6次"))[FILE_NAME]}
    found = update(mine, imported(("会议", "7次"), ("培训", "8次")))
    assert paths(found) == ["indicators.q2"]
    assert [finding.values["path"] for finding in found.findings] == ["indicators.q1.actual"]


def test_the_record_holds_what_the_last_import_gave() -> None:
    files = imported(("会议", "6次"))
    found = update(files, imported(("会议", "7次")))
    kept = json.loads(found.files[RECORD])
    assert kept["facts"]["indicators"]["q1"]["actual"] == "7次"
    assert kept["last"]["q"] == 1


NAMES = st.lists(st.sampled_from("甲乙丙丁戊己"), unique=True, max_size=5)
ACTUALS = st.sampled_from(["1次", "2次", "有所提高：好", '"引号"', "#号", "- 杠", "100%"])


@given(NAMES.flatmap(lambda names: st.tuples(*(st.tuples(st.just(name), ACTUALS) for name in names))), st.data())
def test_without_edits_an_update_gives_what_the_new_file_says(
    old: tuple[tuple[str, str], ...], data: st.DataObject
) -> None:
    import yaml

    names = data.draw(NAMES)
    new = [(name, data.draw(ACTUALS)) for name in names]

    def files(rows: list[tuple[str, str]]) -> Files:
        return imported(*((name, json.dumps(actual, ensure_ascii=False)) for name, actual in rows))

    current = files(list(old))
    found = update_of(current, files(new), "r")
    merged = yaml.safe_load(found.files[FILE_NAME]).get("indicators") or []
    assert sorted((one["name"], one["actual"]) for one in merged) == sorted(new)
    known = dict(zip((name for name, _ in old), (f"q{place}" for place in range(1, 9)), strict=False))
    assert all(one["id"] == known[one["name"]] for one in merged if one["name"] in known)
    assert update_of(after(current, found), files(new), "r").changes == ()
    assert not any(one["id"] in known.values() for one in merged if one["name"] not in known)


def test_a_field_that_earlier_imports_did_not_read_is_added() -> None:
    files = imported(("会议", "6次"))
    new = edited(files, "project: 某项目,", "project: 某项目, supervisor: 某厅,")
    found = update(files, {**new, RECORD: record_of(new)})
    assert paths(found) == ["form.supervisor"]
    assert "supervisor: 某厅" in text(found)
