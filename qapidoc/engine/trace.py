"""What is looked up in a schema while the findings of one module are worked out.

A finding of a module that has not changed can be kept only as long as all that it hangs on stays
the same. So a schema is handed to rules in a form that notes which names they ask for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

import msgspec

from qapidoc.schema.model import Definition, Schema

Record = TypeVar("Record")


class Trace:
    """What was looked up.

    ``names`` are those of definitions, known or not, ``users`` the types whose users were asked
    for, ``paths`` other modules, ``asked`` answers on what is around the schema. Of definitions
    named in ``shapes``, the doc comment was not looked at. ``all_names`` tells that it counts which
    definitions there are, ``everything`` that all of them were looked at.
    """

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.shapes: set[str] = set()
        self.users: set[str] = set()
        self.paths: set[str] = set()
        self.asked: dict[str, bool] = {}
        self.all_names = False
        self.everything = False

    def walk(self) -> None:
        """Note that all was looked at."""
        self.everything = True

    def list_names(self) -> None:
        """Note that the names of all definitions were."""
        self.all_names = True


class _Bare(Mapping[str, Definition]):
    """Definitions without their doc comments."""

    def __init__(self, definitions: Mapping[str, Definition]) -> None:
        self._definitions = definitions

    def __getitem__(self, key: str) -> Definition:
        return msgspec.structs.replace(self._definitions[key], doc=None)

    def __contains__(self, key: object) -> bool:
        return key in self._definitions

    def __iter__(self) -> Iterator[str]:
        return iter(self._definitions)

    def __len__(self) -> int:
        return len(self._definitions)


class _Noted(Mapping[str, Record]):
    """A mapping that adds the keys it is asked for to `noted`, and calls `walked` for all."""

    def __init__(
        self, records: Mapping[str, Record], noted: set[str], walked: Callable[[], None]
    ) -> None:
        self._records = records
        self._noted = noted
        self._walked = walked

    def __getitem__(self, key: str) -> Record:
        self._noted.add(key)
        return self._records[key]

    def __iter__(self) -> Iterator[str]:
        self._walked()
        return iter(self._records)

    def __len__(self) -> int:
        self._walked()
        return len(self._records)


def traced(schema: Schema) -> tuple[Schema, Trace]:
    """Give `schema` as rules may see it that look at one module, and what notes it."""
    trace = Trace()
    return (
        msgspec.structs.replace(
            schema,
            definitions=_Noted(schema.definitions, trace.names, trace.walk),
            users=_Noted(schema.users, trace.users, trace.walk),
            modules=_Noted(schema.modules, trace.paths, trace.walk),
        ),
        trace,
    )


def without_comments(schema: Schema, seen: Schema, trace: Trace) -> Schema:
    """Give `schema`, as it is `seen`, with definitions whose doc comments are left out."""
    definitions = _Noted(_Bare(schema.definitions), trace.shapes, trace.list_names)
    return msgspec.structs.replace(seen, definitions=definitions)
