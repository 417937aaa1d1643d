"""A file must not include itself, directly or by way of others.

QEMU's front end refuses such a loop, and the message shows the way round it. Move what both
files need into a third, or remove the include that is not needed. The bad schema below is that
of a file called ``schema.json``.

Bad::

    { 'include': 'schema.json' }

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
    name="language-include-loop",
    code="LA010",
    severity=Severity.ERROR,
    page=__doc__,
    check=problems_of(SchemaKind.INCLUDE_LOOP),
)
