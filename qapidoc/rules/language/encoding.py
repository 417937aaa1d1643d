"""A schema file must be UTF-8, without a byte order mark.

QEMU's front end opens schema files as UTF-8 and stops with a Python error, far from the cause,
where bytes are none. It takes a byte order mark for a stray character in front of the first
expression. qapidoc names the bytes and reads on.

This page shows no schemas, since what is wrong here cannot be shown in a text. Typical causes
are a name in Latin-1 in a copyright line, and editors that save "UTF-8 with signature". Saving
the file as plain UTF-8 mends both.
"""

from __future__ import annotations

from qapidoc.findings import Severity
from qapidoc.rules.problem import problems_of
from qapidoc.rules.rule import Rule
from qapidoc.syntax.problems import SyntaxKind

RULE = Rule(
    name="language-encoding",
    code="LA003",
    severity=Severity.ERROR,
    page=__doc__,
    check=problems_of(SyntaxKind.ENCODING),
)
