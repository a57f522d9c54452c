"""A file that is cut off, altered or of another kind is told as it is read; nothing is raised, on either road."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator

import pikepdf
import pytest

from reportgen.readback.deep.run import BuiltFiles, find_deep, page_text
from reportgen.readback.deep.word import UnreadableError, refuse_unsafe, see_in_office, see_with_mammoth
from reportgen.readback.expected import Expected
from reportgen.readback.reader import read_back
from tests.readback.deep.reports import built, workspace_of

NAMES = ("report.docx", "report.xlsx", "report.pdf", "report.html", "report.json", "funds.csv")
FAST, DEEP = 60, 6


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> BuiltFiles:
    return built(workspace_of(tmp_path_factory.mktemp("damaged"), ("short",)), "2024/short")


@pytest.fixture(scope="module")
def expected(report: BuiltFiles) -> Expected:
    return report.source.expected


def damaged(data: bytes, chance: random.Random) -> bytes:
    """`data` with a few bytes of another value, left out or put in."""
    changed = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 5, 20])):
        at = chance.randrange(len(changed))
        kind = chance.randrange(3)
        if kind == 0:
            changed[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del changed[at : at + chance.randrange(1, 30)]
        else:
            changed[at:at] = chance.randbytes(chance.randrange(1, 8))
    return bytes(changed)


def repacked(data: bytes, chance: random.Random) -> bytes:
    """A package of which one part is damaged or missing, though it is a sound archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        victim = chance.choice(old.namelist())
        for name in old.namelist():
            if name != victim:
                new.writestr(name, old.read(name))
            elif chance.randrange(4):
                new.writestr(name, damaged(old.read(name), chance))
    return out.getvalue()


def versions(name: str, data: bytes, count: int) -> Iterator[bytes]:
    chance = random.Random(name)
    yield from (b"", b"nothing", data[: len(data) // 2], data[: len(data) - 40])
    for number in range(count):
        packed = number % 2 and name.endswith(("docx", "xlsx"))
        yield repacked(data, chance) if packed else damaged(data, chance)


@pytest.mark.parametrize("name", NAMES)
def test_the_fast_road_tells_of_a_damaged_file(name: str, report: BuiltFiles, expected: Expected) -> None:
    for data in versions(name, report.files[name], FAST):
        read_back({name: data}, "x", expected)
    assert read_back({name: b""}, "x", expected)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "report.docx"])
def test_the_long_road_tells_of_a_damaged_file(name: str, report: BuiltFiles) -> None:
    for data in versions(name, report.files[name], DEEP if name == "report.pdf" else FAST):
        find_deep([BuiltFiles(report.source, "x", {name: data})])
    assert find_deep([BuiltFiles(report.source, "x", {name: b""})])


def test_a_damaged_word_file_is_refused_or_read_by_the_long_road(report: BuiltFiles) -> None:
    refused = 0
    for data in versions("report.docx", report.files["report.docx"], FAST):
        try:
            refuse_unsafe(data)
            see_with_mammoth(data, "x")
            see_in_office("", "x", data)
        except UnreadableError:
            refused += 1
    assert refused > FAST // 2


def test_a_word_file_without_its_document_is_told(report: BuiltFiles, expected: Expected) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(report.files["report.docx"])) as old, zipfile.ZipFile(out, "w") as new:
        for name in set(old.namelist()) - {"word/document.xml"}:
            new.writestr(name, old.read(name))
    assert [one.code for one in read_back({"report.docx": out.getvalue()}, "x", expected)] == ["RBK005"]


@pytest.mark.parametrize(
    "text", ["[" * 200_000, '{"facts": [{"id": [], "value": 1, "text": 1}], "sections": []}', "[1]"]
)
def test_json_of_another_shape_is_told(text: str, expected: Expected) -> None:
    assert read_back({"report.json": text.encode()}, "x", expected)


@pytest.mark.parametrize(
    "attributes",
    [
        'Type="{office}/image" Target="http://example.org/a.png" TargetMode="External"',
        "Type='{office}/image' Target='http://example.org/a.png' TargetMode='External'",
        'Type="{office}/image" Target="http://example.org/hyperlink" TargetMode="&#69;xternal"',
    ],
)
@pytest.mark.parametrize("prefix", ["", "p:"])
def test_a_package_that_fetches_something_is_refused_however_it_is_spelled(prefix: str, attributes: str) -> None:
    kept = "http://schemas.openxmlformats.org/package/2006/relationships"
    name = f"{prefix}Relationships"
    space = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    one = attributes.format(office="http://schemas.openxmlformats.org/officeDocument/2006/relationships")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "word/_rels/document.xml.rels", f'<{name} {space}="{kept}"><{prefix}Relationship Id="a" {one}/></{name}>'
        )
    with pytest.raises(UnreadableError, match="an outside source: http"):
        refuse_unsafe(out.getvalue())


@pytest.mark.parametrize("charset", ["undefined", "idna", "hex", "no-such"])
def test_a_page_in_a_character_set_that_is_none_is_read_all_the_same(charset: str) -> None:
    assert "执行数" in page_text(f'<meta charset="{charset}">执行数'.encode())


def endless_tags(pdf: pikepdf.Pdf) -> None:
    """Each of 60 elements holds the next one twice."""
    inner = pdf.Root.StructTreeRoot.K
    for _ in range(60):
        kids = pikepdf.Array([pdf.make_indirect(inner), pdf.make_indirect(inner)])
        inner = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Div, K=kids))
    pdf.Root.StructTreeRoot.K = inner


def tags_in_themselves(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root.StructTreeRoot
    root.K = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Table, K=pikepdf.Array([])))
    root.K.K = pikepdf.Array([root.K, root.K])


def names_in_themselves(pdf: pikepdf.Pdf) -> None:
    names = pdf.make_indirect(pdf.Root.Names.EmbeddedFiles)
    pdf.Root.Names.EmbeddedFiles = names
    names.Kids = pikepdf.Array([names])


@pytest.mark.parametrize("edit", [endless_tags, tags_in_themselves, names_in_themselves])
def test_a_pdf_that_never_ends_is_given_up(
    edit: Callable[[pikepdf.Pdf], None], report: BuiltFiles, expected: Expected
) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(report.files["report.pdf"])) as pdf:
        edit(pdf)
        pdf.save(out)
    files = {"report.pdf": out.getvalue()}
    read_back(files, "x", expected)
    assert [one.code for one in find_deep([BuiltFiles(report.source, "x", files)])] == ["RBK005"]
