"""Follows the names of a part from tag to tag: what each holds, and where it ceases to be there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import nodes

from reportgen.filters.filter import filters
from reportgen.render.expressions import names_asked_for
from reportgen.render.html.charts import KINDS as PAGE_CHARTS
from reportgen.render.nearest import nearest
from reportgen.render.word.charts.chart import KINDS as WORD_CHARTS
from reportgen.render.word.check.draft import Draft, Part
from reportgen.render.word.check.meanings import fitting, is_meaningless
from reportgen.render.word.check.shapes import (
    ANYTHING,
    FIGURE,
    LOOP,
    SECTION,
    SINGLE,
    WORDS,
    Anything,
    Listing,
    Record,
    Shape,
)
from reportgen.render.word.check.tagging import Tag
from reportgen.render.word.section_parts import PARTS
from reportgen.render.word.styles import HEADINGS

_OF_CHART = ("kind", "title", "rows", "category", "series", "alt")
_OF_PROSE = ("section", "part", "label", "level")
_OF_PAGE_PROSE = ("section", "level")
"""What a chart and a section of narrative are given in order, in Word and on a page."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A name that leads nowhere, or to what cannot be printed so.

    `kind` is `name`, `field` (of `owner`), `gone` (bound by the tag `owner` only), `meaning` (the filter `owner` has
    none for it; `near` are those that have one), `section` (`prose` prints none of it), `part` (`prose` knows none of
    the kind `name`), `level` (its headings cannot begin there) or `chart` (there is none of the kind `name`).
    """

    kind: str
    tag: Tag
    name: str
    near: str
    owner: str = ""


@lru_cache(maxsize=1)
def doubts_of(draft: Draft) -> tuple[Doubt, ...]:
    """Every name of every part that leads nowhere, each once a tag. Several checks ask for them, one after another."""
    found = (doubt for part in draft.parts for doubt in _Walk(draft, part).walk())
    return tuple({(id(doubt.tag), doubt.kind, doubt.name, doubt.owner): doubt for doubt in found}.values())


class _Walk:
    def __init__(self, draft: Draft, part: Part) -> None:
        self._draft, self._part = draft, part
        self._scopes: list[dict[str, Shape]] = [dict(draft.names.fields)]
        trees = (draft.tree(tag) for tag in part.tags if tag.says)
        asked = {name for tree in trees if tree is not None for name in names_asked_for(tree)}
        self._scopes.insert(0, dict.fromkeys(asked, ANYTHING))
        self._found: list[Doubt] = []
        self._binders = {name: tag.text for tag in part.tags for name in self._bound(tag)}

    def walk(self) -> Iterator[Doubt]:
        for tag in self._part.tags:
            tree = self._draft.tree(tag) if tag.says else None
            if tree is not None:
                self._tag(tag, tree)
            if tag.closes == "for" and len(self._scopes) > 2:
                self._scopes.pop()
            elif tag.opens == "for" and tree is None:
                self._scopes.append({})
        yield from self._found

    def _bound(self, tag: Tag) -> list[str]:
        tree = self._draft.tree(tag) if tag.says else None
        return [one.name for one in tree.find_all(nodes.Name) if one.ctx == "store"] if tree else []

    def _tag(self, tag: Tag, tree: nodes.Template) -> None:
        evaluator = _Evaluator(self._draft, self._scopes, self._binders, tag, self._found)
        if "loop" in self._scopes[-1] or tag.word not in ("vm", "hm"):
            for node in tree.body:
                self._statement(evaluator, node)

    def _statement(self, evaluator: _Evaluator, node: nodes.Node) -> None:
        match node:
            case nodes.For():
                item = _item_of(evaluator.shape(node.iter))
                self._scopes.append({"loop": LOOP, **_targets(node.target, item)})
                if node.test is not None:
                    evaluator.shape(node.test)
            case nodes.Assign():
                self._scopes[-1].update(_targets(node.target, evaluator.shape(node.node)))
            case nodes.If():
                evaluator.shape(node.test)
            case nodes.Output():
                for value in node.nodes:
                    evaluator.shape(value)
            case _:
                self._scopes[-1].update(dict.fromkeys(self._stored(node), ANYTHING))

    def _stored(self, node: nodes.Node) -> Iterator[str]:
        yield from (one.name for one in node.find_all(nodes.Name) if one.ctx in ("store", "param"))


class _Evaluator:
    """Works out what an expression holds, as far as that can be known, and notes what leads nowhere."""

    def __init__(
        self, draft: Draft, scopes: list[dict[str, Shape]], binders: dict[str, str], tag: Tag, found: list[Doubt]
    ) -> None:
        self._draft, self._scopes, self._binders, self._tag, self._found = draft, scopes, binders, tag, found

    def shape(self, node: nodes.Node) -> Shape:
        match node:
            case nodes.Name():
                return self._name(node.name)
            case nodes.Getattr():
                return self._field(self.shape(node.node), node.attr, node.node)
            case nodes.Getitem(arg=nodes.Const(value=str(name))):
                return self._field(self.shape(node.node), name, node.node)
            case nodes.Getitem():
                self.shape(node.arg)
                held = self.shape(node.node)
                return held if isinstance(node.arg, nodes.Slice) else _item_of(held)
            case (
                nodes.Filter(node=nodes.Getattr() | nodes.Getitem() as asked, name="default" | "d")
                | nodes.Test(node=nodes.Getattr() | nodes.Getitem() as asked, name="defined" | "undefined")
            ):
                self.shape(asked.node)  # the field itself need not be there
                return self._filtered(node, ANYTHING)
            case nodes.Filter(node=nodes.Expr() as inner):
                return self._filtered(node, self.shape(inner))
            case nodes.Or() | nodes.And():
                return _either(self.shape(node.left), self.shape(node.right))
            case _:
                return self._other(node)

    def _other(self, node: nodes.Node) -> Shape:
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == "chart":
            return self._chart(node)
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == "prose":
            return self._prose(node)
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr):
            for inner in (node.node.node, *node.args):  # a method is allowed or forbidden as such, not unknown
                self.shape(inner)
            return ANYTHING
        shapes = [self.shape(child) for child in node.iter_child_nodes()]
        if isinstance(node, nodes.CondExpr) and node.expr2 is not None:
            return _either(*(self.shape(one) for one in (node.expr1, node.expr2)))
        if isinstance(node, nodes.List | nodes.Tuple):
            return Listing(shapes[0] if shapes and all(shape == shapes[0] for shape in shapes) else ANYTHING)
        if isinstance(node, nodes.Const):
            return WORDS if isinstance(node.value, str) else ANYTHING if node.value is None else SINGLE
        return ANYTHING

    def _prose(self, node: nodes.Call) -> Shape:
        """What is printed as narrative is a section, or nothing."""
        in_word = self._draft.package is not None
        order = _OF_PROSE if in_word else _OF_PAGE_PROSE
        given = dict(zip(order, node.args, strict=False)) | {one.key: one.value for one in node.kwargs}
        for part in _constants(given.get("part")) if in_word else ():
            if part not in PARTS:
                self._found.append(Doubt("part", self._tag, str(part), nearest(str(part), PARTS)))
        for level in _constants(given.get("level")):
            if type(level) is not int or not 1 <= level <= HEADINGS:
                self._found.append(Doubt("level", self._tag, str(level), ""))
        held = {name: self.shape(value) for name, value in given.items()}.get("section", ANYTHING)
        if not (isinstance(held, Anything) or (isinstance(held, Record) and held.name == SECTION)):
            self._found.append(Doubt("section", self._tag, _path(given["section"]) or self._tag.text, ""))
        return ANYTHING

    def _chart(self, node: nodes.Call) -> Shape:
        """The rows of a chart have the fields that it names by literals."""
        given = dict(zip(_OF_CHART, node.args, strict=False)) | {one.key: one.value for one in node.kwargs}
        shapes = {name: self.shape(value) for name, value in given.items()}
        in_word = self._draft.package is not None
        kinds, asked = WORD_CHARTS if in_word else PAGE_CHARTS, given.get("kind")
        for kind in _constants(asked):
            if kind not in kinds and not (in_word and isinstance(asked, nodes.Const)):  # TPL172 tells of that alone
                self._found.append(Doubt("chart", self._tag, str(kind), nearest(str(kind), kinds), ", ".join(kinds)))
        rows = _item_of(shapes.get("rows", ANYTHING))
        for within in _literals(given.get("within")):
            rows = _item_of(self._field(rows, within, node))
        for name in (*_literals(given.get("category")), *_literals(given.get("series"))):
            if isinstance(rows, Record):
                self._field(rows, name, node)
        return ANYTHING

    def _name(self, name: str) -> Shape:
        for scope in reversed(self._scopes):
            if name in scope:
                return scope[name]
        if name in self._draft.environment.globals:
            return ANYTHING
        known = {name for scope in self._scopes for name in scope if name != "loop"}
        gone = name in self._binders or name == "loop"
        owner = self._binders.get(name, "{% for … %}") if gone else ""
        self._found.append(Doubt("gone" if gone else "name", self._tag, name, nearest(name, known), owner))
        return ANYTHING

    def _field(self, owner: Shape, name: str, node: nodes.Node) -> Shape:
        match owner:
            case Record() if name in owner.fields:
                return owner.fields[name]
            case Anything():
                return ANYTHING
            case _ if name.startswith("_"):
                return ANYTHING
            case Record():
                self._found.append(Doubt("field", self._tag, name, nearest(name, owner.fields), owner.name))
            case _:
                self._found.append(Doubt("field", self._tag, name, _whole(node, owner)))
        return ANYTHING

    def _filtered(self, node: nodes.Filter | nodes.Test, held: Shape) -> Shape:
        for argument in (*node.args, *(one.value for one in node.kwargs)):
            self.shape(argument)
        if node.name in ("first", "last"):
            return _item_of(held)
        if node.name in ("list", "reverse"):
            return held
        if isinstance(node, nodes.Filter) and node.node is not None:
            if is_meaningless(node.name, held):
                asked = _path(node.node) or self._tag.text
                self._found.append(Doubt("meaning", self._tag, asked, ", ".join(fitting(held)), node.name))
            if node.name in filters() and isinstance(held, Record) and held.name == FIGURE:
                return held
        return ANYTHING


def _literals(node: nodes.Node | None) -> Iterator[str]:
    """The texts that are written out in an argument: one, or a list of them."""
    for one in node.items if isinstance(node, nodes.List | nodes.Tuple) else [node]:
        if isinstance(one, nodes.Const) and isinstance(one.value, str):
            yield one.value


def _constants(node: nodes.Node | None) -> Iterator[object]:
    """What is written out in an argument; of a choice both values."""
    if isinstance(node, nodes.Const):
        yield node.value
    elif isinstance(node, nodes.CondExpr):
        yield from (*_constants(node.expr1), *_constants(node.expr2))


def _whole(node: nodes.Node, held: Shape) -> str:
    """How what has no fields is used: a list is looped over, a text printed as it is. Empty where it has no name."""
    path = _path(node)
    if path and isinstance(held, Listing):
        return f"{{% for {path.rpartition('.')[2].removesuffix('s')} in {path} %}}"
    return path


def _path(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        above = _path(node.node)
        return f"{above}.{node.attr}" if above else ""
    return node.name if isinstance(node, nodes.Name) else ""


def _item_of(held: Shape) -> Shape:
    return held.item if isinstance(held, Listing) else ANYTHING


def _either(one: Shape, other: Shape) -> Shape:
    return one if one == other else ANYTHING


def _targets(target: nodes.Node, held: Shape) -> dict[str, Shape]:
    if isinstance(target, nodes.Name):
        return {target.name: held}
    return {one.name: ANYTHING for one in target.find_all(nodes.Name)}
