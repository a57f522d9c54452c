"""`reportgen`: the way in. Answers `--help` at once, and hands everything else to the program."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from reportgen.base.language import DEFAULT_LANGUAGE, LANGUAGES, language_of_environment


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the program and exits with its code; no fault of the user's ever shows a traceback."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    _write_utf8()
    asked, rest = _without_language(words)
    language = asked or language_of_environment() or DEFAULT_LANGUAGE
    if rest in ([], ["--help"]):
        sys.stdout.write(help_text(language))
        raise SystemExit(0)

    from reportgen.cli.program import run

    raise SystemExit(run(words, language))


def help_text(language: str) -> str:
    """The program's help in `language`, as `tools/docs.py` wrote it down: making it anew costs an import of click."""
    # pathlib would cost more than all the rest of this module
    file = os.path.join(os.path.dirname(__file__), f"help.{language}.txt")  # noqa: PTH118, PTH120
    with open(file, encoding="utf-8") as text:  # noqa: PTH123
        return text.read()


def _without_language(words: Sequence[str]) -> tuple[str | None, list[str]]:
    """The language that `--lang` names, and the words without it; None and all words where it names none of ours."""
    if len(words) >= 2 and words[0] == "--lang" and words[1] in LANGUAGES:
        return words[1], list(words[2:])
    if words and words[0].startswith("--lang=") and words[0][7:] in LANGUAGES:
        return words[0][7:], list(words[1:])
    return None, list(words)


def _write_utf8() -> None:
    """Prints UTF-8 wherever the output is no terminal, whatever the locale says: Chinese must survive a pipe."""
    for stream in (sys.stdout, sys.stderr):
        if not stream.isatty() and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")


if __name__ == "__main__":
    main()
