"""Rewrites a checked syntax tree so that what it does is paid from a budget, see `reportgen.render.bounds`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

_METHODS = frozenset({"items", "keys", "values"})


class BoundedCode(CodeGenerator):
    """Compiles `~` to a call that holds the length of the text."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        """Writes the call."""
        self.write("environment.texts_joined(context, (")
        for one in node.nodes:
            self.visit(one, frame)
            self.write(", ")
        self.write("))")


def bounded(tree: nodes.Template) -> nodes.Template:
    """The same tree, changed in place: loops, comparisons and slices of lists are paid for."""
    for loop in list(tree.find_all(nodes.For)):
        loop.iter = _filtered(loop.iter, "_counted", nodes.Const(_static(loop)))
    for compare in list(tree.find_all(nodes.Compare)):
        _pay(compare)
    for item in list(tree.find_all(nodes.Getitem)):
        if isinstance(item.arg, nodes.Slice):
            item.node = _filtered(item.node, "_looked_through")
    for choice in list(tree.find_all(nodes.CondExpr)):
        if choice.expr2 is None:
            choice.expr2 = nodes.Const("", lineno=choice.lineno, environment=choice.environment)
    _name_methods(tree)
    return tree


def _pay(compare: nodes.Compare) -> None:
    if isinstance(compare.expr, nodes.Const):
        searched = [one for one in compare.ops if one.op in ("in", "notin")]
    else:
        searched = [one for one in compare.ops if not isinstance(one.expr, nodes.Const)]
    for operand in searched:
        operand.expr = _filtered(operand.expr, "_looked_through")


def _static(loop: nodes.For) -> int:
    """How many characters of the template one round repeats, inner loops apart."""
    return sum(len(one.data) for part in loop.body for one in _data(part))


def _data(node: nodes.Node) -> Iterator[nodes.TemplateData]:
    if isinstance(node, nodes.TemplateData):
        yield node
    elif not isinstance(node, nodes.For):
        for child in node.iter_child_nodes():
            yield from _data(child)


def _filtered(node: Any, name: str, *args: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, list(args), [], None, None, lineno=node.lineno, environment=node.environment)


def _name_methods(node: nodes.Node) -> None:
    """`x.items()` is what a filter makes of `x`, whatever keys `x` has."""
    for field, value in node.iter_fields():
        if isinstance(value, list):
            value[:] = [_without_method(one) if isinstance(one, nodes.Node) else one for one in value]
        elif isinstance(value, nodes.Node):
            setattr(node, field, _without_method(value))


def _without_method(node: nodes.Node) -> nodes.Node:
    _name_methods(node)
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr) and node.node.attr in _METHODS:
        return _filtered(node.node.node, "_pairs", nodes.Const(node.node.attr))
    return node
