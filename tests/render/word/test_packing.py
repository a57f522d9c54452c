"""The file is a zip that every program reads, the same bytes for the same parts."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from reportgen.render.word.packing import Base, member, pack

NAMES = st.text("abc/.xml甲", min_size=1, max_size=12)


@given(st.dictionaries(NAMES, st.binary(max_size=3_000), max_size=6))
def test_every_part_is_read_back(parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(pack(parts))) as read:
        assert read.testzip() is None
        assert {name: read.read(name) for name in read.namelist()} == parts


def test_the_types_come_first_and_nothing_tells_when_or_where() -> None:
    data = pack({"word/a.xml": b"a", "_rels/.rels": b"r", "[Content_Types].xml": b"t", "docProps/core.xml": b"c"})
    with zipfile.ZipFile(io.BytesIO(data)) as read:
        infos = read.infolist()
    assert [one.filename for one in infos] == ["[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/a.xml"]
    assert {(one.date_time, one.create_system, one.external_attr) for one in infos} == {((1980, 1, 1, 0, 0, 0), 0, 0)}


def test_parts_packed_once_stand_beside_new_ones() -> None:
    base = Base.of({"a": b"a" * 999, "b": b"b"})
    for made in ({"c": b"new"}, {"b": b"new"}, {}):
        data = base.document({name: member(name, part) for name, part in made.items()})
        with zipfile.ZipFile(io.BytesIO(data)) as read:
            assert read.testzip() is None
            assert {name: read.read(name) for name in read.namelist()} == {"a": b"a" * 999, "b": b"b", **made}
