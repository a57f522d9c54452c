"""The few programs that pages carry in themselves. A template names one and cannot bring its own."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from importlib import resources

import jinja2.nodes
from markupsafe import Markup

from reportgen.base.messages import N_
from reportgen.render.html.faults import PrintError

SCRIPTS = ("copy", "find", "findings")
"""`copy`: a button that copies the page. `find`: search, filters and sorting of a list of reports. `findings`: the
same filters for findings."""


def script(name: str) -> Markup:
    """One of the programs that come with reportgen, as a `<script>` that the page's policy allows."""
    if name not in SCRIPTS:
        raise PrintError(N_("there is no script {name}; scripts: {known}"), name=str(name), known=", ".join(SCRIPTS))
    return Markup(f"<script>{_text_of(name)}</script>")  # noqa: S704 - it comes with the program


def digests_of(tree: jinja2.nodes.Template) -> list[str]:
    """The hashes of the scripts that a template calls by name, for a content security policy."""
    names = {
        call.args[0].value
        for call in tree.find_all(jinja2.nodes.Call)
        if isinstance(call.node, jinja2.nodes.Name)
        and call.node.name == script.__name__
        and len(call.args) == 1
        and isinstance(call.args[0], jinja2.nodes.Const)
    }
    return [digest(_text_of(name)) for name in SCRIPTS if name in names]


def digest(text: str) -> str:
    """A source of a policy that allows exactly `text`."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _text_of(name: str) -> str:
    return resources.files(__package__).joinpath("scripts", f"{name}.js").read_text(encoding="utf-8").strip()
