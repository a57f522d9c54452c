"""The closed language of template expressions, the same for Word and HTML.

A template may print names and their fields, filter them, loop and choose. The syntax tree is checked before anything
is compiled, so that nothing outside this list is ever run: no attribute that begins with an underscore, no method
call, no arithmetic that can grow without bound, no other file.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.location import Location
from reportgen.base.messages import N_, Message
from reportgen.filters.filter import filters

Place = Callable[[int], Location]
"""Turns a line of the template's source into a place for people."""

SYNTAX = Fault("TPL001", "template_syntax", Severity.ERROR, N_("the template cannot be read here: {problem}"))
NOT_ALLOWED = Fault(
    "TPL002",
    "not_allowed",
    Severity.ERROR,
    N_("{what} is not allowed in a template"),
    N_("templates print values by name, filter them, loop and choose; see docs/templates.md"),
)
UNKNOWN_FILTER = Fault(
    "TPL003", "unknown_template_filter", Severity.ERROR, N_("there is no filter {filter}"), N_("filters: {known}")
)
UNKNOWN_NAME = Fault(
    "TPL004", "unknown_name", Severity.ERROR, N_("there is no name {name}"), N_("did you mean {suggestion}?")
)

PLAIN_FILTERS = ("default", "first", "join", "last", "length", "list", "reverse")
"""Jinja's own filters that templates may use beside the filters of the field."""

_TESTS = frozenset(
    {"defined", "undefined", "none", "odd", "even", "divisibleby", "eq", "ne", "lt", "le", "gt", "ge", "in"}
)
_ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Slice,
    nodes.Filter,
    nodes.Test,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Neg,
    nodes.Add,
    nodes.Sub,
    nodes.Concat,
    nodes.CondExpr,
    nodes.If,
    nodes.For,
    nodes.Assign,
    nodes.List,
    nodes.Tuple,
    nodes.Call,
    nodes.Keyword,
)


class Environment(ImmutableSandboxedEnvironment):
    """A strict, autoescaping, sandboxed environment whose only functions are the ones given."""

    def __init__(self, finalize: Callable[..., Any], functions: Mapping[str, Callable[..., Any]]) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=finalize, keep_trailing_newline=True)
        plain = {name: self.filters[name] for name in PLAIN_FILTERS}
        self.filters = {**plain, **filters()}
        self.tests = {name: test for name, test in self.tests.items() if name in _TESTS}
        self.globals = dict(functions)


def faults_of(source: str, environment: Environment, names: Iterable[str], place: Place) -> list[Finding]:
    """Every expression of a template that is outside the closed language; empty where the template may be compiled.

    `names` are the names that the context will hold.
    """
    try:
        tree = environment.parse(source)
    except TemplateSyntaxError as error:
        return [SYNTAX.at(place(error.lineno), problem=error.message or "")]
    return list(_Checker(environment, frozenset(names), place).walk(tree))


class _Checker:
    def __init__(self, environment: Environment, names: frozenset[str], place: Place) -> None:
        self._environment = environment
        self._names = names
        self._place = place

    def walk(self, tree: nodes.Template) -> Iterator[Finding]:
        known = self._names | set(self._environment.globals) | {"loop"} | _assigned(tree)
        for node in _every_node(tree):
            where = self._place(node.lineno or 0)
            if not isinstance(node, _ALLOWED):
                yield NOT_ALLOWED.at(where, what=type(node).__name__.lower())
            elif isinstance(node, nodes.Name) and node.ctx == "load" and node.name not in known:
                near = difflib.get_close_matches(node.name, known, n=1, cutoff=0) or ["?"]
                yield UNKNOWN_NAME.at(where, name=node.name, suggestion=near[0])
            else:
                yield from self._named(node, where)

    def _named(self, node: nodes.Node, where: Location) -> Iterator[Finding]:
        match node:
            case nodes.Getattr() if node.attr.startswith("_"):
                yield NOT_ALLOWED.at(where, what=node.attr)
            case nodes.Getitem() if isinstance(node.arg, nodes.Const) and str(node.arg.value).startswith("_"):
                yield NOT_ALLOWED.at(where, what=str(node.arg.value))
            case nodes.Filter() if node.name not in self._environment.filters:
                yield UNKNOWN_FILTER.at(where, filter=node.name, known=", ".join(self._known_filters()))
            case nodes.Test() if node.name not in self._environment.tests:
                yield NOT_ALLOWED.at(where, what=f"is {node.name}")
            case nodes.Call() if not self._is_function(node.node):
                yield NOT_ALLOWED.at(where, what=Message(N_("a call")))
            case nodes.For() if node.recursive:
                yield NOT_ALLOWED.at(where, what=Message(N_("a recursive loop")))

    def _known_filters(self) -> list[str]:
        return sorted(name for name in self._environment.filters if not name.startswith("_"))

    def _is_function(self, node: nodes.Expr) -> bool:
        return isinstance(node, nodes.Name) and node.name in self._environment.globals


def _every_node(tree: nodes.Node) -> Iterator[nodes.Node]:
    yield tree
    for child in tree.iter_child_nodes():
        yield from _every_node(child)


def _assigned(tree: nodes.Template) -> set[str]:
    return {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
