"""A flag of a command or event must have the value that changes something.

``boxed``, ``allow-oob``, ``allow-preconfig`` and ``coroutine`` can only be true, ``gen`` and
``success-response`` only false; left out, they have the other value. ``boxed`` needs a type as
``data``, and ``allow-oob`` cannot be combined with ``coroutine``.

Bad::

    { 'command': 'set-speed', 'data': { 'percent': 'int' }, 'coroutine': false }

Good::

    { 'command': 'set-speed', 'data': { 'percent': 'int' } }
"""

from __future__ import annotations

from qapidoc.findings import Severity
from qapidoc.rules.problem import problems_of
from qapidoc.rules.rule import Rule
from qapidoc.schema.problems import SchemaKind

RULE = Rule(
    name="language-flag",
    code="LA017",
    severity=Severity.ERROR,
    page=__doc__,
    check=problems_of(SchemaKind.FLAG),
)
