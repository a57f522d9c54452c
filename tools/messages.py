"""Keeps the Chinese catalogue of messages: `reportgen/locale/zh/LC_MESSAGES/reportgen.po` and `reportgen.mo`.

    python tools/messages.py            brings both up to date with the source strings
    python tools/messages.py --check    prints one line for each fault and exits with 1 if there is any

Source strings are English and need no catalogue. New ones come in without a translation; one whose English was
changed keeps its translation, marked fuzzy until somebody has read it and deletes the mark.
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

from reportgen.api import all_faults, paragraphs_of
from reportgen.base.finding import Severity
from reportgen.checks.rule import checks

if TYPE_CHECKING:  # only who writes the catalogue has babel; the tests read what is collected here
    from babel.messages.catalog import Catalog, Message

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "reportgen"
LANGUAGE = "zh"
PO = PACKAGE / "locale" / LANGUAGE / "LC_MESSAGES" / "reportgen.po"
MO = PO.with_suffix(".mo")
HEADERS = (
    ("Language", LANGUAGE),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Transfer-Encoding", "8bit"),
)
TITLE = "# Chinese messages of reportgen. Brought up to date by tools/messages.py; translate here."

Sources = dict[str, set[str]]
"""Each source string with the files it stands in."""


def marked_strings(tree: ast.AST) -> Iterator[str]:
    """The string literals that a module hands to `N_` and `tr`; Python joins adjacent ones itself."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="N_" | "tr"), args=[ast.Constant(value=str(text)), *_]):
                yield text


def unmarkable(tree: ast.AST) -> Iterator[int]:
    """The lines where `N_` is given something that is no plain string and so cannot be collected."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="N_"), args=[ast.Constant(value=str())], keywords=[]):
                pass
            case ast.Call(func=ast.Name(id="N_")):
                yield node.lineno


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the package: its path from the root, with forward slashes, and its tree."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_bytes())


def run_time_strings() -> Iterator[tuple[str, str]]:
    """The strings that are translated without being marked, each with its file: manuals, faults, severities."""
    for check in checks().values():
        file = check.find.__module__.replace(".", "/") + ".py"
        for paragraph in paragraphs_of(check.manual):
            yield paragraph, file
    for fault in all_faults().values():
        for text in (fault.about, fault.message, fault.hint):
            yield text, ""
    for severity in Severity:
        yield severity.value, "reportgen/base/finding.py"


def sources() -> Sources:
    """Every source string of the program."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for file, tree in modules():
        for text in marked_strings(tree):
            found[text].add(file)
    for text, file in run_time_strings():
        found[text] |= {file} - {""}
    found.pop("", None)
    return dict(found)


def empty() -> Catalog:
    """A catalogue whose header says nothing of the day, the person or the program that wrote it."""
    from babel.messages.catalog import Catalog

    class Plain(Catalog):
        mime_headers = property(lambda self: list(HEADERS))

    return Plain(locale=LANGUAGE, header_comment=TITLE, fuzzy=False)


def template(wanted: Sources) -> Catalog:
    """The untranslated catalogue of the source strings."""
    catalog = empty()
    for text in sorted(wanted):
        catalog.add(text, locations=[(file, 0) for file in sorted(wanted[text])])
    return catalog


def read_catalog() -> Catalog:
    """The catalogue as it lies on disk; an empty one where there is none yet."""
    from babel.messages.pofile import read_po

    return read_po(BytesIO(PO.read_bytes() if PO.is_file() else b""), locale=LANGUAGE, charset="utf-8")


def plain(catalog: Catalog) -> Catalog:
    """The same messages in a stable order, without what differs from one run or machine to the next."""
    made = empty()
    for message in sorted((message for message in catalog if message.id), key=lambda message: str(message.id)):
        made.add(
            message.id,
            message.string,
            locations=message.locations,
            flags=message.flags & {"fuzzy"},
            user_comments=message.user_comments,
            previous_id=message.previous_id if message.fuzzy else (),
        ).flags.discard("python-format")  # a percent sign is nothing but text here
    return made


def updated(catalog: Catalog, wanted: Sources) -> Catalog:
    """`catalog` with the messages of `wanted` and no others; translations stay."""
    catalog.update(template(wanted), update_creation_date=False)
    return plain(catalog)


def as_po(catalog: Catalog) -> bytes:
    """The text of a catalogue, one line a message."""
    from babel.messages.pofile import write_po

    written = BytesIO()
    write_po(written, catalog, width=0, ignore_obsolete=True, include_previous=True, include_lineno=False)
    return written.getvalue().rstrip(b"\n") + b"\n"


def as_mo(catalog: Catalog) -> bytes:
    """The compiled form of a catalogue: what the program reads. Fuzzy translations are left out."""
    from babel.messages.mofile import write_mo

    written = BytesIO()
    write_mo(written, plain(catalog))
    return written.getvalue()


def places(text: str) -> set[tuple[str, str, str]] | None:
    """The places for values in a string: name, format and conversion; None where its braces hold no places."""
    try:
        return {
            (name, spec or "", conversion or "")
            for _, name, spec, conversion in Formatter().parse(text)
            if name is not None
        }
    except ValueError:
        return None


def shown(text: str) -> str:
    """The beginning of a string, in one line."""
    line = " ".join(text.split()) or repr(text)
    return line if len(line) <= 100 else line[:99] + "…"


def audit_message(message: Message) -> Iterator[str]:
    """What is wrong with one translation."""
    source, text = str(message.id), str(message.string or "")
    if message.fuzzy:
        yield f"fuzzy: {shown(source)}"
    elif not text.strip() and source.strip():
        yield f"untranslated: {shown(source)}"
    elif places(source) != places(text):
        yield f"the places in braces differ: {shown(source)}"


def audit_catalog(catalog: Catalog, wanted: Sources) -> Iterator[str]:
    """Source strings without a sound translation, and translations of no source string."""
    known = {str(message.id): message for message in catalog if message.id}
    for text in sorted(wanted):
        if text in known:
            yield from audit_message(known[text])
        else:
            yield f"untranslated: {shown(text)}"
    obsolete = (set(known) - set(wanted)) | {str(message.id) for message in catalog.obsolete.values()}
    for text in sorted(obsolete):
        yield f"obsolete: {shown(text)}"


def audit_marks() -> Iterator[str]:
    """Marks that hold no plain string."""
    for file, tree in modules():
        for line in unmarkable(tree):
            yield f"{file}:{line}: N_ takes one plain string"


def faults() -> Iterator[str]:
    """All faults."""
    catalog = read_catalog()
    yield from audit_marks()
    yield from audit_catalog(catalog, sources())
    if not PO.is_file() or PO.read_bytes() != as_po(plain(catalog)):
        yield f"{PO.name} is missing or not in the form that is kept; run: python tools/messages.py"
    if not MO.is_file() or MO.read_bytes() != as_mo(catalog):
        yield f"{MO.name} is not what {PO.name} compiles to; run: python tools/messages.py"


def update() -> None:
    """Write both files, and say what is left to do."""
    catalog = updated(read_catalog(), sources())
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(as_po(catalog))
    MO.write_bytes(as_mo(catalog))
    open_ones = [line for message in catalog if message.id for line in audit_message(message)]
    print("\n".join([*open_ones, f"{len(catalog)} messages, {len(open_ones)} to look at"]))


def main() -> int:
    """Update the catalogue, or check it."""
    parser = argparse.ArgumentParser(description="Bring the Chinese catalogue of messages up to date.")
    parser.add_argument("--check", action="store_true", help="change nothing; exit with 1 if anything is amiss")
    if not parser.parse_args().check:
        update()
        return 0
    found = list(faults())
    print("\n".join(found) or "The catalogue of messages is complete")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
