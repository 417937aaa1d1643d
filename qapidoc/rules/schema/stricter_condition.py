"""A type must be there wherever something uses it.

Where a type has a condition, and what uses it has another that can hold without it, there is a
configuration in which the C code does not compile. Off by default: conditions hang together in
ways that only the build system knows, so that such a configuration need not exist.

Bad::

    { 'struct': 'FanInfo', 'data': { 'turns': 'int' }, 'if': 'CONFIG_FAN' }

    { 'struct': 'VentInfo', 'data': { 'fan': 'FanInfo' } }

Good::

    { 'struct': 'FanInfo', 'data': { 'turns': 'int' }, 'if': 'CONFIG_FAN' }

    { 'struct': 'VentInfo', 'data': { 'fan': 'FanInfo' }, 'if': 'CONFIG_FAN' }
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from qapidoc.export.conditions import holds, names
from qapidoc.findings import Finding, Related, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.model import Condition, Definition, TypeRef
from qapidoc.schema.navigate import type_definition

MOST = 10
"""Names in two conditions up to which all configurations are tried."""


def check(context: Context) -> Iterator[Finding]:
    """Look for uses in configurations that lack the type."""
    for user in context.definitions:
        for ref, condition in _uses(user):
            used = type_definition(context.shapes, ref)
            if used is None or used.condition is None:
                continue
            given = [c for c in (user.condition, condition) if c is not None]
            without = _configuration(given, used.condition)
            if without is None:
                continue
            where = f"with {' and '.join(sorted(without))} only" if without else "without any"
            yield Finding(
                user.path,
                ref.span,
                f"{where} there is no {used.kind} '{used.name}', which asks for"
                f" {used.condition}; let both have the same condition",
                user.name,
                related=(Related(used.path, used.name_span, f"'{used.name}' is here"),),
            )


def _uses(user: Definition) -> Iterator[tuple[TypeRef, Condition | None]]:
    for ref in (user.base, user.data, user.returns):
        if ref is not None:
            yield ref, None
    for part in (*user.own_members, *user.branches):
        if part.type is not None:
            yield part.type, part.condition


def _configuration(given: list[Condition], asked: Condition) -> frozenset[str] | None:
    """Give names that make all of `given` hold, and `asked` not; `None` if there are none."""
    known = sorted({name for condition in (*given, asked) for name in names(condition)})
    if len(known) > MOST:
        return None
    for choice in product((False, True), repeat=len(known)):
        defines = frozenset(name for name, chosen in zip(known, choice, strict=True) if chosen)
        if all(holds(c, defines) for c in given) and not holds(asked, defines):
            return defines
    return None


RULE = Rule(
    name="schema-stricter-condition",
    code="SC005",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
    default=False,
)
