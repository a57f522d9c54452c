"""Checks what reportgen depends on, and that no tracked file speaks of one machine.

Prints one line for each fault and exits with 1 if there is any.
"""

import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageMetadata, distributions

from packaging.requirements import Requirement

from lock import LOCK, PROJECT, ROOT, LockError, Pin, normal, read_lock, read_wants

# Distributions whose metadata names no licence, or a licence that is a fault, and why each may stay.
LICENCE_EXCEPTIONS: dict[str, str] = {
    "axe-playwright-python": "MIT by the LICENSE file that it ships; the axe in it is MPL-2.0, and only tests use it",
}

AGPL = re.compile(r"\bAGPL|\bAffero\b", re.IGNORECASE)
ADDRESS = re.compile(r"\w+://")
MACHINE_PATH = re.compile(r"(?<![\w.~})-])/(?:work|root|home|Users)/\w")
REGISTRY = re.compile(
    r"""(?:index-url|find-links|trusted-host)[\s=:"']+(?:https?:|file:|/)  # an option of pip or uv
    |   https?://[^\s/]+/(?:[^\s"'<>]*/)?simple\b                          # a package index
    |   https?://[^\s/:@]+:[^\s/@]+@                                       # a password
    |   https?://[^\s/:]+\.(?:corp|internal|intranet|lan)\b                # a host inside some network
    """,
    re.VERBOSE,
)


def audit_addresses(text: str) -> Iterator[str]:
    """Lines of the lock that name an address."""
    for number, line in enumerate(text.splitlines(), start=1):
        if ADDRESS.search(line):
            yield f"{LOCK.name}:{number}: names an address"


def audit_hashes(pins: list[Pin]) -> Iterator[str]:
    """Pins without a hash."""
    for pin in pins:
        if not pin.hashes:
            yield f"{LOCK.name}:{pin.line}: {pin.name} has no hash"


def audit_pins(pins: list[Pin], wants: dict[str, list[str]]) -> Iterator[str]:
    """Requirements of pyproject.toml that the lock does not meet."""
    versions: defaultdict[str, list[str]] = defaultdict(list)
    for pin in pins:
        versions[pin.name].append(pin.version)
    for group, requirements in wants.items():
        for requirement in map(Requirement, requirements):
            pinned = versions[normal(requirement.name)]
            if not pinned:
                yield f"{PROJECT.name}: {group}: {requirement} has no pin; run: make lock"
            for version in pinned:
                if not requirement.specifier.contains(version, prereleases=True):
                    yield f"{PROJECT.name}: {group}: {requirement} is pinned at {version}; run: make lock"


def audit_environment() -> Iterator[str]:
    """What pip finds missing or in conflict among the installed distributions."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "check"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        for line in (result.stdout + result.stderr).splitlines():
            yield f"pip check: {line}"


def licence(metadata: PackageMetadata) -> str:
    """What the metadata of a distribution says of its licence; empty where it says nothing."""
    if expressions := metadata.get_all("License-Expression", []):
        return str(expressions[0])
    classifiers = [c for c in metadata.get_all("Classifier", []) if c.startswith("License :: ")]
    if names := [c.rpartition(" :: ")[2] for c in classifiers if c != "License :: OSI Approved"]:
        return "; ".join(names)
    # The whole text of a licence can stand in the field; its first line is the name.
    fields = [text.strip().partition("\n")[0] for text in metadata.get_all("License", [])]
    return "; ".join(text for text in fields if text.upper() != "UNKNOWN")


def audit_licences(installed: list[Distribution]) -> Iterator[str]:
    """Installed distributions under the AGPL or under no known licence."""
    for distribution in installed:
        name = normal(distribution.metadata["Name"])
        found = licence(distribution.metadata)
        if name in LICENCE_EXCEPTIONS:
            continue
        if not found:
            yield f"{name} {distribution.version}: licence unknown"
        elif AGPL.search(found):
            yield f"{name} {distribution.version}: licence {found}"


def tracked_files() -> list[str]:
    """The files that git tracks or would on the next add; none outside a checkout."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    return sorted(filter(None, result.stdout.decode("utf-8").split("\0")))


def audit_files(names: list[str]) -> Iterator[str]:
    """Text files that hold a path of one machine or a registry that is not everyone's."""
    for name in names:
        path = ROOT / name
        if not path.is_file():
            continue
        data = path.read_bytes()
        if b"\0" in data:
            continue
        for number, line in enumerate(data.decode("utf-8", errors="replace").splitlines(), start=1):
            if match := MACHINE_PATH.search(line):
                yield f"{name}:{number}: a path of one machine ({match[0]}...)"
            if REGISTRY.search(line):
                yield f"{name}:{number}: the address of a package registry"


def faults() -> Iterator[str]:
    """All faults."""
    text = LOCK.read_text(encoding="utf-8")
    yield from audit_addresses(text)
    try:
        pins = read_lock(text)
    except LockError as error:
        yield str(error)
    else:
        yield from audit_hashes(pins)
        yield from audit_pins(pins, read_wants(PROJECT.read_text(encoding="utf-8")))
    yield from audit_environment()
    yield from audit_licences(list(distributions()))
    yield from audit_files(tracked_files())


def main() -> int:
    """Print the faults."""
    found = list(faults())
    print("\n".join(found) or "Dependencies and tracked files are in order")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
