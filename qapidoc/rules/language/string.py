"""A string must hold printable ASCII only, and no escape but a double backslash.

Names and conditions end up in C code and on the wire, where other characters would need an
encoding that QAPI does not have. Letters that only look like ASCII, such as a long dash that an
editor put in, are found here too. Doc comments may hold any Unicode.

Bad::

    { 'enum': 'LengthUnit', 'prefix': 'LÄNGE', 'data': [ 'metre', 'foot' ] }

Good::

    { 'enum': 'LengthUnit', 'prefix': 'LENGTH', 'data': [ 'metre', 'foot' ] }
"""

from __future__ import annotations

from qapidoc.findings import Severity
from qapidoc.rules.problem import problems_of
from qapidoc.rules.rule import Rule
from qapidoc.syntax.problems import SyntaxKind

RULE = Rule(
    name="language-string",
    code="LA002",
    severity=Severity.ERROR,
    page=__doc__,
    check=problems_of(SyntaxKind.STRING),
)
