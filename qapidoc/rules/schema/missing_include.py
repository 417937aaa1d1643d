"""A module should include what it uses.

A module that includes all modules of whose types it makes use can be read, checked and moved on
its own. QEMU's documentation asks for it as a matter of style; nothing breaks without, as long as
another module happens to include them, too. Off by default, as small schemas often have a root
that includes everything in the right order.

Bad (with ``filter.json`` beside it, which defines ``FilterInfo`` and which the root includes)::

    # A module.
    { 'struct': 'FanInfo', 'data': { 'filter': 'FilterInfo' } }

Good (with the include)::

    # A module.
    { 'include': 'filter.json' }

    { 'struct': 'FanInfo', 'data': { 'filter': 'FilterInfo' } }
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import PurePath

from qapidoc.findings import Finding, Related, Severity
from qapidoc.rules.rule import Context, Rule, Scope
from qapidoc.schema.uses import included, reach, used_modules


def check(context: Context) -> Iterator[Finding]:
    """Look for uses of what is not included; where that would make a loop, nothing is said."""
    schema = context.schema
    used = used_modules(schema)
    for module in context.modules:
        direct = frozenset(included(module))
        for path, (definition, ref) in used[module.path].items():
            if path in direct or module.path in reach(schema.modules, path):
                continue
            other = schema.definitions[ref.name]
            name = os.path.relpath(path, PurePath(module.path).parent)
            yield Finding(
                module.path,
                ref.span,
                f"'{ref.name}' is defined in '{name}'; include that here",
                definition.name,
                related=(Related(other.path, other.name_span, f"'{ref.name}' is here"),),
            )


RULE = Rule(
    name="schema-missing-include",
    code="SC003",
    severity=Severity.INFO,
    page=__doc__,
    check=check,
    scope=Scope.SCHEMA,
    default=False,
)
