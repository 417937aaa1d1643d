"""A ``prefix`` must differ from what the C code generator writes anyway.

``prefix`` is for enums whose constants in C would not get the name that is wanted. One that says
what the name of the enum makes is left from a time when that was otherwise; 9.2 learnt to break
up names such as ``IOType``, so that many a prefix is no longer needed.

Bad::

    ##
    # @FanIOType:
    #
    # How a fan is reached.
    #
    # @wire: by a wire
    #
    # Since: 9.2
    ##
    { 'enum': 'FanIOType', 'prefix': 'FAN_IO_TYPE', 'data': [ 'wire' ] }

Good::

    ##
    # @FanIOType:
    #
    # How a fan is reached.
    #
    # @wire: by a wire
    #
    # Since: 9.2
    ##
    { 'enum': 'FanIOType', 'data': [ 'wire' ] }
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapidoc.edition import Usage, allowed
from qapidoc.findings import Aspect, Finding, Fix, Severity
from qapidoc.releases import Release
from qapidoc.rules.removing import removed
from qapidoc.rules.rule import Context, Rule
from qapidoc.syntax.nodes import Object

_JOINTS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=.[A-Z])(?=[A-Z][^A-Z])")
"""Where a name is broken up since 9.2: before a capital, and before the last of several."""

_OLD_JOINTS = re.compile(r"(?<=[^_])(?=[A-Z][a-z])|(?<=[0-9])(?=[A-Z])")
"""Where it was until 9.1: before a capital with a small letter behind or a digit before it."""

_NO_IDENTIFIER = re.compile(r"[-.]")


def check(context: Context) -> Iterator[Finding]:
    """Compare the prefixes with what the names of their enums make."""
    for module in context.modules:
        for item in module.tree.items:
            pair = _prefix(item) if isinstance(item, Object) else None
            if pair is None or not isinstance(item, Object):
                continue
            name, written = pair
            definition = context.schema.definitions.get(name)
            if definition is None or definition.span.start != item.start:
                continue
            if definition.prefix != constant_prefix(name, context.target):
                continue
            edit = removed(module.path, module.source, item.pairs, item.pairs[written])
            changes = frozenset({Aspect.DEFINITIONS})
            yield Finding(
                module.path,
                item.pairs[written].span,
                f"the constants of '{name}' begin with {definition.prefix} anyway; remove the"
                " prefix",
                name,
                fix=Fix("remove it", "safe", (edit,), changes) if edit is not None else None,
            )


def constant_prefix(name: str, target: Release) -> str:
    """Give what the constants of an enum begin with in the C code of the release `target`.

    Source: what QEMU's generator makes of names, in 9.1 and 10.2.
    """
    if allowed(Usage.OLD_CONSTANTS, target):
        parts = name if name.isupper() else _OLD_JOINTS.sub("_", name)
    else:
        parts = _JOINTS.sub("_", name)
    return _NO_IDENTIFIER.sub("_", parts).upper().lstrip("_")


def _prefix(item: Object) -> tuple[str, int] | None:
    """Give the name of an enum and the index of its prefix among the pairs."""
    name = item.get("enum")
    for index, pair in enumerate(item.pairs):
        if pair.key.value == "prefix" and name is not None:
            return str(getattr(name, "value", "")), index
    return None


RULE = Rule(
    name="naming-needless-prefix",
    code="NA002",
    severity=Severity.INFO,
    page=__doc__,
    check=check,
)
