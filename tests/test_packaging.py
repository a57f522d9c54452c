"""A package holds every form and its summary, its contents name the right pages, and it is read back in each format."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from reportgen.document.package import INSERTED, PAGE, PDF, WORD
from reportgen.load.workspace import find_workspace
from reportgen.packaging import Packager, verify_packages
from reportgen.readback.deep.office import as_prints
from tests.packages import DEPARTMENT, FIRST, SECOND, a_draft, a_package, a_workspace, accounts
from tests.readback.test_sabotage import in_word
from tests.run import reportgen

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def main_part(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def lines(data: bytes) -> list[str]:
    return ["".join(one.itertext(f"{W}t")) for one in main_part(data).iter(f"{W}p")]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_workspace(tmp_path_factory.mktemp("packages"))


def test_every_format_shows_every_fact_of_every_form(root: Path) -> None:
    built = a_package(root, "docx", "html", "pdf")
    assert list(built.files) == [WORD, PAGE, PDF]
    assert built.differences == []


def test_the_summary_says_the_fixed_wording_of_each_form(root: Path) -> None:
    said = lines(a_package(root, "docx").files[WORD])
    assert (
        "根据年初设定的绩效目标，部门整体支出绩效自评得分为99.6分。"
        "全年预算数为12.50万元，执行数为12.00万元，完成预算的96.00%。"
    ) in said
    assert (
        "根据年初设定的绩效目标，项目绩效自评得分为97.6分。全年预算数为12.50万元，执行数为12.00万元，完成预算的96.00%。"
        in said
    )
    assert "培训次数：雨季推迟, 少办一次" in said
    assert said.count("发现的主要问题及原因：自评表未填写。") == 2


def test_the_same_package_is_the_same_bytes(root: Path) -> None:
    assert a_package(root, "docx", "html").files == a_package(root, "docx", "html").files


def test_without_an_office_the_contents_have_links_and_no_numbers_and_it_is_said(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    built = a_package(root, "docx", laid_out=True)
    assert [finding.code for finding in built.notices] == ["PKG011"]
    assert built.differences == []
    document = main_part(built.files[WORD])
    assert [one.get(f"{W}anchor") for one in document.iter(f"{W}hyperlink")] == [f"_rgpart_{n}" for n in range(4)]
    assert "绩效自评综述" in lines(built.files[WORD])


def test_what_is_not_asked_for_is_not_there(tmp_path: Path) -> None:
    root = a_workspace(tmp_path, "schema: 1\ncontents: no\nsummary: no\ntitle: 附件\nparts: [second, first]\n")
    built = a_package(root, "docx", "html", "pdf", laid_out=True)
    assert built.differences == built.notices == []
    said = lines(built.files[WORD])
    assert said[0] == "附件"
    assert "绩效自评综述" not in said and "目　　录" not in said
    assert [line for line in said if line.startswith("附件")] == ["附件", "附件1", "附件2"]
    assert said.index("社会救助补助") < said.index("养老服务补助")


@pytest.mark.office
def test_the_contents_name_the_pages_that_the_forms_begin_on(tmp_path: Path) -> None:
    """The pages are found anew in a second print, by the words on them."""
    from pdfminer.high_level import extract_pages

    root = a_workspace(tmp_path)
    built = a_package(root, "docx", laid_out=True)
    assert built.differences == built.notices == []
    told = {}
    for paragraph in main_part(built.files[WORD]).iter(f"{W}p"):
        if (link := paragraph.find(f"{W}hyperlink")) is not None:
            told[link.get(f"{W}anchor")] = "".join(paragraph.itertext(f"{W}t"))
    (printed,) = as_prints({"one": built.files[WORD]}).values()
    found: dict[str, int] = {}
    for number, page in enumerate(extract_pages(io.BytesIO(printed)), start=1):
        shown = "".join(box.get_text() for box in page if hasattr(box, "get_text")).replace(" ", "")
        for part in (1, 2, 3):
            if f"附件{part}\n" in shown and number > 1:
                found.setdefault(f"_rgpart_{part}", number)
    assert {name: line[-len(str(found[name])) :] for name, line in told.items() if name in found} == {
        name: str(number) for name, number in found.items()
    }
    assert len(found) == 3


def test_the_document_asks_nobody_to_bring_its_fields_up_to_date(root: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(a_package(root, "docx").files[WORD])) as archive:
        assert b"updateFields" not in archive.read("word/settings.xml")
        assert b"w:dirty" not in archive.read("word/document.xml")


def test_verify_reads_packages_and_tells_of_a_changed_figure(tmp_path: Path) -> None:
    root = a_workspace(tmp_path, settings='profile = "guizhou-2024"\nformats = ["html"]\n')
    assert reportgen("-C", str(root), "build").code == 0
    workspace = find_workspace(root)
    assert verify_packages(workspace, [FIRST]) == []
    assert verify_packages(workspace, []) == []
    page = root / "build" / DEPARTMENT / PAGE
    page.write_text(page.read_text("utf-8").replace(">97.6<", ">99.9<"), "utf-8")
    found = verify_packages(workspace, [SECOND])
    assert {finding.code for finding in found} >= {"RBK002"}
    assert {finding.report for finding in found} == {SECOND}
    assert reportgen("-C", str(root), "verify", FIRST).code == 1
    page.unlink()
    assert [finding.code for finding in verify_packages(workspace, [FIRST])] == ["RBK006"]


@pytest.mark.office
def test_packages_are_verified_deeply_with_the_pages_that_their_contents_name(tmp_path: Path) -> None:
    root = a_workspace(tmp_path, settings='profile = "guizhou-2024"\nformats = ["docx"]\n')
    assert reportgen("-C", str(root), "build").code == 0
    workspace = find_workspace(root)
    word = root / "build" / DEPARTMENT / WORD
    kept = word.read_bytes()
    other_page = in_word(kept, lambda xml: re.sub(r"(PAGEREF _rgpart_1 .*?<w:t[^>]*>)\d+", r"\g<1>77", xml, count=1))
    word.write_bytes(in_word(other_page, lambda xml: xml.replace("得分为", "核定得分为", 1)))
    assert kept != other_page != word.read_bytes()
    assert {finding.code for finding in verify_packages(workspace, [FIRST], deep=True)} == {"RBK002", "RBK016"}


def test_forms_are_laid_into_the_file_of_the_bureau(tmp_path: Path) -> None:
    root = a_workspace(tmp_path, "schema: 1\ninto: {file: accounts.docx, heading: 第四部分}\n")
    (root / "content" / DEPARTMENT / "accounts.docx").write_bytes(accounts())
    built = a_package(root, "docx")
    assert list(built.files) == [WORD, INSERTED]
    assert built.differences == []
    said = lines(built.files[INSERTED])
    places = [said.index(line) for line in ("第三部分", "第四部分", "附件1", "附件3", "第四部分的说明。", "第五部分")]
    assert places == sorted(places)
    assert "目　　录" not in said


def test_a_draft_can_be_made_of_what_has_no_word_file(root: Path) -> None:
    made, draft = a_draft(root, "html")
    assert isinstance(made, Packager)
    assert draft.bound is None
    assert list(made.build(draft).files) == [PAGE]
