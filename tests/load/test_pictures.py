"""Pictures of narrative: what is printed, what is refused, and what of a file is left out."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import pytest

from reportgen.base.limits import MEGABYTE, PICTURE, limit
from reportgen.document.blocks import Image
from reportgen.load.narrative import NarrativeFiles, read_narrative_files
from reportgen.load.pictures import PictureError, image_of
from tests.dots import chunk, jpeg, png, segment


def read(folder: Path, text: str, **files: bytes) -> NarrativeFiles:
    (folder / "files").mkdir()
    (folder / "results.md").write_text(text, encoding="utf-8")
    for name, data in files.items():
        (folder / "files" / name.replace("_", ".")).write_bytes(data)
    return read_narrative_files(folder, "content/x")


def found(files: NarrativeFiles) -> list[tuple[str, str, int | None]]:
    return [(one.code, one.where.file, one.where.line) for one in files.findings]


@pytest.mark.parametrize(
    ("source", "data", "image"),
    [
        ("files/a.png", png(40, 30), Image("png", 40, 30, png(40, 30))),
        ("files/a.jpg", jpeg(), Image("jpeg", 8, 8, jpeg())),
        ("files/a.jpg", jpeg(frame=0xC2), Image("jpeg", 8, 8, jpeg(frame=0xC2))),
    ],
)
def test_a_picture_is_read_with_its_size(tmp_path: Path, source: str, data: bytes, image: Image) -> None:
    files = read(tmp_path, f"甲\n\n![图一]({source})\n", a_png=data, a_jpg=data)
    assert files.findings == []
    assert files.images == {source: image}
    assert files.read[source] == data


def test_a_name_may_be_chinese_and_hold_spaces(tmp_path: Path) -> None:
    files = read(tmp_path, "![图](<files/资金 图.png>)\n", **{"资金 图_png": png()})
    assert files.findings == [] and "files/资金 图.png" in files.read


@pytest.mark.parametrize(
    "source",
    [
        "https://example.org/a.png",
        "//example.org/a.png",
        "/etc/a.png",
        "../a.png",
        "files/../../a.png",
        "files/%2e%2e/%2e%2e/a.png",
        "files\\\\a.png",
        "C:/a.png",
        "files/missing.png",
        "files/a.gif",
        "files/a.svg",
        "files/text.png",
        "files/a.jpg",
        "files/out.png",
        "files",
        "",
    ],
)
def test_any_other_picture_is_refused_with_file_and_line(tmp_path: Path, source: str) -> None:
    folder = tmp_path / "report"
    folder.mkdir()
    (tmp_path / "a.png").write_bytes(png())
    (folder / "files").mkdir()
    (folder / "files/out.png").symlink_to(tmp_path / "a.png")
    (folder / "files/a.gif").write_bytes(b"GIF89a")
    (folder / "files/a.svg").write_bytes(b"<svg/>")
    (folder / "files/text.png").write_bytes(b"text")
    (folder / "files/a.jpg").write_bytes(png())
    (folder / "results.md").write_text(f"第一行\n\n![图]({source})\n", encoding="utf-8")
    files = read_narrative_files(folder, "content/x")
    assert found(files) == [("LOD055", "content/x/results.md", 3)]
    assert files.images == {} and str(tmp_path) not in str(files.findings[0].message)


def test_a_picture_without_words_is_a_finding_and_is_printed(tmp_path: Path) -> None:
    files = read(tmp_path, "甲\n![](files/a.png)\n", a_png=png())
    assert found(files) == [("LOD056", "content/x/results.md", 2)]
    assert list(files.images) == ["files/a.png"]


def test_a_figure_in_the_words_of_a_picture_is_refused(tmp_path: Path) -> None:
    files = read(tmp_path, "![共{{ totals.score }}分](files/a.png)\n", a_png=png())
    assert [code for code, _, _ in found(files)] == ["LOD057"]


def test_every_place_of_a_refused_picture_is_told(tmp_path: Path) -> None:
    files = read(tmp_path, "![图](files/b.png)\n\n![图](files/b.png)\n")
    assert [line for _, _, line in found(files)] == [1, 3]


def test_a_pipe_is_no_picture(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.png")
    (tmp_path / "results.md").write_text("![图](a.png)\n", encoding="utf-8")
    assert [one.code for one in read_narrative_files(tmp_path, "x").findings] == ["LOD055"]


def test_a_picture_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.png").open("wb") as file:
        file.truncate(limit(PICTURE) * MEGABYTE + 1)
    (tmp_path / "results.md").write_text("![图](a.png)\n", encoding="utf-8")
    assert [one.code for one in read_narrative_files(tmp_path, "x").findings] == ["LOD055"]


@pytest.mark.parametrize(("width", "height"), [(10_001, 1), (1, 10_001), (9_000, 9_000), (0, 1), (2**31, 2**31)])
def test_limits_are_held_from_the_header(width: int, height: int) -> None:
    head = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    with pytest.raises(PictureError, match="dots"):
        image_of(head, "png")
    if height < 2**16 and width < 2**16:
        with pytest.raises(PictureError, match="dots"):
            image_of(jpeg(width=width, height=height), "jpeg")


@pytest.mark.parametrize(("data", "kind"), [(png(), "png"), (jpeg(), "jpeg")])
def test_a_picture_cut_anywhere_is_damaged(data: bytes, kind: str) -> None:
    for end in range(len(data)):
        with pytest.raises(PictureError):
            image_of(data[:end], kind)


def test_a_flipped_byte_in_a_png_is_found() -> None:
    data = bytearray(png())
    data[60] ^= 1
    with pytest.raises(PictureError):
        image_of(bytes(data), "png")


def test_what_a_picture_tells_besides_its_dots_is_left_out() -> None:
    told = (chunk(b"tEXt", b"Author\0Zhang"), chunk(b"eXIf", b"MM\0*"), chunk(b"acTL", b"\0" * 8))
    assert image_of(png(40, 30, *told) + b"hidden", "png").data == png(40, 30)
    camera = (segment(0xE1, b"Exif\0\0" + exif(1)), segment(0xFE, b"by Zhang"), segment(0xED, b"Photoshop"))
    assert image_of(jpeg(*camera) + b"hidden", "jpeg").data == jpeg()


def exif(orientation: int, order: str = ">") -> bytes:
    mark = b"MM" if order == ">" else b"II"
    entry = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
    return mark + struct.pack(f"{order}HIH", 42, 8, 1) + entry + b"\0" * 4


@pytest.mark.parametrize("order", "<>")
def test_a_photograph_lying_on_its_side_is_refused(order: str) -> None:
    with pytest.raises(PictureError, match="upright"):
        image_of(jpeg(segment(0xE1, b"Exif\0\0" + exif(6, order))), "jpeg")
    assert image_of(jpeg(segment(0xE1, b"Exif\0\0" + exif(1, order))), "jpeg").width == 8
