"""A name must be defined once in a schema, and not be that of a built-in type.

Commands, events and types share one space of names. qapidoc keeps the first definition, in the
order of includes, and points at it.

Bad::

    { 'struct': 'Speed', 'data': { 'percent': 'int' } }

    { 'enum': 'Speed', 'data': [ 'slow', 'fast' ] }

Good::

    { 'struct': 'Speed', 'data': { 'percent': 'int' } }

    { 'enum': 'SpeedClass', 'data': [ 'slow', 'fast' ] }
"""

from __future__ import annotations

from qapidoc.findings import Severity
from qapidoc.rules.problem import problems_of
from qapidoc.rules.rule import Rule
from qapidoc.schema.problems import SchemaKind

RULE = Rule(
    name="language-redefinition",
    code="LA018",
    severity=Severity.ERROR,
    page=__doc__,
    check=problems_of(SchemaKind.REDEFINITION),
)
