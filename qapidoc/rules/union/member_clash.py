"""The members of a branch must differ from those of the union's base.

Both end up in one object on the wire, where a name can stand only once. Members that the base or
the branch's type inherits count too, and so do the branches of a union that is itself a
branch.

Bad::

    { 'enum': 'ShapeKind', 'data': [ 'circle', 'square' ] }

    { 'struct': 'Square', 'data': { 'name': 'str', 'side': 'int' } }

    { 'union': 'Shape',
      'base': { 'kind': 'ShapeKind', '*name': 'str' },
      'discriminator': 'kind',
      'data': { 'square': 'Square' } }

Good::

    { 'enum': 'ShapeKind', 'data': [ 'circle', 'square' ] }

    { 'struct': 'Square', 'data': { 'side': 'int' } }

    { 'union': 'Shape',
      'base': { 'kind': 'ShapeKind', '*name': 'str' },
      'discriminator': 'kind',
      'data': { 'square': 'Square' } }
"""

from __future__ import annotations

from qapidoc.findings import Severity
from qapidoc.rules.problem import problems_of
from qapidoc.rules.rule import Rule
from qapidoc.schema.problems import SchemaKind

RULE = Rule(
    name="union-member-clash",
    code="UN008",
    severity=Severity.ERROR,
    page=__doc__,
    check=problems_of(SchemaKind.UNION_CLASH),
    groups=("language",),
)
