"""Names that meet in one place must differ, also when ``-`` and ``_`` are taken as one.

This is about members, inherited ones included, enum values, branches and features. On the wire
two members of one name cannot both be there; in generated C code, names that differ only in
``-`` and ``_`` become the same identifier.

Bad::

    { 'struct': 'Device', 'data': { 'id': 'str' } }

    { 'struct': 'Disk', 'base': 'Device', 'data': { 'id': 'int' } }

Good::

    { 'struct': 'Device', 'data': { 'id': 'str' } }

    { 'struct': 'Disk', 'base': 'Device', 'data': { 'number': 'int' } }
"""

from __future__ import annotations

from qapidoc.findings import Severity
from qapidoc.rules.problem import problems_of
from qapidoc.rules.rule import Rule
from qapidoc.schema.problems import SchemaKind

RULE = Rule(
    name="language-clash",
    code="LA021",
    severity=Severity.ERROR,
    page=__doc__,
    check=problems_of(SchemaKind.CLASH),
)
