"""Prints the part of requirements.lock that is wanted, in the form that ``pip install -r`` takes.

    python tools/lock.py NAME...

NAME is ``runtime``, an extra or a dependency group of pyproject.toml, or a package that has a pin.

One lock holds every package, but building a report must not install the test tools. pip cannot choose from
it: the pip that comes with Python 3.11 to 3.13 refuses a constraints file (``-c``) with hashes, and only
recent ones check them. So the wanted pins are chosen here, by following the ``# via`` notes, and handed to
pip as requirements. A pin missed here cannot slip by: pip refuses a dependency that has no hash.
"""

import re
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
PROJECT = ROOT / "pyproject.toml"

PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?: ; (?P<marker>.+?))?(?: \\)?")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")
VIA = re.compile(r"    #(?: via)?(?:\s+(?P<parent>[A-Za-z0-9._-]+)(?: \(.*\))?)?")


class LockError(Exception):
    """The lock cannot be read, or lacks what is asked for."""


@dataclass
class Pin:
    """One package version of the lock; a package can have several, with different markers."""

    name: str
    version: str
    marker: str
    line: int
    hashes: list[str] = field(default_factory=list)
    parents: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        marker = f" ; {self.marker}" if self.marker else ""
        return " \\\n    ".join([f"{self.name}=={self.version}{marker}", *self.hashes])


def normal(name: str) -> str:
    """A package name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def requirement_name(requirement: str) -> str:
    """The package that a requirement such as ``click>=8.1`` names."""
    return normal(re.split(r"[^A-Za-z0-9._-]", requirement.strip(), maxsplit=1)[0])


def read_lock(text: str) -> list[Pin]:
    """All pins of the lock, in its order."""
    pins: list[Pin] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if match := PIN.fullmatch(line):
            pins.append(Pin(normal(match["name"]), match["version"], match["marker"] or "", number))
        elif pins and HASH.fullmatch(line):
            pins[-1].hashes.append(line.removesuffix("\\").strip())
        elif pins and (match := VIA.fullmatch(line)):
            if match["parent"]:
                pins[-1].parents.append(normal(match["parent"]))
        elif line.strip():
            raise LockError(f"{LOCK.name}:{number}: not a pin, a sha256 hash or a note")
    return pins


def read_wants(text: str) -> dict[str, list[str]]:
    """The requirements of pyproject.toml: the runtime's, and each extra's and group's."""
    tables = tomllib.loads(text)
    project = tables["project"]
    return {
        "runtime": project["dependencies"],
        **project.get("optional-dependencies", {}),
        **tables.get("dependency-groups", {}),
    }


def select(pins: Iterable[Pin], wants: dict[str, list[str]], names: Iterable[str]) -> list[Pin]:
    """The pins that the names need, themselves included."""
    pins = list(pins)
    pinned = {pin.name for pin in pins}
    needed: set[str] = set()
    for name in names:
        needed.update(map(requirement_name, wants.get(name, [name])))
    if missing := sorted(needed - pinned):
        raise LockError(f"{LOCK.name}: no pin for {', '.join(missing)}; run: make lock")
    while more := {pin.name for pin in pins if needed.intersection(pin.parents)} - needed:
        needed |= more
    return [pin for pin in pins if pin.name in needed]


def main(names: list[str]) -> int:
    """Print the wanted pins."""
    try:
        wants = read_wants(PROJECT.read_text(encoding="utf-8"))
        pins = select(read_lock(LOCK.read_text(encoding="utf-8")), wants, names)
    except LockError as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(map(str, pins)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
