"""Findings as SARIF 2.1.0, the OASIS standard that editors and code hosts show. Nothing in it names a machine."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any
from urllib.parse import quote

from reportgen import __version__
from reportgen.base.finding import Finding, Severity
from reportgen.base.location import Location
from reportgen.base.messages import current_language
from reportgen.render.findings.rule import Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
"""Stands for the workspace in every address."""
FINGERPRINT = "reportgenFinding/v1"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_TAGS = {"zh": "zh-CN", "en": "en-US"}


def sarif(findings: Sequence[Finding], rules: Mapping[str, Rule]) -> bytes:
    """`findings` as one run, in their order and in the current language; `rules` holds the kind of each by code.

    A fingerprint is the same as long as the report, the code, and the fact or the file are: a finding that moves to
    another line, or whose figures change, is still that finding.
    """
    places = {code: place for place, code in enumerate(rules)}
    driver = {
        "name": "reportgen",
        "version": __version__,
        "semanticVersion": __version__,
        "language": _TAGS[current_language()],
        "rules": [_rule(rule) for rule in rules.values()],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "the workspace"}}},
        "results": [
            _result(finding, places[finding.code], mark)
            for finding, mark in zip(findings, _fingerprints(findings), strict=True)
        ],
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _rule(rule: Rule) -> dict[str, Any]:
    fault = rule.fault
    own = current_language()
    languages = [own, *(language for language in rule.pages if language != own)]
    texts = [rule.pages[language] for language in languages]
    return {
        "id": fault.code,
        "name": "".join(word.capitalize() for word in fault.name.split("_")),
        "shortDescription": {"text": texts[0].partition("\n")[0]},
        "fullDescription": {"text": texts[0]},
        "help": {"text": "\n\n".join(texts), "markdown": "\n\n---\n\n".join(map(_plain_markdown, texts))},
        "defaultConfiguration": {"level": LEVELS[fault.severity]},
        "properties": {"tags": [rule.area]},
    }


def _plain_markdown(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>#|" else sign for sign in text)


def _result(finding: Finding, place: int, fingerprint: str) -> dict[str, Any]:
    message, hint = str(finding.message), str(finding.hint)
    return {
        "ruleId": finding.code,
        "ruleIndex": place,
        "level": LEVELS[finding.severity],
        "message": {"text": f"{message}\n{hint}" if hint else message},
        "locations": [_location(finding)],
        "suppressions": [_suppression(finding)] if finding.waived else [],
        "partialFingerprints": {FINGERPRINT: fingerprint},
        "properties": {
            "report": finding.report,
            "fact": finding.fact,
            "hint": hint or None,
            "values": dict(finding.values),
        },
    }


def _suppression(finding: Finding) -> dict[str, Any]:
    told = "" if finding.excuse is None else f"{finding.excuse.reason} ({finding.excuse.by})"
    return {"kind": "external", "status": "accepted", "justification": told}


def _location(finding: Finding) -> dict[str, Any]:
    where = finding.where
    physical: dict[str, Any] = {"artifactLocation": _address(where.file)}
    if where.kind in ("text", "template") and where.line is not None:
        physical["region"] = {"startLine": where.line}
        if where.column is not None and where.kind == "text":
            physical["region"]["startColumn"] = where.column
    logical = list(_logical(finding))
    return {"physicalLocation": physical} | ({"logicalLocations": logical} if logical else {})


def _logical(finding: Finding) -> Iterable[dict[str, str]]:
    """The fact, and the place in a file that has no lines."""
    if finding.fact is not None:
        owner = f"{finding.report}#" if finding.report else ""
        yield {"name": finding.fact, "fullyQualifiedName": f"{owner}{finding.fact}", "kind": "value"}
    where = finding.where
    if where.kind == "cell":
        yield {"name": str(where.cell), "fullyQualifiedName": f"{where.sheet}!{where.cell}", "kind": "cell"}
    elif where.kind == "word" or (where.kind == "template" and where.part is not None):
        yield {"fullyQualifiedName": _steps(where), "kind": "paragraph"}


def _steps(where: Location) -> str:
    names = ("part", "table", "row", "column", "paragraph")
    return "/".join(f"{name}:{step}" for name in names if (step := getattr(where, name)) is not None) or where.kind


def _address(file: str) -> dict[str, str]:
    """The address below the workspace; a file elsewhere is told by its name alone."""
    outside = PurePosixPath(file).is_absolute() or PureWindowsPath(file).is_absolute() or ".." in file.split("/")
    name = PureWindowsPath(file).name if outside else file
    return {"uri": quote(name) or ".", "uriBaseId": ROOT}


def _fingerprints(findings: Sequence[Finding]) -> Iterable[str]:
    seen: Counter[tuple[str, ...]] = Counter()
    for finding in findings:
        told = () if finding.fact is not None else (PurePosixPath(finding.where.file).name, *finding.values.values())
        key = (finding.report or "", finding.code, finding.fact or "", *told)
        seen[key] += 1
        yield hashlib.sha256("\0".join((*key, str(seen[key]))).encode()).hexdigest()
