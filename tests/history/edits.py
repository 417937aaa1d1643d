"""Random changes of a schema, as they come from release to release."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

from tests.history.model import BUILTIN, Command, Enum, Field, Fields, Model, Struct, Union

Item = TypeVar("Item")
Edit = Callable[[Model, Random], None]

MEMBERS = tuple("abcdef")
VALUES = tuple("uvwxyz")
TYPES = ("P", "Q", "R", "S", "T", "U", "V", "W")
COMMANDS = ("go", "stop", "wait")
"""Few names, so that what has gone comes back, be it as something else."""

TRIES = 20


class Impossible(Exception):  # noqa: N818 -- no error
    """There is nothing that an edit could change."""


def first(chance: Random) -> Model:
    """Give a small schema that has a bit of everything."""
    model = Model()
    model.types = {
        "P": Enum(["u", "v"]),
        "Q": Struct({"a": Field("P"), "b": Field("int")}),
        "R": Struct({"c": Field("str")}, base="Q"),
        "S": Union({"d": Field("P"), "e": Field("int")}, "d", {"u": "R"}),
    }
    model.commands = {
        "go": Command({"a": Field("S"), "b": Field("Q", array=True)}),
        "stop": Command(boxed="S", returns="R"),
    }
    for _ in range(chance.randrange(4)):
        model = edited(model, chance)
    return model


def edited(model: Model, chance: Random) -> Model:
    """Give a schema with one change; if all that is tried makes nonsense, the same one."""
    for _ in range(TRIES):
        new = copy.deepcopy(model)
        try:
            chance.choice(EDITS)(new, chance)
        except Impossible:
            continue
        if new.is_sound():
            return new
    return model


def one(items: Sequence[Item], chance: Random) -> Item:
    if not items:
        raise Impossible
    return chance.choice(items)


def of_kind(model: Model, kind: type[Item], chance: Random) -> tuple[str, Item]:
    """Choose a type."""
    return one([(n, t) for n, t in model.types.items() if isinstance(t, kind)], chance)


def free(names: Sequence[str], taken: Sequence[str] | Fields, chance: Random) -> str:
    return one([name for name in names if name not in taken], chance)


def holder(model: Model, chance: Random) -> Fields:
    """Choose something that has members."""
    types = [t.fields for t in model.types.values() if not isinstance(t, Enum)]
    return one([*types, *(c.fields for c in model.commands.values() if c.boxed is None)], chance)


def new_field(model: Model, chance: Random) -> Field:
    kind = chance.choice((*BUILTIN, *model.types, *model.types))
    return Field(kind, chance.random() < 0.2, chance.random() < 0.5)


# --- the edits ---------------------------------------------------------------------------------


def add_member(model: Model, chance: Random) -> None:
    fields = holder(model, chance)
    fields[free(MEMBERS, fields, chance)] = new_field(model, chance)


def remove_member(model: Model, chance: Random) -> None:
    fields = holder(model, chance)
    del fields[one(list(fields), chance)]


def retype_member(model: Model, chance: Random) -> None:
    fields = holder(model, chance)
    fields[one(list(fields), chance)] = new_field(model, chance)


def make_optional(model: Model, chance: Random) -> None:
    found = one(list(holder(model, chance).values()), chance)
    found.optional = not found.optional


def make_array(model: Model, chance: Random) -> None:
    found = one(list(holder(model, chance).values()), chance)
    found.array = not found.array


def add_value(model: Model, chance: Random) -> None:
    _, enum = of_kind(model, Enum, chance)
    enum.values.append(free(VALUES, enum.values, chance))


def remove_value(model: Model, chance: Random) -> None:
    _, enum = of_kind(model, Enum, chance)
    enum.values.remove(one(enum.values, chance))


def add_command(model: Model, chance: Random) -> None:
    name = free(COMMANDS, list(model.commands), chance)
    returns = chance.choice([None, *model.types])
    model.commands[name] = Command(
        {chance.choice(MEMBERS): new_field(model, chance)}, None, returns
    )


def remove_command(model: Model, chance: Random) -> None:
    del model.commands[one(list(model.commands), chance)]


def new_struct(model: Model, chance: Random) -> None:
    name = free(TYPES, list(model.types), chance)
    model.types[name] = Struct({m: new_field(model, chance) for m in chance.sample(MEMBERS, 2)})


def new_union(model: Model, chance: Random) -> None:
    name = free(TYPES, list(model.types), chance)
    enum, values = of_kind(model, Enum, chance)
    branch, _ = of_kind(model, Struct, chance)
    tag = chance.choice(MEMBERS)
    model.types[name] = Union({tag: Field(enum)}, tag, {one(values.values, chance): branch})


def renamed(model: Model, names: dict[str, str]) -> None:
    """Give types other names, wherever they are used."""

    def new(name: str) -> str:
        return names.get(name, name)

    model.types = {new(name): found for name, found in model.types.items()}
    for definition in model.types.values():
        if isinstance(definition, Enum):
            continue
        for found in definition.fields.values():
            found.type = new(found.type)
        if isinstance(definition, Union):
            definition.branches = {v: new(b) for v, b in definition.branches.items()}
        elif definition.base is not None:
            definition.base = new(definition.base)
    for command in model.commands.values():
        for found in command.fields.values():
            found.type = new(found.type)
        command.boxed = new(command.boxed) if command.boxed is not None else None
        command.returns = new(command.returns) if command.returns is not None else None


def rename_type(model: Model, chance: Random) -> None:
    names = list(model.types)
    renamed(model, {one(names, chance): free(TYPES, names, chance)})


def swap_types(model: Model, chance: Random) -> None:
    """Let two types change their names."""
    first_one, second = one(list(model.types), chance), one(list(model.types), chance)
    renamed(model, {first_one: second, second: first_one})


def split_type(model: Model, chance: Random) -> None:
    """Make a copy of a type, and let one of its users have this."""
    found = one([f for f in holder(model, chance).values() if f.type in model.types], chance)
    name = free(TYPES, list(model.types), chance)
    model.types[name] = copy.deepcopy(model.types[found.type])
    found.type = name


def split_base(model: Model, chance: Random) -> None:
    _, struct = of_kind(model, Struct, chance)
    name = free(TYPES, list(model.types), chance)
    moved = chance.sample(list(struct.fields), chance.randint(0, len(struct.fields)))
    model.types[name] = Struct({key: struct.fields.pop(key) for key in moved}, struct.base)
    struct.base = name


def move_to_base(model: Model, chance: Random) -> None:
    _, struct = of_kind(model, Struct, chance)
    base = model.types.get(struct.base or "")
    if not isinstance(base, Struct):
        raise Impossible
    key = one(list(struct.fields), chance)
    base.fields[key] = struct.fields.pop(key)


def absorb_base(model: Model, chance: Random) -> None:
    _, struct = of_kind(model, Struct, chance)
    base = model.types.get(struct.base or "")
    if not isinstance(base, Struct):
        raise Impossible
    struct.fields |= copy.deepcopy(base.fields)
    struct.base = base.base


def box(model: Model, chance: Random) -> None:
    command = one([c for c in model.commands.values() if c.boxed is None], chance)
    name = free(TYPES, list(model.types), chance)
    model.types[name] = Struct(command.fields)
    command.fields, command.boxed = {}, name


def unbox(model: Model, chance: Random) -> None:
    command = one([c for c in model.commands.values() if c.boxed is not None], chance)
    assert command.boxed is not None
    if isinstance(model.types[command.boxed], Union):
        raise Impossible
    command.fields = {
        key: copy.deepcopy(found) for key, (_, found) in model.inherited(command.boxed).items()
    }
    command.boxed = None


def add_branch(model: Model, chance: Random) -> None:
    _, union = of_kind(model, Union, chance)
    branch, _ = of_kind(model, Struct, chance)
    union.branches[chance.choice(VALUES)] = branch
    enum = model.types[union.fields[union.tag].type]
    assert isinstance(enum, Enum)
    enum.values += [value for value in union.branches if value not in enum.values]


def remove_branch(model: Model, chance: Random) -> None:
    _, union = of_kind(model, Union, chance)
    del union.branches[one(list(union.branches), chance)]


def from_branches(model: Model, chance: Random) -> None:
    """Move a member from all branches that have it to the union itself."""
    _, union = of_kind(model, Union, chance)
    _, branch = of_kind(model, Struct, chance)
    key = one(list(branch.fields), chance)
    union.fields[key] = copy.deepcopy(branch.fields[key])
    for name in union.branches.values():
        struct = model.types[name]
        assert isinstance(struct, Struct)
        struct.fields.pop(key, None)


def into_branches(model: Model, chance: Random) -> None:
    """Move a member of a union to all branches."""
    _, union = of_kind(model, Union, chance)
    key = one([key for key in union.fields if key != union.tag], chance)
    moved = union.fields.pop(key)
    for name in set(union.branches.values()):
        struct = model.types[name]
        assert isinstance(struct, Struct)
        struct.fields[key] = copy.deepcopy(moved)


def struct_to_union(model: Model, chance: Random) -> None:
    name, struct = of_kind(model, Struct, chance)
    enum, values = of_kind(model, Enum, chance)
    tag = free(MEMBERS, struct.fields, chance)
    branch, _ = of_kind(model, Struct, chance)
    fields = {key: copy.deepcopy(found) for key, (_, found) in model.inherited(name).items()}
    fields[tag] = Field(enum)
    model.types[name] = Union(fields, tag, {one(values.values, chance): branch})


EDITS: Sequence[Edit] = (
    *(add_member, add_member, remove_member, retype_member, make_optional, make_array),
    *(add_value, add_value, remove_value, add_command, remove_command, new_struct, new_union),
    *(rename_type, swap_types, split_type, split_base, move_to_base, absorb_base, box, unbox),
    *(add_branch, remove_branch, from_branches, into_branches, struct_to_union),
)
