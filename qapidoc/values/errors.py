"""The classes of errors: a table, and where schemas define them.

Source: ``qapi/error.json``, and for the guest agent, whose schema has none, QEMU's C code.
"""

from __future__ import annotations

import re

from qapidoc.schema.model import Definition, Kind, Schema

ERROR_CLASSES = (
    "GenericError",
    "CommandNotFound",
    "DeviceEncrypted",
    "DeviceNotActive",
    "DeviceNotFound",
    "KVMMissingCap",
)
"""The classes since 1.2, for a schema that does not define them itself."""

ERROR_ENUMS = ("QapiErrorClass", "ErrorClass")
"""The enums that define them."""


def error_enum(schema: Schema) -> Definition | None:
    """Give the enum of a schema that defines the classes, if it has one."""
    found = (schema.definitions.get(name) for name in ERROR_ENUMS)
    return next((d for d in found if d is not None and d.kind is Kind.ENUM and d.values), None)


def error_classes(schema: Schema) -> tuple[str, ...]:
    """Give the classes that errors may have."""
    enum = error_enum(schema)
    return tuple(value.name for value in enum.values) if enum is not None else ERROR_CLASSES


def class_pattern(schema: Schema) -> re.Pattern[str]:
    """Give the pattern of the names of classes in a text."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, error_classes(schema)))})\b")
