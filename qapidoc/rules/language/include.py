"""An include must name a file that can be read.

The name is relative to the file with the include. The rest of the schema is still checked, but
names that the missing file may define are not called unknown, so that some mistakes can only
be found once it is there.

Bad::

    { 'include': 'no-such-module.json' }

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
    name="language-include",
    code="LA009",
    severity=Severity.ERROR,
    page=__doc__,
    check=problems_of(SchemaKind.INCLUDE),
)
