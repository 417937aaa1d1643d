"""What is looked up in a schema while the findings of one module are worked out.

A finding of a module that has not changed can be kept only as long as all that it hangs on stays
the same. So a schema is handed to rules in a form that notes which names they ask for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

import msgspec

from qapidoc.schema.model import Definition, Module, Schema

Record = TypeVar("Record")


class Trace:
    """What was looked up: names of definitions, known or not, or more than single names."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.everything = False


class _Definitions(Mapping[str, Definition]):
    """Definitions that note who is asked for."""

    def __init__(self, definitions: Mapping[str, Definition], trace: Trace) -> None:
        self._definitions = definitions
        self._trace = trace

    def __getitem__(self, name: str) -> Definition:
        self._trace.names.add(name)
        return self._definitions[name]

    def get(self, name: str, default: Definition | None = None) -> Definition | None:  # type: ignore[override]  # without the other overloads, which nobody needs
        """Give the definition of that name."""
        self._trace.names.add(name)
        return self._definitions.get(name, default)

    def __contains__(self, name: object) -> bool:
        self._trace.names.add(str(name))
        return name in self._definitions

    def __iter__(self) -> Iterator[str]:
        self._trace.everything = True
        return iter(self._definitions)

    def __len__(self) -> int:
        self._trace.everything = True
        return len(self._definitions)


class _Modules(Mapping[str, Module]):
    """Modules of which all but the one at `path` are more than single names."""

    def __init__(self, modules: Mapping[str, Module], path: str, trace: Trace) -> None:
        self._modules = modules
        self._path = path
        self._trace = trace

    def __getitem__(self, path: str) -> Module:
        if path != self._path:
            self._trace.everything = True
        return self._modules[path]

    def __iter__(self) -> Iterator[str]:
        self._trace.everything = True
        return iter(self._modules)

    def __len__(self) -> int:
        self._trace.everything = True
        return len(self._modules)


def traced(schema: Schema, path: str) -> tuple[Schema, Trace]:
    """Give `schema` as rules may see it that look at the module at `path`, and what notes it."""
    trace = Trace()
    return (
        msgspec.structs.replace(
            schema,
            definitions=_Definitions(schema.definitions, trace),
            modules=_Modules(schema.modules, path, trace),
        ),
        trace,
    )
