"""A branch without members need not be there.

A value of the discriminator that has no branch has no further members (since 3.0). A struct
without members that is only there to be such a branch is noise, in the schema and in the manual.

Bad::

    { 'struct': 'Point', 'data': {} }

    { 'struct': 'Circle', 'data': { 'radius': 'int' } }

    { 'enum': 'ShapeKind', 'data': [ 'point', 'circle' ] }

    { 'union': 'Shape',
      'base': { 'kind': 'ShapeKind' },
      'discriminator': 'kind',
      'data': { 'point': 'Point', 'circle': 'Circle' } }

Good::

    { 'struct': 'Circle', 'data': { 'radius': 'int' } }

    { 'enum': 'ShapeKind', 'data': [ 'point', 'circle' ] }

    { 'union': 'Shape',
      'base': { 'kind': 'ShapeKind' },
      'discriminator': 'kind',
      'data': { 'circle': 'Circle' } }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.edition import Usage, allowed
from qapidoc.findings import Finding, Related, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.model import Definition, Kind
from qapidoc.schema.navigate import type_definition


def check(context: Context) -> Iterator[Finding]:
    """Look for branches whose type is an empty struct."""
    if not allowed(Usage.MISSING_BRANCH, context.target):
        return
    for union in context.definitions:
        if union.kind is not Kind.UNION or union.discriminator is None:
            continue
        for branch in union.branches:
            struct = type_definition(context.shapes, branch.type)
            if struct is None or not _is_empty(struct) or len(union.branches) == 1:
                continue
            yield Finding(
                union.path,
                branch.name_span,
                f"branch '{branch.name}' of union '{union.name}' has no members; leave it out",
                union.name,
                branch.name,
                (Related(struct.path, struct.name_span, f"'{struct.name}' is empty"),),
            )


def _is_empty(struct: Definition) -> bool:
    no_members = struct.kind is Kind.STRUCT and struct.base is None and not struct.members
    return no_members and not struct.features


RULE = Rule(
    name="schema-empty-branch",
    code="SC004",
    severity=Severity.INFO,
    page=__doc__,
    check=check,
)
