"""A form imported again: what it changes in the content that is there, and what a person has changed meanwhile.

Three states meet in every field: what the last import gave, what stands in the content now, what the new file gives. A
field that only the file changed is taken from the file; one that only a person changed stays; where both did, the
person's stays and is told. Ids, waivers and comments stay as they are.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.location import Location
from reportgen.base.messages import N_
from reportgen.base.text import squeezed
from reportgen.document.narrative import SECTION_FILES
from reportgen.load.evaluation import FILE_NAME
from reportgen.load.evaluation_text import LISTS, RECORDS, EvaluationText, Facts, Fields, without_ids

RECORD = "source/imported.json"
"""What the last import gave, in the folder of a report."""
EDIT_KEPT = Fault(
    "IMP130",
    "edit_kept",
    Severity.WARNING,
    N_("{path} was changed by hand and in the new file: it stays {mine}; the file has {new}"),
    N_("compare both and correct the one that is wrong"),
)
_HEADING = re.compile(r"^## (\S+)[ \t]*$", re.MULTILINE)
_IDENTITIES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "funds": (("label",),),
    "goals": (("text",),),
    "indicators": (("level1", "level2", "name"), ("level1", "name"), ("name",)),
}
"""By which fields a record of the new file is known to be one that is there, the surest first."""
ALIKE = 0.6
"""A goal is the same one reworded where so great a share of its text agrees."""
_PREFIXES = {"funds": "f", "goals": "g", "indicators": "q"}


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that the new file changes; `before` or `after` is None where it is new, or goes."""

    path: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Update:
    """The files to write, what they change, and the edits by hand that stay against the new file."""

    files: Mapping[str, bytes]
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]


def record_of(files: Mapping[str, bytes]) -> bytes:
    """What an import gave, to be kept as RECORD beside it."""
    facts = EvaluationText(files[FILE_NAME].decode("utf-8")).facts()
    return _record(facts, _narrative(files), {})


def update_of(current: Mapping[str, bytes], new: Mapping[str, bytes], report: str) -> Update:
    """What importing `new` does to the files that are there; both as `content_of` makes them, by name."""
    return _Merge(current, new, report).update()


class _Merge:
    def __init__(self, current: Mapping[str, bytes], new: Mapping[str, bytes], report: str) -> None:
        self._text = EvaluationText(current[FILE_NAME].decode("utf-8-sig"))
        self._mine = self._text.facts()
        kept = json.loads(current[RECORD]) if RECORD in current else {}
        self._base: Facts = kept.get("facts", {})
        self._base_narrative: dict[str, str] = kept.get("narrative", {})
        self._last: dict[str, int] = kept.get("last", {})
        self._current, self._new, self._report = current, new, report
        self._ids: dict[str, dict[str, str]] = {}
        self._theirs = self._with_our_ids(EvaluationText(new[FILE_NAME].decode("utf-8")).facts())
        self._changes: list[Change] = []
        self._findings: list[Finding] = []

    def update(self) -> Update:
        for section in RECORDS:
            self._merge_fields(section, "")
        for section in LISTS:
            self._merge_list(section)
        files = dict(self._merged_narrative())
        files[FILE_NAME] = self._text.text().encode("utf-8")
        files |= {name: data for name, data in self._new.items() if name.startswith("source/")}
        files[RECORD] = _record(self._theirs, self._narrative_with_our_ids(), self._last)
        return Update(files, tuple(self._changes), tuple(self._findings))

    def _with_our_ids(self, theirs: Facts) -> Facts:
        """The facts of the new file under the ids that its records have already; new ones get ids never used."""
        found: Facts = {section: theirs.get(section, {}) for section in RECORDS}
        for section in LISTS:
            records = theirs.get(section, {})
            ids = self._known_ids(section, records)
            for id in records:
                if id not in ids:
                    ids[id] = self._unused(section, id)
            self._ids[section] = ids
            found[section] = {ids[id]: without_ids(fields) for id, fields in records.items()}
        funds = self._ids["funds"]
        found["stated"] = {
            id: {_renamed(path, funds): text for path, text in fields.items()} for id, fields in found["stated"].items()
        }
        return {section: records for section, records in found.items() if records}

    def _known_ids(self, section: str, records: Mapping[str, Fields]) -> dict[str, str]:
        ids: dict[str, str] = {}
        for known in (self._base.get(section, {}), self._mine.get(section, {})):
            for keys in _IDENTITIES[section]:
                ours = _by_identity({id: one for id, one in known.items() if id not in ids.values()}, keys)
                theirs = _by_identity({id: one for id, one in records.items() if id not in ids}, keys)
                for identity, their_ids in theirs.items():
                    our_ids = ours.get(identity, [])
                    if len(keys) == len(_IDENTITIES[section][0]) or len(their_ids) == len(our_ids) == 1:
                        ids.update(zip(their_ids, our_ids, strict=False))
            if section == "goals":
                ids |= _reworded(records, known, ids)
        return ids

    def _unused(self, section: str, id: str) -> str:
        prefix = _PREFIXES[section]
        used = {*self._base.get(section, {}), *self._mine.get(section, {})}
        numbered = re.fullmatch(rf"{prefix}\d+", id) is not None
        if not numbered and id not in used:
            return id
        numbers = (int(one[1:]) for one in used if re.fullmatch(rf"{prefix}\d+", one))
        self._last[prefix] = max(self._last.get(prefix, 0), *numbers, 0) + 1
        return f"{prefix}{self._last[prefix]}"

    def _merge_fields(self, section: str, id: str) -> None:
        base, mine, theirs = (
            facts.get(section, {}).get(id, {}) for facts in (self._base, self._mine, self._theirs)
        )  # fmt: skip
        for key in dict.fromkeys((*base, *mine, *theirs)):
            if key == "id":
                continue
            path = ".".join(part for part in (section, id, key) if part)
            old, ours, new = base.get(key), mine.get(key), theirs.get(key)
            if self._takes(path, old, ours, new):
                self._text.set(section, id, key, new)

    def _takes(self, path: str, old: str | None, ours: str | None, new: str | None) -> bool:
        """Whether the new value goes in: nobody but the file changed it. What was changed twice is told."""
        if new in (ours, old):
            return False
        if ours == old:
            self._changes.append(Change(path, ours, new))
            return True
        self._tell_kept(path, ours, new)
        return False

    def _tell_kept(self, path: str, ours: str | None, new: str | None) -> None:
        where = Location.of_file(f"content/{self._report}/{FILE_NAME}")
        told = EDIT_KEPT.at(where, path=path, mine=ours or "—", new=new or "—")
        self._findings.append(told.of_report(self._report))

    def _merge_list(self, section: str) -> None:
        base, mine, theirs = (facts.get(section, {}) for facts in (self._base, self._mine, self._theirs))
        before: str | None = None
        for id, fields in theirs.items():
            if id in mine:
                self._merge_fields(section, id)
            elif id not in base:
                self._text.add(section, before, id, fields)
                self._changes.append(Change(f"{section}.{id}", None, _told(fields)))
            elif fields != without_ids(base[id]):
                self._tell_kept(f"{section}.{id}", None, _told(fields))
                continue
            else:
                continue
            before = id
        for id, fields in mine.items():
            if id in theirs or id not in base:
                continue
            if without_ids(fields) == without_ids(base[id]):
                self._text.remove(section, id)
                self._changes.append(Change(f"{section}.{id}", _told(fields), None))
            else:
                self._tell_kept(f"{section}.{id}", _told(fields), None)

    def _narrative_with_our_ids(self) -> dict[str, str]:
        goals = self._ids["goals"]
        texts = _narrative(self._new)
        return {
            name: _HEADING.sub(lambda match: f"## {goals.get(match[1], match[1])}", text)
            for name, text in texts.items()
        }

    def _merged_narrative(self) -> Iterator[tuple[str, bytes]]:
        theirs, mine = self._narrative_with_our_ids(), _narrative(self._current)
        for name in sorted({*theirs, *self._base_narrative}):
            old, ours, new = self._base_narrative.get(name), mine.get(name), theirs.get(name)
            if new is None and ours is not None and ours == old:
                self._tell_kept(name, ours.strip()[:40], None)
            elif self._takes(name, old, ours, new) and new is not None:
                yield name, new.encode("utf-8")


def _by_identity(records: Mapping[str, Fields], keys: tuple[str, ...]) -> dict[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = {}
    for id, fields in records.items():
        found.setdefault(tuple(squeezed(fields.get(key) or "") for key in keys), []).append(id)
    return found


def _reworded(records: Mapping[str, Fields], known: Mapping[str, Fields], ids: Mapping[str, str]) -> dict[str, str]:
    """The goals that are not known by their text, each with the one there that says most of the same."""
    found: dict[str, str] = {}
    for id, fields in records.items():
        free = [ours for ours in known if ours not in ids.values() and ours not in found.values()]
        alike = {ours: _likeness(fields.get("text") or "", known[ours].get("text") or "") for ours in free}
        best = max(alike, key=lambda ours: alike[ours], default=None)
        if id not in ids and best is not None and alike[best] >= ALIKE:
            found[id] = best
    return found


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def _renamed(path: str, funds: Mapping[str, str]) -> str:
    section, _, rest = path.partition(".")
    id, _, field = rest.partition(".")
    return f"funds.{funds.get(id, id)}.{field}" if section == "funds" else path


def _told(fields: Fields) -> str:
    return " ".join(value for value in without_ids(fields).values() if value)


def _narrative(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: files[name].decode("utf-8-sig") for name in SECTION_FILES.values() if name in files}


def _record(facts: Facts, narrative: Mapping[str, str], last: Mapping[str, int]) -> bytes:
    shown = {section: {id: without_ids(fields) for id, fields in records.items()} for section, records in facts.items()}
    numbers = dict(last)
    for section, prefix in _PREFIXES.items():
        used = [int(id[1:]) for id in shown.get(section, {}) if re.fullmatch(rf"{prefix}\d+", id)]
        numbers[prefix] = max([numbers.get(prefix, 0), *used])
    document = {"schema": 1, "facts": shown, "narrative": dict(narrative), "last": numbers}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
