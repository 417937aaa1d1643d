"""A key must not stand twice in one object.

Most readers of JSON would silently keep one of the two, so that a member could have another
type than the one you look at. Remove one, or give it its own name.

Bad::

    { 'struct': 'Disk', 'data': { 'size': 'int', 'label': 'str', 'size': 'str' } }

Good::

    { 'struct': 'Disk', 'data': { 'size': 'int', 'label': 'str' } }
"""

from __future__ import annotations

from qapidoc.findings import Severity
from qapidoc.rules.problem import problems_of
from qapidoc.rules.rule import Rule
from qapidoc.schema.problems import SchemaKind

RULE = Rule(
    name="language-duplicate-key",
    code="LA006",
    severity=Severity.ERROR,
    page=__doc__,
    check=problems_of(SchemaKind.DUPLICATE_KEY),
)
