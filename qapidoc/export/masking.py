"""Names of types that say nothing, as QEMU gives them to its clients."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qapidoc.export.entries import Entry, Meta


def masks(entries: Iterable[Entry]) -> Mapping[str, str]:
    """Give the name that each type gets.

    Numbers count from 0 in the order of `entries`, and arrays have those of their elements in
    brackets. Built-in types keep their names.
    """
    found: dict[str, str] = {}
    arrays: dict[str, str] = {}
    for entry in entries:
        if entry.meta is Meta.ARRAY:
            arrays[entry.name] = entry.parts[0].type
        elif not entry.meta.is_message and entry.meta is not Meta.BUILTIN:
            found[entry.name] = str(len(found))
    named = {array: f"[{found.get(element, element)}]" for array, element in arrays.items()}
    return found | named
