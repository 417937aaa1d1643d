"""A comma must stand between two members or elements, and nowhere else.

Up to QEMU 1.5 the schema had places without it, and up to 1.4 places with one after the last
member. Releases since then refuse both; qapidoc reads either, and says so where the target
release does not.

Bad::

    { 'enum': 'RunPhase', 'data': [ 'early' 'late' ] }

Good::

    { 'enum': 'RunPhase', 'data': [ 'early', 'late' ] }
"""

from __future__ import annotations

from qapidoc.findings import Severity
from qapidoc.rules.problem import problems_of
from qapidoc.rules.rule import Rule
from qapidoc.syntax.problems import SyntaxKind

RULE = Rule(
    name="language-comma",
    code="LA005",
    severity=Severity.ERROR,
    page=__doc__,
    check=problems_of(SyntaxKind.COMMA),
)
