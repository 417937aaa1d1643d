"""A condition must be a name, or ``all``, ``any`` or ``not`` of conditions.

The name is that of a preprocessor symbol. From QEMU 3.0 to 6.1 conditions were C text, which the
generators of other languages and of documentation could not understand; qapidoc still reads
it, and reports it where the target release no longer does.

Bad::

    { 'command': 'show-window', 'if': 'defined(CONFIG_GTK) && defined(CONFIG_X11)' }

Good::

    { 'command': 'show-window', 'if': { 'all': [ 'CONFIG_GTK', 'CONFIG_X11' ] } }
"""

from __future__ import annotations

from qapidoc.findings import Severity
from qapidoc.rules.problem import problems_of
from qapidoc.rules.rule import Rule
from qapidoc.schema.problems import SchemaKind

RULE = Rule(
    name="language-condition",
    code="LA015",
    severity=Severity.ERROR,
    page=__doc__,
    check=problems_of(SchemaKind.CONDITION),
)
