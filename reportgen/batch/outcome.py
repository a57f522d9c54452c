"""What became of each report of a build, and of the build as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reportgen.base.errors import TemplateError
from reportgen.base.finding import Finding, Severity
from reportgen.base.messages import N_, Message, tr

if TYPE_CHECKING:
    from reportgen.batch.public import Public

COUNTED = (*(severity.value for severity in Severity), "waived")
"""What findings are counted by."""


class Became(StrEnum):
    """What became of a report."""

    BUILT = "built"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one report: its files where they are there, why it was looked at, why it failed if it did.

    `counts` counts its findings; the findings themselves are kept only of a report that failed, and `notices`: those
    that no check tells. `refusal` tells whether its findings are faults of its templates; reports with the same layers
    may share them.
    """

    report: str
    files: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTED, 0))
    error: str | None = None
    findings: tuple[Finding, ...] = ()
    notices: tuple[Finding, ...] = ()
    refusal: bool = False
    why: tuple[Message, ...] = ()
    unchanged: bool = False

    @property
    def became(self) -> Became:
        """Whether it was built, was as it should be, or failed."""
        if self.error is not None:
            return Became.FAILED
        return Became.UNCHANGED if self.unchanged else Became.BUILT

    @property
    def failed(self) -> bool:
        """Whether it was not built though it had to be."""
        return self.error is not None

    def as_dict(self) -> dict[str, Any]:
        """Its part of `build --json`."""
        return {
            "report": self.report,
            "outcome": self.became.value,
            "built": not self.failed,
            "why": list(map(str, self.why)),
            "error": self.error,
            "files": list(self.files),
            "findings": dict(self.counts),
        }


@dataclass(slots=True)
class BuildResult:
    """The outcomes of a build in the order of reports, what is odd about their layers, and how long it took.

    `packages` are the outcomes of packages, by their folders.

    `told` is what the formats have to say of it once, `public` what was written for publication. `removed` are files of
    reports that are no more, `left` findings about such files that somebody changed.
    """

    outcomes: list[Outcome] = field(default_factory=list)
    packages: list[Outcome] = field(default_factory=list)
    layers: list[Finding] = field(default_factory=list)
    told: list[Message] = field(default_factory=list)
    public: Public | None = None
    removed: list[str] = field(default_factory=list)
    left: list[Finding] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def failed(self) -> list[Outcome]:
        """The reports that were not built."""
        return [outcome for outcome in self.outcomes if outcome.failed]

    @property
    def about_all(self) -> list[Finding]:
        """The findings that are of no single report."""
        return [*self.layers, *self.left, *(self.public.findings if self.public else ())]

    @property
    def counts(self) -> dict[str, int]:
        """How many findings there are, of all reports and of none."""
        whole = counts_of(self.about_all)
        same = Counter(tuple(outcome.counts.items()) for outcome in chain(self.outcomes, self.packages))
        for counts, times in same.items():
            for name, count in counts:
                whole[name] += count * times
        return whole

    def number(self, became: str) -> int:
        """How many reports became so."""
        return sum(1 for outcome in self.outcomes if outcome.became == became)

    def as_dict(self) -> dict[str, Any]:
        """What `build --json` prints."""
        return {
            "reports": [outcome.as_dict() for outcome in self.outcomes],
            "packages": [outcome.as_dict() for outcome in self.packages],
            "summary": {
                "built": self.number(Became.BUILT) + self.number(Became.UNCHANGED),
                "unchanged": self.number(Became.UNCHANGED),
                "failed": self.number(Became.FAILED),
                "removed": self.removed,
                "findings": self.counts,
                "public": self.public.files if self.public else [],
                "seconds": round(self.seconds, 3),
            },
        }


def counts_of(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings there are of each severity, waived ones apart."""
    counts = dict.fromkeys(COUNTED, 0)
    for finding in findings:
        counts["waived" if finding.waived else finding.severity.value] += 1
    return counts


@lru_cache(maxsize=4096)
def counts_from(text: str) -> Mapping[str, int]:
    """The counts that a Record tells, in the order of COUNTED: one object for all that have the same."""
    return MappingProxyType(dict(zip(COUNTED, map(int, text.split()), strict=True)))


def failure(report: str, error: str, findings: Sequence[Finding] = (), *, refusal: bool = False) -> Outcome:
    """The outcome of a report that could not be built."""
    return Outcome(report, (), counts_of(findings), error, findings=tuple(findings), refusal=refusal)


def refuse_if_all_are_refused(outcomes: Sequence[Outcome]) -> None:
    """Raises TemplateError, with each fault once, where templates kept every report from being built."""
    refused = [outcome for outcome in outcomes if outcome.refusal]
    if refused and len(refused) == len(outcomes):
        raise TemplateError(_once(finding for outcome in refused for finding in outcome.findings))


def with_each_refusal_once(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes, a fault that several reports share told with the first of them."""
    told: dict[str, str] = {}
    return [
        replace(outcome, findings=(), error=tr(N_("its templates have the faults told at {report}"), report=first))
        if outcome.refusal and (first := told.setdefault(repr(outcome.findings), outcome.report)) != outcome.report
        else outcome
        for outcome in outcomes
    ]


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, of equal ones the first."""
    found: list[Finding] = []
    for finding in findings:
        if finding not in found:
            found.append(finding)
    return found
