"""The faults that are planted: one function a kind, which changes a clean report and says where the finding must be.

A function returns the fact of the finding, an empty text where any place will do, or None where the report has nothing
to plant it in.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any

from reportgen.model.measures import parse_measure
from reportgen.model.values import trimmed
from reportgen.model.wording import Wording
from tests.checks.mutations.clean import YEAR, Made

Plant = Callable[[Made, Random], str | None]
PLANTS: dict[str, list[Plant]] = {}


def plants(code: str) -> Callable[[Plant], Plant]:
    """Says which finding the planted fault must give."""

    def remember(plant: Plant) -> Plant:
        PLANTS.setdefault(code, []).append(plant)
        return plant

    return remember


def amount(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def grouped(value: Decimal, like: str) -> str:
    return f"{value:,.{len(like.partition('.')[2])}f}"


def scored(made: Made) -> list[dict[str, Any]]:
    """The rows with weight and score."""
    return [row for row in made.form["indicators"] if row.get("weight") and row.get("score")]


def any_row(made: Made, random: Random) -> dict[str, Any]:
    return random.choice(made.form["indicators"])


def quantities(made: Made) -> list[dict[str, Any]]:
    return [row for row in made.rows("数量") + made.rows("绩效指标") if parse_measure(row["target"]) is not None]


@plants("FND001")
def total_off(made: Made, random: Random) -> str:
    column = random.choice(("initial", "adjusted", "executed"))
    total = made.form["funds"][0]
    step = Decimal(random.choice((1, 10, 100, -1, -10))) / (1 if made.form["form"]["unit"] == "元" else 10)
    total[column] = grouped(amount(total[column]) + step, total[column])
    return f"funds.total.{column}"


@plants("FND003")
def spent_too_much(made: Made, random: Random) -> str:
    line = random.choice(made.form["funds"][1:])
    extra = amount(line["adjusted"]) * Decimal(random.randint(101, 140)) / 100 + 1
    line["executed"] = grouped(extra, line["executed"])
    return f"funds.{line['id']}.executed"


@plants("FND004")
def no_budget(made: Made, random: Random) -> str:
    line = random.choice(made.form["funds"][1:])
    line["adjusted"] = "0.00"
    return f"funds.{line['id']}.executed"


@plants("FND005")
def moved_without_reason(made: Made, random: Random) -> str | None:
    line = random.choice(made.form["funds"][1:])
    line["initial"] = grouped(
        amount(line["adjusted"]) * Decimal(random.choice((60, 70, 130, 150))) / 100, line["initial"]
    )
    line.pop("reason", None)
    return f"funds.{line['id']}.adjusted" if amount(line["initial"]) else None


@plants("FND006")
def low_rate(made: Made, random: Random) -> str:
    for line in made.form["funds"]:
        line["executed"] = grouped(amount(line["executed"]) * Decimal(random.randint(40, 80)) / 100, line["executed"])
    lines = made.form["funds"]
    lines[0].pop("reason", None)
    return "funds.total.rate"


@plants("FND008")
def blank_amount(made: Made, random: Random) -> str | None:
    line = random.choice(made.form["funds"][1:])
    column = random.choice(("initial", "adjusted", "executed"))
    line[column] = ""
    return f"funds.{line['id']}.{column}"


@plants("FND009")
def fewer_decimals(made: Made, random: Random) -> str:
    line = random.choice(made.form["funds"][1:])
    column = random.choice(("initial", "adjusted", "executed"))
    line[column] = line[column].partition(".")[0] + ".6"
    return f"funds.{line['id']}.{column}"


@plants("FND010")
def other_unit(made: Made, random: Random) -> str:
    line = random.choice(made.form["funds"][1:])
    line["adjusted"] = line["initial"] = "5,000,000.00"
    line["executed"] = "500.00"
    return f"funds.{line['id']}.executed"


@plants("FND012")
def minus_sign(made: Made, random: Random) -> str:
    line = random.choice(made.form["funds"][1:])
    column = random.choice(("initial", "adjusted", "executed"))
    line[column] = "-8,824.00"
    return f"funds.{line['id']}.{column}"


@plants("FND011")
def shorter_label(made: Made, random: Random) -> str | None:
    lines = made.form["funds"][1:]
    for line in lines:
        line["label"] = line["label"].removesuffix("项目").removesuffix("资金").removesuffix("拨款") + "资金"
    more = {"id": "more", "label": "专户资金", "initial": "0", "adjusted": "0", "executed": "0"}
    made.form["funds"].append(more)
    lines.append(more)
    odd = random.choice(lines)
    odd["label"] = odd["label"].removesuffix("资金") + "费"
    return f"funds.{odd['id']}.label"


@plants("FRM001")
def no_block(made: Made, random: Random) -> str:
    block = random.choice(("funds", "goals", "indicators"))
    made.form[block] = []
    if block == "goals":
        made.sections["completion"] = "已完成全部任务，效果良好。"
    made.form.pop("conclusion", None)
    made.sections["results"] = "各项工作有序推进。"
    return block


@plants("FRM002")
def no_project(made: Made, random: Random) -> str:
    made.form["form"] = {**made.form["form"], "kind": "project", "project": ""}
    return "form.project"


@plants("FRM003")
def unfilled(made: Made, random: Random) -> str:
    for row in made.form["indicators"]:
        row["actual"] = row["score"] = ""
    return "indicators"


@plants("FRM004")
def no_date(made: Made, random: Random) -> str | None:
    if "filed" not in made.rules.mandatory:
        return None
    made.form["form"]["filed"] = ""
    return "form.filed"


@plants("GOA001")
def goal_unanswered(made: Made, random: Random) -> str:
    id = random.choice(made.form["goals"])["id"]
    parts = made.sections["completion"].split("## ")
    made.sections["completion"] = "## ".join(part for part in parts if not part.startswith(id + "\n"))
    return f"goals.{id}"


@plants("GOA002")
def no_section(made: Made, random: Random) -> str:
    name = random.choice(("results", "experience", "next_steps"))
    made.sections[name] = ""
    return f"sections.{name}"


def completion(made: Made, random: Random, text: str) -> str:
    id = random.choice(made.form["goals"])["id"]
    parts = made.sections["completion"].split("## ")
    said = [f"{id}\n\n{text}\n\n" if part.startswith(id + "\n") else part for part in parts]
    made.sections["completion"] = "## ".join(said)
    return id


@plants("GOA003")
def goal_copied(made: Made, random: Random) -> str:
    goal = random.choice(made.form["goals"])
    goal["text"] = "进一步健全城乡养老服务体系，持续扩大普惠养老服务供给，稳步提升服务质量。"
    parts = made.sections["completion"].split("## ")
    said = [
        f"{goal['id']}\n\n{goal['text'].replace('，', '；')}\n\n" if part.startswith(goal["id"] + "\n") else part
        for part in parts
    ]
    made.sections["completion"] = "## ".join(said)
    return f"sections.completion.{goal['id']}"


@plants("GOA004")
def only_a_word(made: Made, random: Random) -> str:
    text = random.choice(("完成。", "已完成", "全部按期完成。", "项目资金已支出120.5万元。"))
    return f"sections.completion.{completion(made, random, text)}"


@plants("GOA005")
def no_problem(made: Made, random: Random) -> str:
    made.sections["experience"] = random.choice(("存在的问题：无。", "暂无", "没有问题。", "存在的主要问题及原因：无"))
    return "sections.experience"


@plants("GOA006")
def plans_of_any_year(made: Made, random: Random) -> str | None:
    row = next(iter(scored(made)), None)
    if row is None:
        return None
    for other in scored(made):
        other["score"] = other["weight"]
        other.pop("reason", None)
    row |= {"score": "0.5" if Decimal(row["weight"]) > 1 else "0", "reason": "天气原因。"}
    made.sections["experience"] = made.sections["next_steps"] = "提高政治站位，谋划新篇章。"
    return "sections.next_steps"


@plants("GRD001")
def wrong_grade(made: Made, random: Random) -> str | None:
    if not made.rules.grades:
        return None
    stated = made.form.get("conclusion", {}).get("grade", "优")
    made.form["conclusion"] = {"grade": random.choice([grade for grade in ("优秀", "中", "差") if grade != stated])}
    return "conclusion.grade"


@plants("IND001")
def lost_without_reason(made: Made, random: Random) -> str | None:
    row = next((row for row in scored(made) if Decimal(row["weight"]) > 1), None)
    if row is None:
        return None
    row["score"] = trimmed(Decimal(row["weight"]) - 1, 1)
    row["reason"] = random.choice(("", "无", "—"))
    return f"indicators.{row['id']}.score"


@plants("IND002")
def far_above(made: Made, random: Random) -> str | None:
    rows = quantities(made)
    if not rows:
        return None
    row = random.choice(rows)
    target = parse_measure(row["target"])
    assert target is not None
    row["actual"] = f"{trimmed(target.value * Decimal(random.choice(('1.4', '2', '3.67'))) + 1, 0)}{target.unit}"
    if "score" in row:
        row["score"] = row.get("weight", row["score"])
    return f"indicators.{row['id']}.actual"


@plants("IND003")
def no_evidence(made: Made, random: Random) -> str | None:
    row = next((row for row in scored(made)), None)
    if row is None:
        return None
    row["score"] = row["weight"]
    row[random.choice(("target", "actual"))] = random.choice(("", "—", "/"))
    return f"indicators.{row['id']}.score"


@plants("IND004")
def no_points(made: Made, random: Random) -> str | None:
    if not made.rules.points:
        return None
    row, field = any_row(made, random), random.choice(made.rules.points)
    row[field] = ""
    return f"indicators.{row['id']}.{field}"


@plants("IND005")
def no_measure(made: Made, random: Random) -> str | None:
    row = next((row for row in scored(made) if Decimal(row["weight"]) > 1), None)
    if row is None:
        return None
    row["score"] = trimmed(Decimal(row["weight"]) - 1, 1)
    row["reason"] = random.choice(("上级追加人员经费", "雨季偏长。", "参训人员临时请假", "财政资金到位晚。"))
    return f"indicators.{row['id']}.reason"


@plants("IND006")
def wrong_way(made: Made, random: Random) -> str | None:
    rows = made.rows("成本") + made.rows("满意")
    if not rows:
        return None
    row = random.choice(rows)
    if "成本" in row["level2"]:
        row["name"] = "单个站点建设成本"
    row["target"] = ("≥" if "成本" in row["level2"] else "≤") + row["target"].lstrip("≥≤")
    return f"indicators.{row['id']}.target"


@plants("IND006")
def wrong_way_of_counts(made: Made, random: Random) -> str | None:
    rows = made.rows("数量")
    if not rows:
        return None
    row = random.choice(rows)
    row |= {"name": "改造农村互助养老点", "target": "≤12个", "actual": "12个"}
    return f"indicators.{row['id']}.target"


@plants("IND007")
def actual_copied(made: Made, random: Random) -> str:
    row = random.choice(made.rows("满意") or made.form["indicators"])
    row["actual"] = row["target"] = random.choice(("≥90%", "不低于95%"))
    return f"indicators.{row['id']}.actual"


@plants("IND008")
def words_for_a_number(made: Made, random: Random) -> str:
    row = random.choice(made.rows("满意") or made.rows("绩效指标"))
    row |= {"target": "≥90%", "actual": random.choice(("完成", "达成预期指标", "满意", "良好"))}
    return f"indicators.{row['id']}.actual"


@plants("IND009")
def points_for_values(made: Made, random: Random) -> str | None:
    rows = scored(made)
    if len(rows) < 3:
        return None
    for row in rows:
        row["target"] = row["actual"] = row["weight"]
    return f"indicators.{rows[0]['id']}.target"


@plants("IND010")
def unit_lost(made: Made, random: Random) -> str | None:
    rows = made.rows("质量") + made.rows("满意")
    if not rows:
        return None
    row = random.choice(rows)
    row["target"] = row["target"].rstrip("%")
    row["actual"] = row["actual"].rstrip("%")
    return f"indicators.{row['id']}.target"


@plants("IND011")
def target_in_the_name(made: Made, random: Random) -> str:
    row = random.choice(made.rows("数量") or made.form["indicators"])
    row["name"] = random.choice(("建设县乡公路32.1公里", "改造幸福院24个", "培训护理员300人次"))
    row["target"] = ""
    return f"indicators.{row['id']}.name"


@plants("IND012")
def wrong_class(made: Made, random: Random) -> str | None:
    rows = made.rows("数量")
    if not rows:
        return None
    row = random.choice(rows)
    row["name"] = random.choice(("培训成本控制情况", "服务对象满意度", "资金拨付及时率"))
    return f"indicators.{row['id']}.level2"


@plants("IND013")
def budget_as_target(made: Made, random: Random) -> str | None:
    rows = made.rows("成本")
    if not rows:
        return None
    row, line = random.choice(rows), random.choice(made.form["funds"])
    unit = made.form["form"]["unit"]
    row |= {
        "name": f"{line['label']}支出",
        "target": f"≤{line['initial']}{unit}",
        "actual": f"{line['executed']}{unit}",
    }
    return f"indicators.{row['id']}.target"


@plants("IND015")
def nothing_explained(made: Made, random: Random) -> str | None:
    rows = [row for row in scored(made) if Decimal(row["weight"]) > 1]
    if not rows:
        return None
    row = random.choice(rows)
    row["score"] = trimmed(Decimal(row["weight"]) - 1, 1)
    row["reason"] = random.choice(("属于动态管理。", "客观原因。", "未完成", "根据实际情况确定。"))
    return f"indicators.{row['id']}.reason"


@plants("IND016")
def survey_on_target(made: Made, random: Random) -> str | None:
    rows = made.rows("满意")
    if not rows:
        return None
    rows[0] |= {"name": "群众满意度", "target": "≥92%", "actual": "92%"}
    return f"indicators.{rows[0]['id']}.actual"


@plants("NAM001")
def names_cut(made: Made, random: Random) -> str | None:
    rows = made.form["indicators"]
    if len(rows) < 4 or made.rules.name_limit not in {None, 14}:
        return None
    for row, name in zip(
        rows[:4],
        (
            "支持智慧化养老服务平台购买服",
            "完成县委县政府及上级安排的具",
            "各类社会救助对象生活补助兑付",
            "支持未成年人保护机构召开联席",
        ),
        strict=True,
    ):
        row["name"] = name
    return f"indicators.{rows[0]['id']}.name"


@plants("NAM002")
def label_cut(made: Made, random: Random) -> str | None:
    rows = [row for row in made.form["indicators"] if row["level2"].endswith("指标") and row["level2"] != "绩效指标"]
    if not rows:
        return None
    row = random.choice(rows)
    row["level2"] = row["level2"][:-1]
    return f"indicators.{row['id']}.level2"


@plants("SCO002")
def over_weight(made: Made, random: Random) -> str | None:
    rows = scored(made)
    if not rows:
        return None
    row = random.choice(rows)
    row["score"] = trimmed(Decimal(row["weight"]) + 1, 1)
    return f"indicators.{row['id']}.score"


@plants("SCO003")
def score_inflated(made: Made, random: Random) -> str | None:
    rows = [
        row for row in quantities(made) if row in scored(made) and "≥" in row["target"] and "万" not in row["target"]
    ]
    rows = [row for row in rows if Decimal(row["weight"]) >= 3]
    if not rows:
        return None
    row = random.choice(rows)
    target = parse_measure(row["target"])
    assert target is not None
    row |= {
        "actual": f"{max(0, int(target.value * random.randint(40, 85) / 100))}{target.unit}",
        "score": row["weight"],
    }
    return f"indicators.{row['id']}.score"


@plants("SCO004")
def tier_inflated(made: Made, random: Random) -> str | None:
    rows = [row for row in scored(made) if row["level2"].endswith(("效益指标", "影响指标"))]
    if not rows:
        return None
    row = random.choice(rows)
    row["actual"] = random.choice(("部分达成预期指标并具有一定效果", "未达成预期指标且效果较差"))
    row["score"] = row["weight"]
    return f"indicators.{row['id']}.score"


@plants("SCO004")
def late_with_all_points(made: Made, random: Random) -> str | None:
    rows = [row for row in made.rows("时效") if row in scored(made)]
    if not rows:
        return None
    row = random.choice(rows)
    row |= {
        "target": "10月底前",
        "actual": random.choice(("11月", f"{YEAR}年12月", "12月20日")),
        "score": row["weight"],
    }
    return f"indicators.{row['id']}.score"


@plants("TOT001")
def weights_off(made: Made, random: Random) -> str | None:
    rows = scored(made)
    if not rows:
        return None
    row = random.choice(rows)
    row["weight"] = trimmed(Decimal(row["weight"]) + random.choice((1, 2, 5)), 1)
    return "totals.weight"


@plants("TOT002")
def total_stated_otherwise(made: Made, random: Random) -> str | None:
    if not made.rules.points:
        return None
    made.form["stated"] = {"totals.score": "57.3"}
    return "totals.score"


@plants("TOT003")
def two_bases(made: Made, random: Random) -> str | None:
    if "weight" not in made.rules.points or not made.rules.execution.weight:
        return None
    made.form["stated"] = {"totals.weight": trimmed(made.rules.total_basis - made.rules.execution.weight, 0)}
    return "totals.weight"


@plants("WGT001")
def level_off(made: Made, random: Random) -> str | None:
    levels = {level.label: level for level in made.rules.level1 if level.weight is not None}
    rows = [row for row in scored(made) if row["level1"] in levels]
    if not rows:
        return None
    row = random.choice(rows)
    row["weight"] = trimmed(Decimal(row["weight"]) + 3, 1)
    return f"levels.{levels[row['level1']].id}.weight"


@plants("WGT002")
def level_gone(made: Made, random: Random) -> str | None:
    free = [level for level in made.rules.level1 if level.weight is None]
    if not free:
        return None
    level = random.choice(free)
    made.form["indicators"] = [row for row in made.form["indicators"] if row["level1"] != level.label]
    return f"levels.{level.id}"


@plants("IND017")
def rate_in_people(made: Made, random: Random) -> str:
    row = any_row(made, random)
    row |= {"name": "家庭医生签约率", "target": "2400人", "actual": "2500人"}
    return f"indicators.{row['id']}.target"


@plants("IND018")
def more_than_all(made: Made, random: Random) -> str:
    row = any_row(made, random)
    row |= {"name": "台账覆盖率", "target": "≥100%", "actual": "100%"}
    return f"indicators.{row['id']}.target"


def add(made: Made, section: str, text: str) -> str:
    made.sections[section] += f"\n\n{text}"
    return f"sections.{section}"


def one_of(code: str, *texts: str) -> None:
    """A fault of text: one of some paragraphs is added to the results."""

    def plant(made: Made, random: Random) -> str:
        return add(made, "experience", random.choice(texts))

    plants(code)(plant)


one_of("TXT001", "<p>服务水平提升。</p>".replace("<", "\\<"), "资金&amp;nbsp;使用规范。")
one_of("TXT002", "（100字以内）", "XX项目已经完成。", "请填写主要成效", "按填报说明完成。")
one_of("TXT003", "推进养老服务体系建设和养老服务体系建设。", "加强队伍建设与队伍建设工作。")
one_of("TXT004", "主要包括包括三个方面。", "全面加强加强监管。", "资金使用管理资金使用管理规范。")
one_of("TXT005", "三是提升服务能力。四是强化监管。", "一是建站点。三是育人才。", "二、服务更优\n\n三、监管更严")
one_of("TXT006", "全县新建站点十四个，", "强化基层服务站点以及", "建成护理型床位（")
one_of("TXT007", "印发《养老服务管理办法的通知。", "建成幸福院（含互助点十四个。")
one_of("TXT008", "按照财预[2020]10号办理。".replace("[", "\\["), "依据财绩发（2020）3号执行。")
one_of("TXT009", "服务水平提升,群众满意。", "制度健全;责任明确。")
one_of("TXT011", "通过全年努力，全县养老服务网络更加健全，困难群众基本生活得到有力保障，社会各界反映良好")
one_of("TXT012", "服务\u200b水平提升。", "服务水平\u00ad提升。", "服务水平提升\ufeff。")
one_of("DAT001", "截至10月，已发放补助。", "截至2023年底，建成站点。", "截止6月底，完成过半。")
one_of("DAT003", "2023年度部门绩效自评得分较高。", "2022年度项目绩效目标完成较好。")
one_of("GOA005", "存在的问题：无。", "主要问题及改进措施：暂无")
one_of("PER001", "联系电话13912345678。", "受助人11010519491231002X。", "咨询请拨138 0013 8000。")


@plants("TXT010")
def not_us(made: Made, random: Random) -> str:
    own = made.form["form"]["department"]
    word = "我乡" if "乡" not in own else "我镇"
    return add(made, "results", f"{random.choice((word, '我委', '我院'))}认真落实各项任务。")


@plants("WRD001")
def avoided(made: Made, random: Random) -> str:
    made.wordings = (Wording("农民工", "进城务工人员"),)
    return add(made, "results", "帮助农民工返乡就业。")


@plants("PER002")
def name_told(made: Made, random: Random) -> str:
    from dataclasses import replace

    made.profile = replace(made.rules, print_contact=False)
    made.form["form"]["contact"] = "赵小五"
    return add(made, "results", "填报人赵小五。")


@plants("DAT002")
def filed_early(made: Made, random: Random) -> str:
    made.form["form"]["filed"] = random.choice((f"{YEAR}-10-08", "2029-01-15"))
    return "form.filed"


@plants("DAT003")
def date_of_last_year(made: Made, random: Random) -> str | None:
    rows = made.rows("时效")
    if not rows:
        return None
    rows[0] |= {"target": f"{YEAR - 1}年12月底前", "actual": f"{YEAR - 1}年11月"}
    return f"indicators.{rows[0]['id']}.actual"


@plants("DAT004")
def bare_date(made: Made, random: Random) -> str:
    made.form["form"]["filed"] = "20250115"
    return "form.filed"


@plants("LNG001")
def another_language(made: Made, random: Random) -> str:
    made.sections["experience"] = (
        "The programme was carried out on time and every service point was inspected twice during the year."
    )
    return "sections.experience"


def approved(made: Made) -> None:
    """The report as its own approved target form."""
    form = made.copy()
    form.form["form"] |= {"stage": "targets"}
    made.approved = form


@plants("TGT001")
def target_lowered(made: Made, random: Random) -> str:
    approved(made)
    row = random.choice(made.rows("满意") or made.form["indicators"])
    row["target"] = "≥70%"
    return f"indicators.{row['id']}.target"


@plants("TGT002")
def row_dropped(made: Made, random: Random) -> str:
    approved(made)
    row = made.form["indicators"].pop(random.randrange(len(made.form["indicators"])))
    return f"indicators.{row['id']}"


@plants("TGT003")
def budget_restated(made: Made, random: Random) -> str:
    approved(made)
    line = random.choice(made.form["funds"][1:])
    line["initial"] = grouped(amount(line["initial"]) + Decimal("1.5"), line["initial"])
    return f"funds.{line['id']}.initial"


@plants("TGT004")
def goal_reworded(made: Made, random: Random) -> str:
    approved(made)
    goal = random.choice(made.form["goals"])
    goal["text"] = "做好其他工作。"
    return f"goals.{goal['id']}"


PARAGRAPH = "项目实施以来，持续完善县乡村三级服务网络，全年服务群众{n}人次，群众的获得感和幸福感不断增强。"


@plants("REL001")
def words_of_another(made: Made, random: Random) -> str:
    other = made.copy()
    add(other, "results", PARAGRAPH.format(n=3200))
    made.others = (other,)
    return add(made, "results", PARAGRAPH.format(n=5100))


@plants("REL002")
def twice(made: Made, random: Random) -> str:
    made.others = (made.copy(),)
    return "form.project" if made.form["form"].get("project") else "form.department"


@plants("REL003")
def parts_over_whole(made: Made, random: Random) -> str:
    made.form["form"] = {**made.form["form"], "kind": "department"}
    made.form["form"].pop("project", None)
    others = (made.copy(), made.copy())
    for number, other in enumerate(others):
        other.form["form"] |= {"kind": "project", "project": f"项目{number}"}
    made.others = others
    return "funds.total.executed"


@plants("YRS001")
def words_of_last_year(made: Made, random: Random) -> str:
    last = made.copy()
    add(last, "results", PARAGRAPH.format(n=3200))
    made.previous = last
    return add(made, "results", PARAGRAPH.format(n=3200))


@plants("YRS002")
def figures_of_last_year(made: Made, random: Random) -> str:
    made.previous = made.copy()
    return "funds.total.executed"


@plants("YRS003")
def target_below(made: Made, random: Random) -> str | None:
    rows = [row for row in quantities(made) if row["target"].startswith(("≥", "不少于"))]
    if not rows:
        return None
    last = made.copy()
    row = random.choice(rows)
    target = parse_measure(row["target"])
    assert target is not None
    for other in last.form["indicators"]:
        if other["id"] == row["id"]:
            other["actual"] = f"{trimmed(target.value * 2, 0)}{target.unit}"
    made.previous = last
    return f"indicators.{row['id']}.target"


@plants("NUM001")
def number_off(made: Made, random: Random) -> str:
    total = amount(made.form["funds"][0]["executed"])
    wrong = (total / 10_000 if made.form["form"]["unit"] == "元" else total) * Decimal("1.1") + Decimal("0.37")
    return add(
        made,
        "results",
        random.choice(("全年执行数为{}万元。", "资金实际支出{}万元。", "全年累计支出{}万元。")).format(f"{wrong:.2f}"),
    )


@plants("NUM002")
def number_typed(made: Made, random: Random) -> str:
    total = amount(made.form["funds"][0]["executed"])
    right = total / 10_000 if made.form["form"]["unit"] == "元" else total
    return add(made, "results", f"全年执行数为{right:.2f}万元。")


@plants("FND007")
def budget_cut(made: Made, random: Random) -> str:
    for line in made.form["funds"]:
        line["initial"], line["adjusted"] = grouped(amount(line["adjusted"]) + 7, line["initial"]), line["executed"]
    return "funds.total.adjusted"


@plants("FND013")
def reason_for_the_record(made: Made, random: Random) -> str:
    line = random.choice(made.form["funds"])
    line["reason"] = "年中按批复调剂，余款跨年结算。"
    return f"funds.{line['id']}.reason"


@plants("IND014")
def all_points(made: Made, random: Random) -> str | None:
    rows = scored(made)
    if not rows:
        return None
    for row in rows:
        row["score"] = row["weight"]
    for line in made.form["funds"]:
        line["initial"] = line["adjusted"] = line["executed"]
    return "totals.score"


@plants("WAI001")
def waiver_of_nothing(made: Made, random: Random) -> str:
    made.form["waivers"] = [
        {"code": "IND001", "fact": "indicators.i1.score", "value": "3", "reason": "核实", "by": "王一"}
    ]
    return "indicators.i1.score"


@plants("WAI002")
def waiver_not_allowed(made: Made, random: Random) -> str:
    made.form["waivers"] = [
        {"code": "FND001", "fact": "funds.total.executed", "value": "3", "reason": "核实", "by": "王一"}
    ]
    return "funds.total.executed"
