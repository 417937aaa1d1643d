"""What is looked up in a schema while the findings of one module are worked out.

A finding of a module that has not changed can be kept only as long as all that it hangs on stays
the same. So a schema is handed to rules in a form that notes which names they ask for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

import msgspec

from qapidoc.schema.model import Schema

Record = TypeVar("Record")


class Trace:
    """What was looked up.

    ``names`` are those of definitions, known or not, ``users`` the types whose users were asked
    for, ``paths`` other modules, ``asked`` answers on what is around the schema. ``everything``
    tells that it was more than that.
    """

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.users: set[str] = set()
        self.paths: set[str] = set()
        self.asked: dict[str, bool] = {}
        self.everything = False


class _Noted(Mapping[str, Record]):
    """A mapping that adds the keys it is asked for to `noted`."""

    def __init__(self, records: Mapping[str, Record], noted: set[str], trace: Trace) -> None:
        self._records = records
        self._noted = noted
        self._trace = trace

    def __getitem__(self, key: str) -> Record:
        self._noted.add(key)
        return self._records[key]

    def __iter__(self) -> Iterator[str]:
        self._trace.everything = True
        return iter(self._records)

    def __len__(self) -> int:
        self._trace.everything = True
        return len(self._records)


def traced(schema: Schema) -> tuple[Schema, Trace]:
    """Give `schema` as rules may see it that look at one module, and what notes it."""
    trace = Trace()
    return (
        msgspec.structs.replace(
            schema,
            definitions=_Noted(schema.definitions, trace.names, trace),
            users=_Noted(schema.users, trace.users, trace),
            modules=_Noted(schema.modules, trace.paths, trace),
        ),
        trace,
    )
