"""The type of a branch must be a struct, or since QEMU 8.2 a union.

The members of the branch join those of the base in one object, so that it has to be a type with
members: no enum, no array, nothing built in. Wrap such a value in a struct.

Bad::

    { 'enum': 'ShapeKind', 'data': [ 'circle', 'square' ] }

    { 'union': 'Shape',
      'base': { 'kind': 'ShapeKind' },
      'discriminator': 'kind',
      'data': { 'square': 'int' } }

Good::

    { 'enum': 'ShapeKind', 'data': [ 'circle', 'square' ] }

    { 'struct': 'Square', 'data': { 'side': 'int' } }

    { 'union': 'Shape',
      'base': { 'kind': 'ShapeKind' },
      'discriminator': 'kind',
      'data': { 'square': 'Square' } }
"""

from __future__ import annotations

from qapidoc.findings import Severity
from qapidoc.rules.problem import problems_of
from qapidoc.rules.rule import Rule
from qapidoc.schema.problems import SchemaKind

RULE = Rule(
    name="union-branch-type-kind",
    code="UN003",
    severity=Severity.ERROR,
    page=__doc__,
    check=problems_of(SchemaKind.BRANCH_TYPE_KIND),
    groups=("language",),
)
