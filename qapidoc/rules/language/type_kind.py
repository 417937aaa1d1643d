"""A type must be of a kind that may stand where it is named.

A base is a struct. The data of a command or event is a struct, or with ``'boxed': true`` also a
union. A command returns a struct or a union, or an array of these, which can grow new members
later; the pragma ``command-returns-exceptions`` excuses old commands that return something
else.

Bad::

    { 'enum': 'SpeedClass', 'data': [ 'slow', 'fast' ] }

    { 'command': 'query-speed', 'returns': 'SpeedClass' }

Good::

    { 'enum': 'SpeedClass', 'data': [ 'slow', 'fast' ] }

    { 'struct': 'Speed', 'data': { 'class': 'SpeedClass' } }

    { 'command': 'query-speed', 'returns': 'Speed' }
"""

from __future__ import annotations

from qapidoc.findings import Severity
from qapidoc.rules.problem import problems_of
from qapidoc.rules.rule import Rule
from qapidoc.schema.problems import SchemaKind

RULE = Rule(
    name="language-type-kind",
    code="LA020",
    severity=Severity.ERROR,
    page=__doc__,
    check=problems_of(SchemaKind.TYPE_KIND),
)
