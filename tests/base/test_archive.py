"""Archives: what is broken is refused by the one exception that readers know, however it is broken."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from reportgen.base.archive import ArchiveError, unpack


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


def test_the_parts_of_an_archive_are_read_by_name() -> None:
    assert unpack(archive(a=b"1", b=b"2" * 1000)) == {"a": b"1", "b": b"2" * 1000}


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_archive_is_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    whole = archive(first=chance.randbytes(300), second="文字".encode() * 200)
    refused = 0
    for _ in range(250):
        data = bytearray(whole)
        at = chance.randrange(len(data))
        data[at : at + chance.randrange(3)] = chance.randbytes(chance.randrange(1, 6))
        try:
            unpack(bytes(data))
        except ArchiveError:
            refused += 1
    assert refused > 200


def test_a_name_that_is_no_text_is_refused() -> None:
    data = archive(文=b"1").replace("文".encode(), b"\xff\xfe\xfd")
    with pytest.raises(ArchiveError):
        unpack(data)
