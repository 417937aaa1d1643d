"""The branches of an alternate must be told apart by their JSON types alone.

Nothing but the value itself says which branch it is. Two branches that are objects, or a string
beside an enum, can never be told apart. A branch of type ``str`` excludes numbers and booleans,
which the command line writes as strings.

Bad::

    { 'enum': 'SpeedClass', 'data': [ 'slow', 'fast' ] }

    { 'alternate': 'Speed', 'data': { 'class': 'SpeedClass', 'text': 'str' } }

Good::

    { 'enum': 'SpeedClass', 'data': [ 'slow', 'fast' ] }

    { 'alternate': 'Speed', 'data': { 'class': 'SpeedClass', 'percent': 'int' } }
"""

from __future__ import annotations

from qapidoc.findings import Severity
from qapidoc.rules.problem import problems_of
from qapidoc.rules.rule import Rule
from qapidoc.schema.problems import SchemaKind

RULE = Rule(
    name="language-alternate",
    code="LA022",
    severity=Severity.ERROR,
    page=__doc__,
    check=problems_of(SchemaKind.ALTERNATE),
)
