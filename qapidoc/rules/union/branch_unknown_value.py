"""The name of a branch must be a value of the discriminator's enum.

A branch whose name the discriminator can never have is one that no client can reach. It is a
typing error, or a value that was renamed or never added. The other way round, a value without
a branch is right: it adds no members.

Bad::

    { 'enum': 'ShapeKind', 'data': [ 'circle', 'square' ] }

    { 'struct': 'Square', 'data': { 'side': 'int' } }

    { 'union': 'Shape',
      'base': { 'kind': 'ShapeKind' },
      'discriminator': 'kind',
      'data': { 'sqare': 'Square' } }

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
    name="union-branch-unknown-value",
    code="UN002",
    severity=Severity.ERROR,
    page=__doc__,
    check=problems_of(SchemaKind.BRANCH_UNKNOWN_VALUE),
    groups=("language",),
)
