"""One report of a batch, built and written: what became of it, and what is to be known of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from reportgen.base.errors import ContentError, ReportgenError, TemplateError
from reportgen.base.files import write_files
from reportgen.base.finding import Finding
from reportgen.base.messages import N_, Message, tr
from reportgen.batch.index import NOT_LISTED, entry_of_built, line_of
from reportgen.batch.outcome import Outcome, counts_of, failure
from reportgen.batch.plan import OWN_FILES, places
from reportgen.batch.sight import NOTHING, digest_of, noted
from reportgen.batch.state import Record
from reportgen.load.profile import lineage
from reportgen.load.report import Report
from reportgen.load.workspace import Workspace
from reportgen.pipeline import BuiltReport, Pipeline


class Task(NamedTuple):
    """A report to be built."""

    report: str


class Made(NamedTuple):
    """What is to be known of a report, its line of the list, what no check told; and its `failure`, if it failed.

    Its basis is left to who knows the settings, what it is compared with to who knows all reports.
    """

    record: Record
    line: str = NOT_LISTED
    notices: tuple[Finding, ...] = ()
    failure: Outcome | None = None

    @property
    def report(self) -> str:
        """The report that was built, or was not."""
        return self.record.report

    @property
    def failed(self) -> bool:
        """Whether it was not."""
        return self.failure is not None


class Results(NamedTuple):
    """What a task gives back, and what there is to be said of formats once."""

    made: Sequence[Made]
    told: Sequence[Message]


class Worker:
    """Builds reports of one workspace, one after another. `began` is when the build began."""

    def __init__(self, workspace: Workspace, formats: tuple[str, ...], began: int) -> None:
        self.pipeline = Pipeline(workspace, formats)
        self._workspace, self._began = workspace, began
        self._has_built = False

    def build(self, task: Task) -> Made:
        """Builds and writes one report. Whatever goes wrong with it is its outcome."""
        report = task.report
        try:
            return self._built(task)
        except TemplateError as error:
            outcome = failure(report, str(error), error.findings, refusal=True)
        except ContentError as error:
            outcome = failure(report, str(error), [finding.of_report(report) for finding in error.findings])
        except ReportgenError as error:
            outcome = failure(report, str(error))
        except Exception as error:
            words = N_("a fault of the program: {kind}: {problem}")
            outcome = failure(report, tr(words, kind=type(error).__name__, problem=str(error)))
        return Made(Record(report), failure=outcome)

    def told(self) -> list[Message]:
        """What is to be said once of the formats used so far; nothing where they made no file."""
        return self.pipeline.told() if self._has_built else []

    def _built(self, task: Task) -> Made:
        built = self.pipeline.build(task.report)
        if built.differences:
            raise ContentError(built.differences)
        folder = self._workspace.outputs_of(task.report)
        files = dict(sorted(built.files.items()))
        write_files({folder / name: data for name, data in files.items()}, settled=True)
        self._has_built = True
        looks = noted(f"{folder}/", files, self._began, settled=True)
        inputs = _inputs(built)
        at = places(task.report, "\n".join(inputs))
        counts = counts_of(built.findings)
        record = Record(
            task.report,
            profiles=self._profiles(built),
            kind=built.disclosure.form.kind,
            inputs="\n".join(inputs),
            input_digests="\n".join(inputs.values()),
            input_looks=noted(f"{self._workspace.content}/{task.report}/", at, self._began),
            outputs="\n".join(files),
            output_digests="\n".join(map(digest_of, files.values())),
            output_looks=looks,
            counts=" ".join(map(str, counts.values())),
        )
        record = record if _can_be_noted(built) else record._replace(inputs="", input_digests="")
        return Made(record, line_of(entry_of_built(built)), built.notices)

    def _profiles(self, built: BuiltReport) -> str:
        return "\n".join(
            f"{'' if id == built.id else id}\t{' '.join(self._lineage(id, read))}" for id, read in _reports(built)
        )

    def _lineage(self, id: str, report: Report) -> tuple[str, ...]:
        return lineage(report.assessment.evaluation.profile.id, self._workspace.chain_of(id).profile_folders)


def _inputs(built: BuiltReport) -> Mapping[str, str]:
    """The digests of the files that were read, and NOTHING for those that would have been if they were there."""
    digests: dict[str, str] = {}
    for id, read in _reports(built):
        start = "" if id == built.id else f"/{id}/"
        for name in dict.fromkeys((*OWN_FILES, *read.inputs)):
            digests[start + name] = digest_of(read.inputs[name]) if name in read.inputs else NOTHING
    return digests


def _reports(built: BuiltReport) -> Iterator[tuple[str, Report]]:
    """The report itself, then what it was compared with."""
    return ((id, report) for id, report in built.read.items() if report is not None)


def _can_be_noted(built: BuiltReport) -> bool:
    """Whether the names of all that was read can stand in lines."""
    return not any("\n" in name for _, read in _reports(built) for name in read.inputs)


def alone(worker: Worker, tasks: Iterable[Task]) -> Iterator[Results]:
    """Builds tasks in this process."""
    for task in tasks:
        yield Results([worker.build(task)], worker.told())
