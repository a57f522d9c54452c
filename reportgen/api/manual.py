"""The kinds of findings, and the manual of each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportgen.base.finding import Fault

if TYPE_CHECKING:
    pass


def fault_of(code: str) -> Fault:
    """The kind of finding that `code` names. Raises UsageError for a code that nothing finds."""
    from reportgen.base.errors import UsageError
    from reportgen.base.messages import N_

    found = all_faults().get(code)
    if found is None:
        raise UsageError(N_("there is no finding {code}; the codes are listed in docs/findings.md"), code=code)
    return found


def all_faults() -> dict[str, Fault]:
    """Every kind of finding by code: of reading, importing, checking, templates and reading back."""
    from reportgen.review import all_faults as found

    return found()


def manual_of(fault: Fault) -> str:
    """The page of the manual on a kind of finding, in the current language."""
    from reportgen.base.messages import tr
    from reportgen.checks.rule import checks

    check = checks().get(fault.code)
    if check is not None:
        return "\n\n".join(tr(part) for part in paragraphs_of(check.manual))
    words = (tr(text).replace("{{", "{").replace("}}", "}") for text in (fault.about, fault.message, fault.hint))
    return "\n".join(filter(None, words))


def paragraphs_of(manual: str) -> list[str]:
    """The paragraphs of a manual page, each in one line: what it finds, why, example, remedy."""
    parts = re.split(r"\n\s*\n|\n(?=(?:Why|Example|Remedy):)", manual)
    return [re.sub(r"\s*\n\s*", " ", part).strip() for part in parts if part.strip()]
