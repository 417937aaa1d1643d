"""The digests of a schema, of its modules and of its definitions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from qapidoc.schema.model import Definition, Schema
from qapidoc.schema.problems import Problem
from qapidoc.store import digest


class SchemaDigests:
    """What tells that something of a schema has changed, worked out once for all who ask."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema

    @cached_property
    def problems(self) -> Mapping[str, list[Problem]]:
        """The problems by their module."""
        found: dict[str, list[Problem]] = {}
        for problem in self.schema.problems:
            found.setdefault(problem.path, []).append(problem)
        return found

    @cached_property
    def texts(self) -> Mapping[str, bytes]:
        """The digests of the modules, with what their includes lead to."""
        return {
            path: digest(module.source.encoded(), told(module.includes))
            for path, module in self.schema.modules.items()
        }

    @cached_property
    def everything(self) -> bytes:
        """The digest of all modules."""
        return digest(*(told(path, text) for path, text in self.texts.items()))

    @cached_property
    def definitions(self) -> Mapping[str, bytes]:
        """The digests of the definitions: of their text and that of their comment."""
        return {name: self._digest(each) for name, each in self.schema.definitions.items()}

    @cached_property
    def names(self) -> bytes:
        """The digest of the names of the definitions, in their order."""
        return digest(told(*self.schema.definitions))

    @cached_property
    def shapes(self) -> Mapping[str, bytes]:
        """The digests of the definitions: of their text alone."""
        return {name: self._shape(each) for name, each in self.schema.definitions.items()}

    def _shape(self, definition: Definition) -> bytes:
        expression = self.schema.source(definition.path).slice(definition.span)
        return digest(f"{definition.path}\0{expression}".encode("utf-8", "surrogateescape"))

    def _digest(self, definition: Definition) -> bytes:
        doc = definition.doc
        comment = self.schema.source(definition.path).slice(doc.span) if doc is not None else ""
        return digest(self.shapes[definition.name], comment.encode("utf-8", "surrogateescape"))


def told(*facts: object) -> bytes:
    """Write facts down, so that they can be part of a key; sets among them must be sorted."""
    return repr(facts).encode("utf-8", "backslashreplace")
