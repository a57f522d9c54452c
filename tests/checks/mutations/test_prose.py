"""Numbers in sentences against the form: how many wrong ones are found, and how many right ones are blamed."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
import yaml

from reportgen.checks.narrative.numerals import chinese_number, mentions
from reportgen.checks.rule import checks
from reportgen.checks.run import find_all
from reportgen.load.profile import profile_ids
from tests.builders import FORM
from tests.checks.mutations.clean import Made, clean
from tests.checks.mutations.prose import Sentence, sentences

RECALL, PRECISION = 0.95, 0.90
TRICKY = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text("utf-8"))


def blamed(made: Made, said: list[Sentence]) -> list[bool]:
    """Which of the sentences contradict the form, as the check sees it."""
    made = made.copy()
    made.sections["results"] = "\n\n".join(f"{sentence.text}。" for sentence in said)
    lines = {finding.where.line for finding in find_all(made.read(), [checks()["NUM001"]])}
    return [1 + 2 * place in lines for place in range(len(said))]


def measured(count: int) -> tuple[int, int, int, list[str]]:
    """Wrong sentences, those found, right ones that were blamed, and what was mistaken."""
    wrong = found = false = 0
    mistaken: list[str] = []
    for profile in profile_ids():
        random = Random(f"prose {profile}")
        for _ in range(count):
            made = clean(profile, random)
            said = list(sentences(made, random))
            for sentence, is_blamed in zip(said, blamed(made, said), strict=True):
                wrong += sentence.wrong
                found += sentence.wrong and is_blamed
                false += is_blamed and not sentence.wrong
                if is_blamed != sentence.wrong:
                    mistaken.append(f"{'missed' if sentence.wrong else 'blamed'}: {sentence.text}")
    return wrong, found, false, mistaken


def judge(wrong: int, found: int, false: int, mistaken: list[str]) -> None:
    assert found >= RECALL * wrong, (found, wrong, mistaken[:20])
    assert found >= PRECISION * (found + false), (found, false, mistaken[:20])


def test_generated_sentences():
    judge(*measured(3))


@pytest.mark.soak
def test_thousands_of_sentences(capsys):
    wrong, found, false, mistaken = measured(120)
    with capsys.disabled():
        print(f"\nwrong numbers: {wrong}, found: {found}; right ones blamed: {false}")
    judge(wrong, found, false, mistaken)


def a_form() -> Made:
    """The form that the sentences written by hand speak of."""
    form = yaml.safe_load(yaml.safe_dump(FORM | TRICKY["form"], allow_unicode=True))
    completion = "\n\n".join(f"## {goal['id']}\n\n全年任务已经落实。" for goal in form["goals"])
    return Made(form, {"completion": completion})


@pytest.mark.parametrize("text", TRICKY["wrong"])
def test_a_sentence_that_contradicts_the_form(text):
    assert blamed(a_form(), [Sentence(text, True)]) == [True]


@pytest.mark.parametrize("text", TRICKY["right"])
def test_a_sentence_that_does_not(text):
    assert blamed(a_form(), [Sentence(text, False)]) == [False]


@pytest.mark.parametrize("text", TRICKY["beyond"])
def test_a_sentence_whose_fault_only_a_person_sees(text):
    assert blamed(a_form(), [Sentence(text, True)]) == [False]


@pytest.mark.parametrize(
    ("text", "number"),
    [("三", 3), ("十", 10), ("十二", 12), ("二十", 20), ("一百零五", 105), ("三千二百", 3_200), ("两万", 20_000),
     ("六千零七十万", 60_700_000), ("一亿二千万", 120_000_000), ("二〇二四", 2024), ("12", 12)],
)  # fmt: skip
def test_chinese_numerals(text, number):
    assert chinese_number(text) == number


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [("支出6,070.45万元", "60704500", "元"), ("三点五亿元", "350000000", "元"), ("百分之九十八点五", "98.5", "%"),
     ("惠及2.3万人次", "23000", "人次"), ("五千三百户", "5300", "户"), ("98.5％", "98.5", "%"), ("3‰", "0.3", "%")],
)  # fmt: skip
def test_numbers_are_read_with_their_unit(text, value, unit):
    (mention,) = mentions(text)
    assert (str(mention.value.normalize() + 0), mention.unit) == (
        str(mention.value.__class__(value).normalize() + 0),
        unit,
    )


@pytest.mark.parametrize(
    "text",
    [
        "2024年",
        "10月1日",
        "第三",
        "十四五",
        "一是",
        "财预〔2020〕10号",
        "765元/月",
        "提高3.2个百分点",
        "三分之二",
        "增长5%",
        "“8+1”",
        "3个月",
    ],
)
def test_what_is_no_quantity_is_none(text):
    assert list(mentions(text)) == []
