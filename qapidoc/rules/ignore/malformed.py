"""A comment that is to suppress findings must be written and placed as one.

``# qapidoc: ignore[NAME, …]`` stands on a line of its own, above the doc comment or expression that
it holds for, and ``# qapidoc: ignore-file[NAME, …]`` above the first item of a file. Anything may
follow the closing bracket, a reason for one. Written otherwise, behind code, or within a doc
comment or an expression, such a comment has no effect, and its author should know.

Bad::

    # qapidoc: ignore older than our records
    ##
    # @open-roof:
    #
    # Open the roof.
    #
    # Since: 8.1
    ##
    { 'command': 'open-roof' }

Good::

    # qapidoc: ignore[since-missing] older than our records
    ##
    # @open-roof:
    #
    # Open the roof.
    ##
    { 'command': 'open-roof' }
"""

from __future__ import annotations

from qapidoc.findings import Severity
from qapidoc.rules.problem import problems_of
from qapidoc.rules.rule import Rule
from qapidoc.syntax.problems import SyntaxKind

RULE = Rule(
    name="ignore-malformed",
    code="IG001",
    severity=Severity.WARNING,
    page=__doc__,
    check=problems_of(SyntaxKind.IGNORE),
)
