"""An include must not leave the tree that the schema belongs to.

A schema from somebody else's checkout could otherwise make qapidoc read, and quote, any file of
yours. The tree is the one of git, else the folder of the configuration, else that of the file
``VERSION``. ``--allow-outside`` reads such files all the same.

Bad::

    { 'include': '../../elsewhere/common.json' }

    { 'struct': 'Monitor', 'data': { 'id': 'str' } }

Good::

    { 'struct': 'Monitor', 'data': { 'id': 'str' } }
"""

from __future__ import annotations

from qapidoc.findings import Severity
from qapidoc.rules.problem import problems_of
from qapidoc.rules.rule import Rule
from qapidoc.schema.problems import SchemaKind

RULE = Rule(
    name="language-include-outside",
    code="LA011",
    severity=Severity.ERROR,
    page=__doc__,
    check=problems_of(SchemaKind.INCLUDE_OUTSIDE),
)
