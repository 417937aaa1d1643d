"""A comment that suppresses findings must have one to suppress.

Once the reason for ``# qapidoc: ignore[…]`` is gone, the comment would only hide the next mistake.
Each name between the brackets is judged by itself, and only if the rules that it names have run:
with ``--select union``, say, nothing is said of a comment about ``since``. Nor is anything said as
long as a part of the schema, such as an include, cannot be read. In a module of several schemas, a
comment is of use if it is in one of them.

Bad::

    # qapidoc: ignore[since-missing] older than our records
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
from qapidoc.rules.rule import Rule, by_engine

RULE = Rule(
    name="ignore-unused",
    code="IG003",
    severity=Severity.WARNING,
    page=__doc__,
    check=by_engine,
)
