"""The built-in types, as JSON has them."""

from __future__ import annotations

from collections.abc import Mapping

from qapidoc.schema.model import BUILTIN_TYPES

RANGES: Mapping[str, tuple[int, int]] = {
    "int": (-(2**63), 2**63 - 1),
    "int8": (-(2**7), 2**7 - 1),
    "int16": (-(2**15), 2**15 - 1),
    "int32": (-(2**31), 2**31 - 1),
    "int64": (-(2**63), 2**63 - 1),
    "uint8": (0, 2**8 - 1),
    "uint16": (0, 2**16 - 1),
    "uint32": (0, 2**32 - 1),
    "uint64": (0, 2**64 - 1),
    "size": (0, 2**64 - 1),
}
"""The smallest and the greatest number of each integer type."""

TIMESTAMP_RANGES: Mapping[str, tuple[int, int]] = {
    "seconds": (-1, 253_402_300_799),
    "microseconds": (-1, 999_999),
}
"""The smallest and the greatest of each number in the timestamp of an event.

-1 says that the host does not know the time. Source: QEMU's QMP specification, "Asynchronous
events". The seconds end with the year 9999; more are no seconds.
"""

QTYPE_VALUES = ("none", "qnull", "qnum", "qstring", "qdict", "qlist", "qbool")
"""The values of `QType`, the one built-in enum."""

PHRASES: Mapping[str, str] = {
    "string": "a string",
    "int": "an integer",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
    "object": "an object",
    "array": "an array",
}
"""The JSON types in a sentence; an integer is a number without fraction and exponent."""


def json_type(builtin: str) -> str:
    """Give the JSON type of a built-in type, ``value`` for one that may be anything."""
    return BUILTIN_TYPES[builtin]
