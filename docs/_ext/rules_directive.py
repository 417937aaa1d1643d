"""The rules of the linter in the manual, made from the registry when the manual is built.

``.. rule-table::`` lists all rules, and ``.. rule-pages::`` gives the page of each, which is
the docstring of its module.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective
from sphinx.util.parsing import nested_parse_to_nodes

import qapidoc
from qapidoc.rules import registry
from qapidoc.rules.registry import RULES
from qapidoc.rules.rule import Stage

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from qapidoc.rules.rule import Rule


class Generated(SphinxDirective):
    """Parses text that is made from the registry."""

    def run(self) -> list[nodes.Node]:
        """Give what the text says."""
        for path in Path(registry.__file__).parent.rglob("*.py"):
            self.env.note_dependency(str(path))
        text = StringList()
        for origin, line in self.lines():
            text.append(line, origin)
        return nested_parse_to_nodes(self.state, text, allow_section_headings=True)

    def lines(self) -> Iterator[tuple[str, str]]:
        """Give lines of rST, each with the name of what it comes from."""
        raise NotImplementedError


class RuleTable(Generated):
    """``.. rule-table::``."""

    def lines(self) -> Iterator[tuple[str, str]]:
        """Give a table with a row for each rule."""
        rows = (
            ".. list-table::",
            "   :header-rows: 1",
            "   :widths: 8 34 12 46",
            "",
            "   * - Code",
            "     - Name",
            "     - Severity",
            "     - What it says",
        )
        yield from ((self.name, row) for row in rows)
        for rule in RULES:
            stage = "" if rule.stage is Stage.STABLE else f", {rule.stage}"
            off = "" if rule.default else ", off by default"
            yield rule.name, f"   * - {rule.code}"
            yield rule.name, f"     - :ref:`{rule.name} <rule-{rule.name}>`"
            yield rule.name, f"     - {rule.severity}{stage}{off}"
            yield rule.name, f"     - {rule.summary}"


class RulePages(Generated):
    """``.. rule-pages::``."""

    def lines(self) -> Iterator[tuple[str, str]]:
        """Give a section for each family, with a section for each of its rules."""
        for family in dict.fromkeys(rule.family for rule in RULES):
            yield from ((family, line) for line in _titled(family, "=", f"family-{family}"))
            for rule in RULES:
                if rule.family == family:
                    yield from ((rule.name, line) for line in _page(rule))


def _titled(title: str, underline: str, label: str) -> Iterable[str]:
    return (f".. _{label}:", "", title, underline * len(title), "")


def _page(rule: Rule) -> Iterator[str]:
    yield from _titled(rule.name, "-", f"rule-{rule.name}")
    facts = [
        f"Code: ``{rule.code}``",
        f"severity: {rule.severity}",
        f"confidence: {rule.confidence}",
    ]
    if rule.groups:
        facts.append(f"also selected by: {', '.join(f'``{group}``' for group in rule.groups)}")
    if rule.aliases:
        facts.append(f"formerly: {', '.join(f'``{name}``' for name in rule.aliases)}")
    if rule.stage is not Stage.STABLE:
        facts.append(f"stage: {rule.stage}")
    if not rule.default:
        facts.append("off by default")
    yield f"{'; '.join(facts)}."
    yield ""
    yield from rule.manual.splitlines()
    yield ""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directives."""
    app.add_directive("rule-table", RuleTable)
    app.add_directive("rule-pages", RulePages)
    return {
        "version": qapidoc.__version__,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
