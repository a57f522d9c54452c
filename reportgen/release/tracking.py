"""The Word file with tracked changes between two versions, for inside use; only what was proved is handed over."""

from __future__ import annotations

from datetime import date

from reportgen.base.errors import UsageError
from reportgen.base.messages import N_
from reportgen.readback.revisions import unlike
from reportgen.render.word.blackline import NotTrackableError, blackline

FILE = "修订对照.docx"


def tracked(report: str, old: bytes | None, new: bytes | None, author: str, day: date) -> bytes:
    """What changed from `old` to `new` as tracked changes in the name of `author`.

    Raises UsageError where a version has no Word file, or where the changes, all accepted, would not be the new one, or
    all rejected not the old one.
    """
    if old is None or new is None:
        words = (
            N_("{report}: tracked changes need both versions as Word, and the published one has no Word file")
            if old is None
            else N_("{report}: tracked changes need both versions as Word; build the format docx too")
        )
        raise UsageError(words, report=report)
    try:
        made = blackline(old, new, author, day)
    except NotTrackableError as error:
        raise UsageError(
            N_("{report}: Word cannot track what changed here: {reason}. Nothing was published; leave out --blackline"),
            report=report,
            reason=error.what,
        ) from error
    wrong = {*unlike(made, new, accept=True), *unlike(made, old, accept=False)}
    if wrong:
        raise UsageError(
            N_("{report}: the tracked changes are not proved in {parts}: accepted they must be the new document, "
               "rejected the old one. Nothing was published; leave out --blackline"),
            report=report, parts=", ".join(sorted(wrong)),
        )  # fmt: skip
    return made
