"""A schema as a few dictionaries, and its places on the wire spelt out one by one.

This knows nothing of how histories are made: whether a path is there in a release is found by
going along it. Types must not lead back to themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from qapidoc.history.shapes import ARGUMENTS, RETURNS, Name, Step

NO, MAYBE, YES = 0, 1, 2

MAX_PATHS = 300
BUILTIN = ("int", "str")

Path = tuple[Name, ...]


@dataclass
class Field:
    type: str
    array: bool = False
    optional: bool = False


Fields = dict[str, Field]


@dataclass
class Struct:
    fields: Fields = field(default_factory=dict)
    base: str | None = None


@dataclass
class Union:
    fields: Fields
    tag: str
    branches: dict[str, str]


@dataclass
class Enum:
    values: list[str]


@dataclass
class Command:
    """A command with arguments of its own, or with those of a type."""

    fields: Fields = field(default_factory=dict)
    boxed: str | None = None
    returns: str | None = None


@dataclass
class Model:
    types: dict[str, Struct | Union | Enum] = field(default_factory=dict)
    commands: dict[str, Command] = field(default_factory=dict)

    # --- what there is -------------------------------------------------------------------------

    def lineage(self, name: str) -> Iterator[str]:
        """Give a struct, its base, and so on."""
        following: str | None = name
        while following is not None:
            yield following
            found = self.types[following]
            following = found.base if isinstance(found, Struct) else None

    def inherited(self, name: str) -> dict[str, tuple[str, Field]]:
        """Give the members of a struct, or those of a union besides branches, with who has them."""
        found: dict[str, tuple[str, Field]] = {}
        for owner in self.lineage(name):
            definition = self.types[owner]
            assert not isinstance(definition, Enum)
            found |= {key: (owner, value) for key, value in definition.fields.items()}
        return found

    def tag_values(self, union: Union) -> list[str]:
        enum = self.types[union.fields[union.tag].type]
        assert isinstance(enum, Enum)
        return enum.values

    # --- is it there? --------------------------------------------------------------------------

    def has(self, path: Path) -> int:
        """Tell whether a path is there."""
        command = self.commands.get(path[0][1])
        if command is None:
            return NO
        if len(path) == 1:
            return YES
        rest = path[2:]
        if path[1] == RETURNS:
            return self._type_has(command.returns or "int", rest)
        if command.boxed is not None:
            return self._type_has(command.boxed, rest)
        return self._fields_have(command.fields, rest) if rest else YES

    def _type_has(self, name: str, path: Path) -> int:
        if not path:
            return YES
        (step, text), rest = path[0], path[1:]
        if name in BUILTIN:
            return MAYBE if name == "str" and step == Step.VALUE else NO
        definition = self.types[name]
        if isinstance(definition, Enum):
            return YES if step == Step.VALUE and text in definition.values else NO
        fields = {key: found for key, (_, found) in self.inherited(name).items()}
        if isinstance(definition, Struct):
            return self._fields_have(fields, path)
        if step != Step.BRANCH:
            for branch in definition.branches.values():
                for key, (_, found) in self.inherited(branch).items():
                    fields.setdefault(key, found)
            return self._fields_have(fields, path)
        if text not in self.tag_values(definition):
            return NO
        if text in definition.branches:
            fields |= {k: f for k, (_, f) in self.inherited(definition.branches[text]).items()}
        return self._fields_have(fields, rest) if rest else YES

    def _fields_have(self, fields: Mapping[str, Field], path: Path) -> int:
        (step, text), rest = path[0], path[1:]
        if step == Step.BRANCH and fields:
            return MAYBE  # an object without branches may be what an object with one is now
        if step != Step.MEMBER or text not in fields:
            return NO
        return self._type_has(fields[text].type, rest)

    # --- what is there -------------------------------------------------------------------------

    def paths(self) -> Iterator[tuple[Path, str]]:
        """Give all paths, each with the definition that writes the last name, if one does."""
        for name, command in self.commands.items():
            start = ((Step.COMMAND, name),)
            yield start, name
            if command.boxed is not None:
                yield from self._of_type((*start, ARGUMENTS), command.boxed)
            else:
                own = {key: (name, found) for key, found in command.fields.items()}
                yield from self._of_fields((*start, ARGUMENTS), own)
            if command.returns is not None:
                yield from self._of_type((*start, RETURNS), command.returns)

    def _of_type(self, path: Path, name: str) -> Iterator[tuple[Path, str]]:
        definition = self.types.get(name)
        if definition is None:
            return
        if isinstance(definition, Enum):
            yield from (((*path, (Step.VALUE, value)), name) for value in definition.values)
            return
        yield from self._of_fields(path, self.inherited(name))
        if isinstance(definition, Union):
            for value in self.tag_values(definition):
                below = (*path, (Step.BRANCH, value))
                yield below, ""
                if value in definition.branches:
                    yield from self._of_fields(below, self.inherited(definition.branches[value]))

    def _of_fields(
        self, path: Path, fields: Mapping[str, tuple[str, Field]]
    ) -> Iterator[tuple[Path, str]]:
        for key, (owner, found) in fields.items():
            below = (*path, (Step.MEMBER, key))
            yield below, owner
            yield from self._of_type(below, found.type)

    # --- is it sound? --------------------------------------------------------------------------

    def is_sound(self) -> bool:
        """Tell whether it is a schema, one without loops, and not too large."""
        return (
            all(self._is_sound(each) for each in self.types.values())
            and all(self._is_known(f) for c in self.commands.values() for f in c.fields.values())
            and all(
                each is None or not isinstance(self.types[each], Enum)
                for command in self.commands.values()
                for each in (command.boxed,)
            )
            and all(not self._leads_back(name, ()) for name in self.types)
            and all(self._is_clear(name) for name in self.types)
            and 0 < sum(1 for _, _ in zip(self.paths(), range(MAX_PATHS), strict=False)) < MAX_PATHS
        )

    def _is_known(self, found: Field) -> bool:
        return found.type in BUILTIN or found.type in self.types

    def _is_sound(self, definition: Struct | Union | Enum) -> bool:
        if isinstance(definition, Enum):
            return len(set(definition.values)) == len(definition.values) > 0
        if not all(map(self._is_known, definition.fields.values())):
            return False
        if isinstance(definition, Struct):
            base = definition.base
            return base is None or isinstance(self.types.get(base), Struct)
        tag = definition.fields.get(definition.tag)
        return (
            tag is not None
            and not tag.array
            and not tag.optional
            and isinstance(self.types.get(tag.type), Enum)
            and len(definition.branches) > 0
            and definition.branches.keys() <= set(self.tag_values(definition))
            and all(isinstance(self.types.get(b), Struct) for b in definition.branches.values())
        )

    def _leads_back(self, name: str, way: tuple[str, ...]) -> bool:
        if name in way:
            return True
        definition = self.types.get(name)
        if definition is None or isinstance(definition, Enum):
            return False
        following = [found.type for found in definition.fields.values()]
        if isinstance(definition, Union):
            following += definition.branches.values()
        elif definition.base is not None:
            following.append(definition.base)
        return any(self._leads_back(each, (*way, name)) for each in following)

    def _is_clear(self, name: str) -> bool:
        """Tell whether each name is of one type only, and written once for each object."""
        definition = self.types[name]
        if isinstance(definition, Enum):
            return True
        written = [key for owner in self.lineage(name) for key in self._own(owner)]
        if len(set(written)) != len(written):
            return False
        types: dict[str, str] = {}
        for branch in definition.branches.values() if isinstance(definition, Union) else ():
            for key, (_, found) in self.inherited(branch).items():
                if key in written or types.setdefault(key, found.type) != found.type:
                    return False
        return True

    def _own(self, name: str) -> Fields:
        definition = self.types[name]
        assert not isinstance(definition, Enum)
        return definition.fields

    # --- text ----------------------------------------------------------------------------------

    def text(self) -> str:
        """Write it as a schema."""
        lines = []
        for name, command in self.commands.items():
            if command.boxed is not None:
                data = f"'data': '{command.boxed}', 'boxed': true"
            else:
                data = f"'data': {_members(command.fields)}"
            returns = f", 'returns': '{command.returns}'" if command.returns is not None else ""
            lines.append(f"{{ 'command': '{name}', {data}{returns} }}\n")
        for name, definition in self.types.items():
            if isinstance(definition, Enum):
                lines.append(f"{{ 'enum': '{name}', 'data': {definition.values} }}\n")
            elif isinstance(definition, Struct):
                base = f"'base': '{definition.base}', " if definition.base is not None else ""
                data = _members(definition.fields)
                lines.append(f"{{ 'struct': '{name}', {base}'data': {data} }}\n")
            else:
                lines.append(
                    f"{{ 'union': '{name}', 'base': {_members(definition.fields)},\n"
                    f"  'discriminator': '{definition.tag}', 'data': {definition.branches} }}\n"
                )
        return "".join(lines)


def _members(fields: Fields) -> str:
    written = (
        f"'{'*' if f.optional else ''}{key}': {[f.type] if f.array else repr(f.type)}"
        for key, f in fields.items()
    )
    return f"{{ {', '.join(written)} }}"
