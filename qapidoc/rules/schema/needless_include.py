"""A module should include only what it uses.

Includes tell readers where to look for the types of a module. One for a module that nothing here
uses, and that others include anyway, leads astray, and makes loops more likely. The root of a
schema may include what it likes, and so may modules that define nothing.

Bad (with ``fan.json`` and ``filter.json`` beside it, of which ``fan.json`` includes the other)::

    # A module.
    { 'include': 'filter.json' }

    { 'struct': 'FanInfo', 'data': { 'turns': 'int' } }

Good (without the include)::

    # A module.
    { 'struct': 'FanInfo', 'data': { 'turns': 'int' } }
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from qapidoc.findings import Finding, Severity
from qapidoc.rules.rule import Context, Rule, Scope
from qapidoc.schema.uses import included, reach, used_modules


def check(context: Context) -> Iterator[Finding]:
    """Look for includes that lead to nothing that is used, and are not the only ones."""
    schema = context.schema
    if not schema.complete:
        return
    used = used_modules(schema)
    includers = Counter(path for module in schema.modules.values() for path in included(module))
    for module in context.modules:
        if module.path == schema.root or not any(isinstance(c, str) for c in module.contents):
            continue
        for include in module.includes:
            path = include.path
            if path is None or path not in schema.modules or includers[path] < 2:
                continue
            if used[module.path].keys() & {path, *reach(schema.modules, path)}:
                continue
            message = f"nothing here uses '{include.name}'; remove the include"
            yield Finding(module.path, include.span, message)


RULE = Rule(
    name="schema-needless-include",
    code="SC002",
    severity=Severity.INFO,
    page=__doc__,
    check=check,
    scope=Scope.SCHEMA,
    whole_schema=True,
)
