"""A pragma must exist, and have a value of the right type.

``doc-required`` is true or false. ``command-name-exceptions``, ``command-returns-exceptions``,
``documentation-exceptions`` and ``member-name-exceptions`` are lists of names. A pragma that is
misspelt would switch on nothing, and nobody would notice.

Bad::

    { 'pragma': { 'doc-require': true } }

Good::

    { 'pragma': { 'doc-required': true } }
"""

from __future__ import annotations

from qapidoc.findings import Severity
from qapidoc.rules.problem import problems_of
from qapidoc.rules.rule import Rule
from qapidoc.schema.problems import SchemaKind

RULE = Rule(
    name="language-pragma",
    code="LA012",
    severity=Severity.ERROR,
    page=__doc__,
    check=problems_of(SchemaKind.PRAGMA),
)
