"""Messages: every one can be read in Chinese, none loses a value, and the language is the one that was asked for."""

from __future__ import annotations

import gettext
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from reportgen.base.finding import Severity
from reportgen.base.language import language_of_environment
from reportgen.base.messages import Message, current_language, in_language, tr, use_language

TOOL = Path(__file__).resolve().parents[2] / "tools" / "messages.py"


class Untranslated(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        raise LookupError(message)


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages_tool", TOOL)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def chinese(tool: ModuleType) -> gettext.NullTranslations:
    """The compiled catalogue; a string it does not hold is a LookupError."""
    with tool.MO.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    catalogue.add_fallback(Untranslated())
    return catalogue


@pytest.fixture(scope="module")
def sources(tool: ModuleType) -> list[str]:
    """Every source string; that takes reading every module."""
    return list(tool.sources())


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    before = current_language()
    yield
    use_language(before)


def test_every_source_string_is_translated(sources: list[str], chinese: gettext.NullTranslations) -> None:
    missing = []
    for source in sources:
        try:
            assert chinese.gettext(source).strip() or not source.strip(), source
        except LookupError:
            missing.append(source)
    assert missing == []


def test_translations_have_the_places_of_their_sources(
    tool: ModuleType, sources: list[str], chinese: gettext.NullTranslations
) -> None:
    wrong = [text for text in sources if tool.places(text) != tool.places(chinese.gettext(text))]
    assert wrong == []


def test_the_tool_finds_nothing_and_compiles_the_same_bytes(tool: ModuleType) -> None:
    pytest.importorskip("babel")
    assert list(tool.faults()) == []
    assert tool.as_mo(tool.read_catalog()) == tool.as_mo(tool.read_catalog()) == tool.MO.read_bytes()


@pytest.mark.parametrize(
    "volatile", [b"POT-Creation-Date", b"PO-Revision-Date", b"Generated-By", b"Last-Translator", b".py:"]
)
def test_the_catalogue_says_nothing_of_one_run(tool: ModuleType, volatile: bytes) -> None:
    assert volatile not in tool.PO.read_bytes()
    assert volatile not in tool.MO.read_bytes()


@pytest.mark.parametrize(
    ("source", "translation", "expected"),
    [
        ("{a} of {b}", "{b}的{a}", None),
        ("{a} of {b}", "{b}的", "the places in braces differ: {a} of {b}"),
        ("{a}", "{a", "the places in braces differ: {a}"),
        ("{a:.1f} s", "{a} 秒", "the places in braces differ: {a:.1f} s"),
        ("write {{{{ id }}}}", "写作 {{{{ 编号 }}}}", None),
        ("a line", "", "untranslated: a line"),
    ],
)
def test_what_the_tool_says_of_one_message(
    tool: ModuleType, source: str, translation: str, expected: str | None
) -> None:
    catalog = pytest.importorskip("babel.messages.catalog")
    found = list(tool.audit_message(catalog.Message(source, translation)))
    assert found == ([] if expected is None else [expected])


def test_a_changed_source_keeps_its_translation_as_fuzzy_and_a_dropped_one_goes(tool: ModuleType) -> None:
    pytest.importorskip("babel")
    catalog = tool.empty()
    catalog.add("the total of the lines is wrong", "合计有误")
    catalog.add("xyz", "某")
    updated = tool.updated(catalog, {"the total of these lines is wrong": {"a.py"}})
    assert [(message.id, message.string, message.fuzzy) for message in updated if message.id] == [
        ("the total of these lines is wrong", "合计有误", True)
    ]
    assert list(tool.audit_catalog(updated, {"the total of these lines is wrong": {"a.py"}, "new": {"a.py"}})) == [
        "untranslated: new",
        "fuzzy: the total of these lines is wrong",
    ]
    assert next(iter(tool.audit_catalog(updated, {}))).startswith("obsolete: ")


def test_a_mark_around_anything_but_a_plain_string_is_told(tool: ModuleType) -> None:
    tree = tool.ast.parse('N_("a" "b")\nN_(f"{x}")\nN_(name)\ntr("c", d=1)\ntr(e)\n')
    assert list(tool.marked_strings(tree)) == ["ab", "c"]
    assert list(tool.unmarkable(tree)) == [2, 3]


def test_a_message_reads_in_both_languages() -> None:
    message = Message("{count} errors", {"count": 3})
    with in_language("en"):
        assert str(message) == "3 errors"
    with in_language("zh"):
        assert str(message) == "3个错误"


def test_a_message_in_a_message_reads_in_the_same_language() -> None:
    message = Message("a template may not hold {what}", {"what": Message("comments")})
    with in_language("en"):
        assert str(message) == "a template may not hold comments"
    with in_language("zh"):
        assert str(message) == "模板中不得含有批注"


@pytest.mark.parametrize(("language", "word"), [("zh", "错误"), ("en", "error")])
def test_a_severity_has_a_word(language: str, word: str) -> None:
    with in_language(language):
        assert tr(Severity.ERROR.value) == word


def test_a_string_nobody_translated_stays_as_it_is() -> None:
    with in_language("zh"):
        assert tr("no such string {a}", a=1) == "no such string 1"
        assert tr("") == ""


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, None),
        ({"REPORTGEN_LANG": "en", "LC_ALL": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8", "LANG": "en_US.UTF-8"}, "zh"),
        ({"LC_MESSAGES": "en_GB.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANG": "zh_TW"}, "zh"),
        ({"REPORTGEN_LANG": "ZH"}, "zh"),
        ({"REPORTGEN_LANG": "", "LC_ALL": "", "LANG": "en_US"}, "en"),
        ({"LC_ALL": "C.UTF-8", "LANG": "en_US.UTF-8"}, "en"),
        ({"LC_ALL": "POSIX", "LANG": "de_DE.UTF-8"}, None),
    ],
)
def test_which_language_the_environment_asks_for(environment: dict[str, str], language: str | None) -> None:
    assert language_of_environment(environment) == language


def test_in_language_puts_back_what_was_there() -> None:
    use_language("en")
    with in_language("zh"):
        assert current_language() == "zh"
        with in_language("en"):
            assert current_language() == "en"
        assert current_language() == "zh"
    assert current_language() == "en"


def test_in_language_puts_back_what_was_there_after_an_exception() -> None:
    use_language("en")
    with pytest.raises(ValueError, match="stop"), in_language("zh"):
        raise ValueError("stop")
    assert current_language() == "en"


def test_a_language_we_do_not_have_becomes_chinese() -> None:
    use_language("de")
    assert current_language() == "zh"
