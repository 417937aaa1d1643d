"""A comment that suppresses findings must name rules that exist.

Between the brackets of ``# qapidoc: ignore[…]`` stand names, codes or families of rules, which
``qapidoc rule --all`` lists. By any other name the comment suppresses nothing.

Bad::

    # qapidoc: ignore[undated]
    ##
    # @open-roof:
    #
    # Open the roof.
    #
    # Since: 8.1
    ##
    { 'command': 'open-roof' }

Good::

    # qapidoc: ignore[since-missing]
    ##
    # @open-roof:
    #
    # Open the roof.
    ##
    { 'command': 'open-roof' }
"""

from __future__ import annotations

from qapidoc.findings import Severity
from qapidoc.rules.rule import Rule, by_engine

RULE = Rule(
    name="ignore-unknown",
    code="IG002",
    severity=Severity.WARNING,
    page=__doc__,
    check=by_engine,
)
