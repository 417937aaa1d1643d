"""Features must be a list of names, or of objects with a name and a condition.

``deprecated`` and ``unstable`` may not be features of a type: clients never see types, so that
the commands, events and members that use the type are what can be deprecated or unstable. A
schema may have 64 different features, these two included.

Bad::

    { 'command': 'set-speed',
      'data': { 'percent': 'int' },
      'features': 'unstable' }

Good::

    { 'command': 'set-speed',
      'data': { 'percent': 'int' },
      'features': [ 'unstable' ] }
"""

from __future__ import annotations

from qapidoc.findings import Severity
from qapidoc.rules.problem import problems_of
from qapidoc.rules.rule import Rule
from qapidoc.schema.problems import SchemaKind

RULE = Rule(
    name="language-feature",
    code="LA016",
    severity=Severity.ERROR,
    page=__doc__,
    check=problems_of(SchemaKind.FEATURE),
)
