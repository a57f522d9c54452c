"""Why a report is built, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from reportgen.base.messages import N_, Message
from reportgen.batch.basis import FILTERS, FONTS, FORMATS, LANGUAGE, LAYER, LIMITS, PROFILE, PROGRAM, Parts
from reportgen.batch.sight import NOTHING
from reportgen.load.layers import BLOCKS

UNCHANGED = Message(N_("nothing changed"))
NEW = Message(N_("not built before"))
NOT_FINISHED = Message(N_("not built when it was tried last"))
CUT_OFF = Message(N_("the last build was interrupted while it was made"))
OTHER_RELATED = Message(N_("it is compared with other reports than before"))
OTHER_STRAYS = Message(N_("other files lie beside it than before"))
_OF_PARTS: Mapping[str, Message] = {
    PROGRAM: Message(N_("the program changed")),
    FORMATS: Message(N_("other formats are made")),
    LANGUAGE: Message(N_("the language changed")),
    LIMITS: Message(N_("the limits of the workspace changed")),
    FILTERS: Message(N_("the filters of the workspace changed")),
    FONTS: Message(N_("the fonts of this machine changed")),
}


def of_parts(before: Parts, now: Parts) -> list[Message]:
    """Why a basis is another, each reason once."""
    changed = [name for name in sorted({*before, *now}) if before.get(name) != now.get(name)]
    found = [_of_part(name, name in before, name in now) for name in changed if not name.startswith("order:")]
    if not found:
        found = [Message(N_("other layers are used, or in another order"))]
    return list({(one.source, *one.values.values()): one for one in found}.values())


def _of_part(name: str, was: bool, is_now: bool) -> Message:
    if name.startswith(PROFILE):
        return Message(N_("profile {profile} changed"), {"profile": name.removeprefix(PROFILE).partition(":")[0]})
    if not name.startswith(LAYER):
        return _OF_PARTS[name]
    layer, _, file = name.removeprefix(LAYER).partition("/")
    values = {"layer": layer, "file": file}
    if file.startswith(f"{BLOCKS}/"):
        values["file"] = file.removeprefix(f"{BLOCKS}/").partition(".")[0]
        words = (N_("layer {layer}: block {file} changed"), N_("layer {layer}: block {file} is used now"),
                 N_("layer {layer}: block {file} is used no more"))  # fmt: skip
    else:
        words = (N_("layer {layer}: {file} changed"), N_("layer {layer}: {file} is used now"),
                 N_("layer {layer}: {file} is used no more"))  # fmt: skip
    return Message(words[0] if was and is_now else words[1] if is_now else words[2], values)


def of_inputs(names: Sequence[str], before: Sequence[str], now: Sequence[str]) -> Iterator[Message]:
    """What became of the files that a report was made from; names of those of other reports begin with a slash."""
    for name, old, new in zip_longest(names, before, now, fillvalue=NOTHING):
        if old != new:
            words = N_("{file} changed")
            if NOTHING in (old, new):
                words = N_("{file} is new") if old == NOTHING else N_("{file} is no more")
            yield Message(words, {"file": name.lstrip("/")})


def of_outputs(names: Sequence[str], before: Sequence[str], now: Sequence[str], *, cut_off: bool) -> Iterator[Message]:
    """What became of the files that were made; `cut_off` tells that the last build did not end."""
    for name, old, new in zip(names, before, now, strict=True):
        if old != new:
            if cut_off:
                yield CUT_OFF
                return
            words = N_("{file} was deleted") if new == NOTHING else N_("{file} was changed by hand")
            yield Message(words, {"file": name})
