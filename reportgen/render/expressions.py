"""The closed language of template expressions, the same for Word and HTML.

A template may print names and their fields, filter them, compute with numbers, loop and choose. The syntax tree is
checked before anything is compiled, so that nothing outside this list is ever run: no attribute that begins with an
underscore, no method call but `items()`, `keys()`, `values()` and `loop.cycle()`, no power, no repeated text, no other
file. What is left is held to the bounds of `reportgen.render.bounds`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.location import Location
from reportgen.base.messages import N_, Message
from reportgen.render.environment import Environment
from reportgen.render.nearest import nearest

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

MAX_DEPTH = 100
"""How deep tags and expressions may be nested."""

_METHODS = frozenset({"items", "keys", "values"})
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
    nodes.Pos,
    nodes.Add,
    nodes.Sub,
    nodes.Mul,
    nodes.Div,
    nodes.FloorDiv,
    nodes.Mod,
    nodes.Concat,
    nodes.CondExpr,
    nodes.If,
    nodes.For,
    nodes.Assign,
    nodes.NSRef,
    nodes.With,
    nodes.Dict,
    nodes.Pair,
    nodes.List,
    nodes.Tuple,
    nodes.Call,
    nodes.Keyword,
)


def faults_of(source: str, environment: Environment, names: Iterable[str], place: Place) -> list[Finding]:
    """Every expression of a template that is outside the closed language; empty where the template may be compiled.

    `names` are the names that the context will hold.
    """
    try:
        tree = environment.parse(source)
        return list(_Checker(environment, frozenset(names), place).walk(tree))
    except TemplateSyntaxError as error:
        return [SYNTAX.at(place(error.lineno), problem=error.message or "")]
    except ValueError as error:
        return [SYNTAX.at(place(1), problem=str(error))]
    except RecursionError:
        return [NOT_ALLOWED.at(place(1), what=Message(N_("nesting this deep")))]


class _Checker:
    def __init__(self, environment: Environment, names: frozenset[str], place: Place) -> None:
        self._environment = environment
        self._names = names
        self._place = place

    def walk(self, tree: nodes.Template) -> Iterator[Finding]:
        known = self._names | set(self._environment.globals) | {"loop"} | _assigned(tree)
        excused = names_asked_for(tree)
        for node, depth, line in _every_node(tree):
            where = self._place(line)
            if depth == MAX_DEPTH:
                yield NOT_ALLOWED.at(where, what=Message(N_("nesting this deep")))
            if not isinstance(node, _ALLOWED):
                yield NOT_ALLOWED.at(where, what=type(node).__name__.lower())
            elif isinstance(node, nodes.Name) and node.ctx == "load" and node.name not in known | excused:
                yield UNKNOWN_NAME.at(where, name=node.name, suggestion=nearest(node.name, known - {"loop"}))
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
            case nodes.Call() if not self._is_function(node):
                yield NOT_ALLOWED.at(where, what=Message(N_("a call")))
            case nodes.For() if node.recursive:
                yield NOT_ALLOWED.at(where, what=Message(N_("a recursive loop")))
            case nodes.Mul() | nodes.Mod() if any(_is_text(one) for one in (node.left, node.right)):
                yield NOT_ALLOWED.at(where, what=Message(N_("a repeated or formatted text")))

    def _known_filters(self) -> list[str]:
        return sorted(name for name in self._environment.filters if not name.startswith("_"))

    def _is_function(self, node: nodes.Call) -> bool:
        called = node.node
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            return False
        if isinstance(called, nodes.Name):
            return called.name in self._environment.globals and called.name not in self._names
        if not isinstance(called, nodes.Getattr):
            return False
        if isinstance(called.node, nodes.Name) and called.node.name == "loop":
            return called.attr == "cycle"
        return called.attr in _METHODS and not node.args and not node.kwargs


def _is_text(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Const | nodes.Concat | nodes.List | nodes.Tuple) and not (
        isinstance(node, nodes.Const) and isinstance(node.value, int | float)
    )


def _every_node(tree: nodes.Node, depth: int = 0, line: int = 1) -> Iterator[tuple[nodes.Node, int, int]]:
    """Every node with its depth and line; a few have no line of their own."""
    line = getattr(tree, "lineno", None) or line
    yield tree, depth, line
    if depth < MAX_DEPTH:
        for child in tree.iter_child_nodes():
            yield from _every_node(child, depth + 1, line)


def _assigned(tree: nodes.Template) -> set[str]:
    return {node.name for node in tree.find_all(nodes.Name) if node.ctx in ("store", "param")}


def names_asked_for(tree: nodes.Template) -> set[str]:
    """The names that the template asks for with `default` or `is defined`: they need not be there."""
    asked = [
        node.node
        for node in tree.find_all((nodes.Filter, nodes.Test))
        if node.name in ("default", "d", "defined", "undefined")
    ]
    return {node.name for node in asked if isinstance(node, nodes.Name)}
