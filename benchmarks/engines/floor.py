"""The floor: what no engine can leave out. The changed parts get their checksum, are deflated and put into the file."""

from __future__ import annotations

import io
import tempfile
import zipfile
import zlib
from pathlib import Path

from benchmarks.engines import Job, Render

LEVEL = 6


def packing(job: Job) -> Render:
    """Packs the parts of rendered reports that differ between them; the rest lies there deflated."""
    documents = [_parts(Path(job.rendered, f"{place}.docx").read_bytes()) for place in range(job.count)]
    first, *others = documents
    changed = [name for name, part in first.items() if any(other.get(name) != part for other in others)]
    rest = b"".join(_deflated(part) for name, part in first.items() if name not in changed)

    def render(place: int) -> bytes:
        parts = documents[place]
        held = [rest]
        for name in changed:
            held += (zlib.crc32(parts[name]).to_bytes(4, "little"), _deflated(parts[name]))
        return b"".join(held)

    return render


def writing(job: Job) -> Render:
    """The same, written to a file."""
    render = packing(job)
    file = Path(tempfile.mkdtemp(dir=job.rendered)) / "floor"

    def write(place: int) -> bytes:
        data = render(place)
        file.write_bytes(data)
        return data

    return write


def _parts(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()
