"""Which modules use which: what the definitions of one need from another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qapidoc.schema.model import Definition, Module, Schema, TypeRef
from qapidoc.schema.navigate import type_refs

Use = tuple[Definition, TypeRef]
"""A definition, and the type that it uses."""


def used_modules(schema: Schema) -> Mapping[str, Mapping[str, Use]]:
    """Give for each module those whose types its definitions use, with the first use of each."""
    found: dict[str, dict[str, Use]] = {path: {} for path in schema.modules}
    for definition in schema.definitions.values():
        for ref in type_refs(definition):
            other = schema.definitions.get(ref.name)
            if other is not None and other.path != definition.path:
                found[definition.path].setdefault(other.path, (definition, ref))
    return found


def reach(modules: Mapping[str, Module], start: str) -> frozenset[str]:
    """Give the modules that one includes, those that these include, and so on."""
    seen: set[str] = set()
    waiting = list(included(modules[start]))
    while waiting:
        path = waiting.pop()
        if path not in seen and path in modules:
            seen.add(path)
            waiting.extend(included(modules[path]))
    return frozenset(seen)


def included(module: Module) -> Iterable[str]:
    """Give the modules that one includes itself."""
    return (include.path for include in module.includes if include.path is not None)
