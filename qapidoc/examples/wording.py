"""Sentences about what is wrong with a value."""

from __future__ import annotations

from collections.abc import Sequence

from qapidoc.values.faults import Fault, FaultKind

_LISTED = 6
"""So many members are named in a sentence."""


def sentence(fault: Fault) -> str:
    """Say what is wrong with a value, and what to do."""
    match fault.kind:
        case FaultKind.UNKNOWN_MEMBER:
            lacks = f"{fault.type} has no member '{fault.member}'"
            if fault.suggestion is not None:
                return f"{lacks}{hint(fault.suggestion)}"
            if fault.advice:
                return f"{lacks}; {fault.advice}"
            return f"remove '{fault.path}': {lacks}"
        case FaultKind.MISSING_MEMBER:
            return missing([fault])
        case FaultKind.WRONG_TYPE:
            return f"'{fault.path}' must be {fault.expected}, not {fault.found}"
        case FaultKind.UNKNOWN_VALUE:
            near = hint(fault.suggestion) or f"; {fault.type} has {fault.expected}"
            return f"'{fault.path}' cannot be '{fault.found}'{near}"
        case FaultKind.OUT_OF_RANGE:
            type_ = f" ({fault.type})" if fault.type else ""
            return f"'{fault.path}' must be {fault.expected}{type_}, not {fault.found}"


def missing(faults: Sequence[Fault]) -> str:
    """Say what an object lacks."""
    path = faults[0].path.removesuffix(f".{faults[0].member}")
    them = "them" if len(faults) > 1 else "it"
    lacking = listed([fault.member for fault in faults])
    return f"add {lacking} to '{path}'; {faults[0].type} requires {them}"


def listed(names: Sequence[str]) -> str:
    """Write names in a sentence: ``'a', 'b' and 'c'``."""
    quoted = [f"'{name}'" for name in names[:_LISTED]]
    if len(names) > _LISTED:
        quoted.append(f"{len(names) - _LISTED} more")
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def hint(suggestion: str | None) -> str:
    """Ask whether something else was meant."""
    return f"; did you mean '{suggestion}'?" if suggestion is not None else ""


def article(noun: str) -> str:
    """Write a noun with its article."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
