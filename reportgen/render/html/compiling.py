"""Checks and compiles the templates of a page: everything that is done once, before the first page."""

from __future__ import annotations

from collections.abc import Iterator, Set

from reportgen.base.errors import TemplateError
from reportgen.base.finding import Finding
from reportgen.render.code import Code
from reportgen.render.environment import Environment
from reportgen.render.expressions import SYNTAX, faults_of
from reportgen.render.html.contexts import fit_to_places
from reportgen.render.html.markup import FITTING
from reportgen.render.html.page import POLICY, CompiledPage
from reportgen.render.html.regions import Source, laid_in
from reportgen.render.html.scripts import digests_of
from reportgen.render.html.sources import Sources
from reportgen.render.html.style import StyleSheet, style_faults


def compiled_page(
    sources: Sources, names: Set[str], environment: Environment, only: frozenset[str] | None
) -> CompiledPage:
    """What `environment` makes of `sources`, whose tags may use `names`; `only` are the elements allowed, if not all.

    Raises TemplateError with every fault of all files.
    """
    source, wrong = laid_in(sources.template, sources.blocks)
    wrong += [fault for block in sources.blocks.values() for fault in _faults_of_block(block, environment)]
    found = [fault for sheet in sources.styles for fault in style_faults(sheet.text, sheet.told)]
    found += wrong or faults_of(source.text, environment, {POLICY, *names}, source.place)
    if wrong or any(finding.code == SYNTAX.code for finding in found):
        raise TemplateError(found)
    tree = environment.parse(source.text)
    found += fit_to_places(tree, source.place, only)
    if found:
        raise TemplateError(found)
    policy = StyleSheet(sources.style).policy(digests_of(tree))
    environment.filters |= FITTING
    return CompiledPage(policy, Code(environment.compile(tree, filename=source.told), environment))


def _faults_of_block(block: Source, environment: Environment) -> Iterator[Finding]:
    """What a block leaves open: it must begin and end between tags by itself."""
    found = [fault for fault in faults_of(block.text, environment, (), block.place) if fault.code == SYNTAX.code]
    yield from found or fit_to_places(environment.parse(block.text), block.place)
