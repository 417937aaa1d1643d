"""Strategies for definitions: expressions as JSON, as QEMU's language guide describes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from tests.generated.parts import BUILT_IN, conditional, extras, free_names, names

Expression = dict[str, Any]

KINDS = ("enum", "struct", "union", "alternate", "command", "event")
JSON_TYPES: Mapping[str, tuple[str, ...]] = {
    "string": ("str",),
    "number": ("int", "number", "uint16"),
    "bool": ("bool",),
    "null": ("null",),
}
"""What an alternate can tell apart, besides enums, objects and arrays."""


@dataclass
class Known:
    """What is defined so far, and what pragmas must allow.

    ``members`` are the names in the objects of each struct and union, branches included.
    """

    enums: dict[str, list[str]] = field(default_factory=dict)
    members: dict[str, set[str]] = field(default_factory=dict)
    unconditional: set[str] = field(default_factory=set)
    structs: list[str] = field(default_factory=list)
    unions: list[str] = field(default_factory=list)
    exceptions: dict[str, list[str]] = field(default_factory=dict)

    def excuse(self, pragma: str, name: str) -> None:
        """Let a pragma list `name`."""
        self.exceptions.setdefault(pragma, []).append(name)


def name_of(expression: Expression) -> str:
    """Give what an expression defines."""
    return next(expression[kind] for kind in KINDS if kind in expression)


@st.composite
def definitions(draw: st.DrawFn) -> tuple[list[Expression], dict[str, list[str]]]:
    """Give expressions that are valid together, and the lists of pragmas that they need."""
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=8))
    wanted = [(kind, draw(_names_of(kind, number))) for number, kind in enumerate(kinds)]
    types = [name for kind, name in wanted if kind not in {"command", "event"}]
    known = Known()
    made = [draw(_DEFINITIONS[kind](name, types, known)) for kind, name in wanted]
    return draw(st.permutations(made)), known.exceptions


@st.composite
def _names_of(draw: st.DrawFn, kind: str, number: int) -> str:
    """Give a name in the style of a kind, with its number in it."""
    prefix = draw(st.sampled_from(["", "", "", "", "__com.example_"]))
    match kind:
        case "command":
            return prefix + draw(st.sampled_from(["", "x-"])) + f"do-{number}"
        case "event":
            return f"{prefix}EVENT_{number}"
    return f"{prefix}{kind.capitalize()}{number}"


# --- parts -----------------------------------------------------------------------------------


@st.composite
def _members(
    draw: st.DrawFn, types: list[str], taken: set[str], *, free: bool = False, max_size: int = 4
) -> Expression:
    """Give the pairs of an object of members, and add their names to `taken`."""
    pairs: Expression = {}
    for _ in range(draw(st.integers(0, max_size))):
        name = draw(free_names(taken) if free else names(taken))
        taken.add(name)
        type_: Any = draw(st.sampled_from([*BUILT_IN, *types, *types]))
        if draw(st.integers(0, 3)) == 0:
            type_ = [type_]
        if draw(st.booleans()):
            type_ = {"type": type_, **draw(extras(special=True))}
        pairs[draw(st.sampled_from(["", "*"])) + name] = type_
    return pairs


def _is_unconditional(members: Expression) -> bool:
    return not any(isinstance(member, dict) and "if" in member for member in members.values())


@st.composite
def _shuffled(draw: st.DrawFn, pairs: Expression) -> Expression:
    """Put the keys of an expression into any order."""
    return {key: pairs[key] for key in draw(st.permutations(sorted(pairs)))}


# --- kinds -----------------------------------------------------------------------------------


@st.composite
def _enums(draw: st.DrawFn, name: str, types: list[str], known: Known) -> Expression:
    free = draw(st.integers(0, 5)) == 0
    values: list[str] = []
    written: list[Any] = []
    for _ in range(draw(st.integers(0, 5))):
        value = draw(free_names(values) if free else names(values))
        if not free and draw(st.integers(0, 4)) == 0:
            value = f"{len(values)}{value.rpartition('_')[2].replace('x-', '')}"
        if value in values:
            continue
        values.append(value)
        spelt = draw(st.booleans())
        written.append({"name": value, **draw(extras(special=True))} if spelt else value)
    if free:
        known.excuse("member-name-exceptions", name)
    known.enums[name] = values
    prefix = {"prefix": "EXAMPLE_" + name.upper()[:3]} if draw(st.booleans()) else {}
    pairs = {"enum": name, "data": written, **prefix, **draw(extras(special=False))}
    return draw(_shuffled(pairs))


@st.composite
def _structs(draw: st.DrawFn, name: str, types: list[str], known: Known) -> Expression:
    base: Expression = {}
    taken: set[str] = set()
    unconditional = True
    if draw(st.booleans()) and known.structs:
        base["base"] = draw(st.sampled_from(known.structs))
        taken = set(known.members[base["base"]])
        unconditional = base["base"] in known.unconditional
    free = draw(st.integers(0, 5)) == 0
    data = draw(_members(types, taken, free=free))
    if free:
        known.excuse("member-name-exceptions", name)
    known.members[name] = taken
    known.structs.append(name)
    if unconditional and _is_unconditional(data):
        known.unconditional.add(name)
    return draw(_shuffled({"struct": name, **base, "data": data, **draw(extras(special=False))}))


@st.composite
def _unions(draw: st.DrawFn, name: str, types: list[str], known: Known) -> Expression:
    enums = [enum for enum, values in known.enums.items() if values]
    if not enums:
        # There is nothing to choose a branch by: it becomes a struct.
        return draw(_structs(name, types, known))
    enum = draw(st.sampled_from(enums))
    taken: set[str] = set()
    tag = draw(names())
    taken.add(tag)
    spelt = draw(st.booleans())
    base: Any = {tag: {"type": enum, "features": []} if spelt else enum}
    base |= draw(_members(types, taken, max_size=2))
    objects = [*known.structs, *known.unions]
    branches: Expression = {}
    for value in draw(st.lists(st.sampled_from(known.enums[enum]), unique=True)):
        fitting = [other for other in objects if not known.members[other] & taken]
        if fitting:
            type_ = draw(st.sampled_from(fitting))
            spelt = draw(st.booleans())
            branches[value] = {"type": type_, **draw(conditional())} if spelt else type_
    reached = (
        branch["type"] if isinstance(branch, dict) else branch for branch in branches.values()
    )
    known.members[name] = taken.union(*(known.members[other] for other in reached))
    known.unions.append(name)
    pairs = {"union": name, "base": base, "discriminator": tag, "data": branches}
    return draw(_shuffled(pairs | draw(extras(special=False))))


@st.composite
def _alternates(draw: st.DrawFn, name: str, types: list[str], known: Known) -> Expression:
    told = draw(st.lists(st.sampled_from(_told_apart(known)), unique=True, min_size=1, max_size=6))
    if "string" in told:
        told = [kind for kind in told if kind not in {"number", "bool", "enum"}]
    branches: Expression = {}
    for kind in told:
        match kind:
            case "object":
                type_: Any = draw(st.sampled_from([*known.structs, *known.unions]))
            case "enum":
                type_ = draw(st.sampled_from(_plain_enums(known)))
            case "array":
                type_ = [draw(st.sampled_from([*BUILT_IN, *types]))]
            case _:
                type_ = draw(st.sampled_from(JSON_TYPES[kind]))
        spelt = draw(st.booleans())
        branches[draw(names(branches))] = {"type": type_, **draw(conditional())} if spelt else type_
    return draw(_shuffled({"alternate": name, "data": branches, **draw(extras(special=False))}))


def _told_apart(known: Known) -> list[str]:
    objects = ["object"] if known.structs or known.unions else []
    enums = ["enum"] if _plain_enums(known) else []
    return [*JSON_TYPES, "array", *objects, *enums]


def _plain_enums(known: Known) -> list[str]:
    """Give the enums none of whose values looks like a number or a boolean."""
    return [
        name
        for name, values in known.enums.items()
        if not any(re.match(r"[-+0-9.]|on$|off$", value) for value in values)
    ]


@st.composite
def _arguments(draw: st.DrawFn, types: list[str], known: Known) -> Expression:
    """Give the data of a command or event: none, inline, by name, or boxed."""
    plain = sorted(known.unconditional)
    boxed = [*known.structs, *known.unions]
    forms = ["none", "inline", *(["named"] if plain else []), *(["boxed"] if boxed else [])]
    match draw(st.sampled_from(forms)):
        case "inline":
            data = draw(_members(types, set()))
            for member in data.values():
                if isinstance(member, dict):
                    member.pop("if", None)
            return {"data": data}
        case "named":
            return {"data": draw(st.sampled_from(plain))}
        case "boxed":
            return {"data": draw(st.sampled_from(boxed)), "boxed": True}
    return {}


@st.composite
def _commands(draw: st.DrawFn, name: str, types: list[str], known: Known) -> Expression:
    flags: Expression = {}
    for key in draw(st.lists(st.sampled_from(["gen", "success-response"]), unique=True)):
        flags[key] = False
    for key in draw(st.lists(st.sampled_from(["allow-oob", "coroutine"]), max_size=1)):
        flags[key] = True
    if draw(st.booleans()):
        flags["allow-preconfig"] = True
    returns: Expression = {}
    objects = [*known.structs, *known.unions]
    match draw(st.sampled_from(["none", "free", *(["object", "array"] if objects else [])])):
        case "object":
            returns = {"returns": draw(st.sampled_from(objects))}
        case "array":
            returns = {"returns": [draw(st.sampled_from(objects))]}
        case "free":
            returns = {"returns": draw(st.sampled_from([*BUILT_IN, ["str"]]))}
            known.excuse("command-returns-exceptions", name)
    data = draw(_arguments(types, known))
    return draw(
        _shuffled({"command": name, **data, **returns, **flags, **draw(extras(special=True))})
    )


@st.composite
def _events(draw: st.DrawFn, name: str, types: list[str], known: Known) -> Expression:
    data = draw(_arguments(types, known))
    return draw(_shuffled({"event": name, **data, **draw(extras(special=True))}))


_DEFINITIONS = {
    "enum": _enums,
    "struct": _structs,
    "union": _unions,
    "alternate": _alternates,
    "command": _commands,
    "event": _events,
}
