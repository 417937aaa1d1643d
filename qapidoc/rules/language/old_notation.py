"""Notation of earlier releases must go once the target release does not have it.

Up to QEMU 2.3, ``'type'`` defined a struct, flags were the string ``'no'``, a member's type could
be an anonymous struct, and ``'discriminator': {}`` made a union what is now an alternate; up to
2.4, ``'**'`` was the type ``any``. qapidoc understands all of them, whatever the target.

Bad::

    { 'type': 'Speed', 'data': { 'percent': 'int' } }

Good::

    { 'struct': 'Speed', 'data': { 'percent': 'int' } }
"""

from __future__ import annotations

from qapidoc.findings import Severity
from qapidoc.rules.problem import problems_of
from qapidoc.rules.rule import Rule
from qapidoc.schema.problems import SchemaKind

RULE = Rule(
    name="language-old-notation",
    code="LA023",
    severity=Severity.ERROR,
    page=__doc__,
    check=problems_of(SchemaKind.OLD_NOTATION),
)
