"""The roles of the domain for QAPI: what texts may refer to."""

from __future__ import annotations

from collections.abc import Mapping

DOMAIN = "qapi"

ROLES: Mapping[str, frozenset[str]] = {
    "command": frozenset({"command"}),
    "event": frozenset({"event"}),
    "enum": frozenset({"enum"}),
    "struct": frozenset({"struct"}),
    "union": frozenset({"union"}),
    "object": frozenset({"struct", "union"}),
    "alternate": frozenset({"alternate"}),
    "type": frozenset({"enum", "struct", "union", "alternate"}),
    "module": frozenset({"module"}),
    "member": frozenset({"member"}),
    "value": frozenset({"value"}),
    "branch": frozenset({"branch"}),
    "feature": frozenset({"feature"}),
    "any": frozenset(),
}
"""The roles, and the kinds that each may refer to; an empty set stands for all."""

SHORT_ROLES: Mapping[str, str] = {
    "cmd": "command",
    "obj": "object",
    "alt": "alternate",
    "mod": "module",
}
"""Other names of some."""

QAPI_ROLES = frozenset({*ROLES, *SHORT_ROLES})
