"""A name must follow QAPI's naming rules.

Commands, members, enum values and features are lower case with ``-`` between words, events upper
case with ``_``, types CamelCase. A name begins with a letter (an enum value may begin with a
digit), after ``x-`` or a downstream prefix such as ``__com.example_``. Generated C code needs
some names for itself: those that begin with ``q-``, members called ``u`` or beginning with
``has-``, and types that end in ``List``. The pragmas ``command-name-exceptions`` and
``member-name-exceptions`` excuse old names that have to stay.

Bad::

    { 'command': 'setSpeed', 'data': { 'percent': 'int' } }

Good::

    { 'command': 'set-speed', 'data': { 'percent': 'int' } }
"""

from __future__ import annotations

from qapidoc.findings import Severity
from qapidoc.rules.problem import problems_of
from qapidoc.rules.rule import Rule
from qapidoc.schema.problems import SchemaKind

RULE = Rule(
    name="language-name",
    code="LA014",
    severity=Severity.ERROR,
    page=__doc__,
    check=problems_of(SchemaKind.NAME),
)
