"""What everything in `build/` was made with: `build/.manifest.json`, the fingerprint that the same bytes depend on."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from reportgen.base.files import write_files
from reportgen.base.fingerprint import made_with
from reportgen.batch.basis import Bases
from reportgen.batch.outcome import Outcome
from reportgen.batch.sight import digest, digest_of
from reportgen.batch.state import State
from reportgen.load.workspace import Workspace

FILE = ".manifest.json"
_FACT = "manifest"
_PDF = "report.pdf"


def refresh_manifest(
    workspace: Workspace, state: State, bases: Bases, outcomes: Sequence[Outcome], known: Collection[str]
) -> None:
    """Writes the manifest after a build that left nothing as another program had made it.

    After a build of some reports, or with a failed one, a manifest that may not hold for all files is removed.
    """
    file = workspace.build / FILE
    has_pdf = any(_PDF in outcome.files for outcome in outcomes)
    says = digest_of(f"{bases.program} {bases.fonts if has_pdf else ''}".encode())
    if state.fact(_FACT) == f"{says} {digest(file)}":
        return
    if not outcomes or len(outcomes) < len(known) or any(outcome.failed for outcome in outcomes):
        file.unlink(missing_ok=True)
        return
    fonts = None
    if has_pdf:
        from reportgen.render.pdf.surroundings import fonts_by_name

        fonts = fonts_by_name()
    document = {"schema": 1, "made_with": made_with(fonts)}
    write_files({file: (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()}, settled=True)
    state.keep_facts({_FACT: f"{says} {digest(file)}"})
