"""A type must be built in, or defined by the schema.

The definition may stand anywhere in the schema, also after its use. Where an included file is
missing, qapidoc calls no type unknown, since that file may define it.

Bad::

    { 'enum': 'SpeedClass', 'data': [ 'slow', 'fast' ] }

    { 'command': 'set-speed', 'data': { 'class': 'SpeedClas' } }

Good::

    { 'enum': 'SpeedClass', 'data': [ 'slow', 'fast' ] }

    { 'command': 'set-speed', 'data': { 'class': 'SpeedClass' } }
"""

from __future__ import annotations

from qapidoc.findings import Severity
from qapidoc.rules.problem import problems_of
from qapidoc.rules.rule import Rule
from qapidoc.schema.problems import SchemaKind

RULE = Rule(
    name="language-unknown-type",
    code="LA019",
    severity=Severity.ERROR,
    page=__doc__,
    check=problems_of(SchemaKind.UNKNOWN_TYPE),
)
