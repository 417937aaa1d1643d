"""The schema model: immutable records that hold names, not references.

``span`` is the stretch of the whole construct and ``name_span`` that of its name, as offsets
into the text of the module that ``path`` names.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

import msgspec

from qapidoc.schema.problems import Problem
from qapidoc.source import Source, Span
from qapidoc.syntax.nodes import DocComment
from qapidoc.syntax.reader import Tree


class Kind(StrEnum):
    """The kinds of definitions."""

    ENUM = "enum"
    STRUCT = "struct"
    UNION = "union"
    ALTERNATE = "alternate"
    COMMAND = "command"
    EVENT = "event"

    @property
    def is_type(self) -> bool:
        """Whether members can be of it."""
        return self not in {Kind.COMMAND, Kind.EVENT}


# --- conditions ----------------------------------------------------------------------------


class Condition(msgspec.Struct, frozen=True, array_like=True):
    """A name, C text (until 6.1), or ``all`` / ``any`` / ``not`` of conditions.

    C text has what it says as its only operand, if it asks for nothing but names.
    """

    operator: str
    """``name``, ``text``, ``all``, ``any`` or ``not``."""
    name: str = ""
    operands: tuple[Condition, ...] = ()

    def __str__(self) -> str:
        """Write it for people: ``A and (B or not C)``."""
        match self.operator:
            case "not":
                return f"not {self.operands[0].grouped()}"
            case "all" | "any":
                word = " and " if self.operator == "all" else " or "
                return word.join(operand.grouped() for operand in self.operands)
            case _:
                return self.name

    def grouped(self) -> str:
        """Write it with parentheses where others stand beside it."""
        return f"({self})" if len(self.operands) > 1 else str(self)


# --- parts of definitions ------------------------------------------------------------------


class TypeRef(msgspec.Struct, frozen=True, array_like=True):
    """A type by its name, or an array of such.

    ``members`` are those of an anonymous struct (until 2.3), whose ``name`` is empty.
    """

    name: str
    array: bool
    span: Span
    members: tuple[Member, ...] = ()

    def __str__(self) -> str:
        """Write it as the schema does, without quotes."""
        name = self.name or "{…}"
        return f"[{name}]" if self.array else name


class Feature(msgspec.Struct, frozen=True, array_like=True):
    """A feature of a definition, a member or an enum value."""

    name: str
    span: Span
    name_span: Span
    condition: Condition | None = None


class Member(msgspec.Struct, frozen=True, array_like=True):
    """A member of a struct or of inline data; also a branch of a union or an alternate.

    ``type`` is ``None`` where it could not be read.
    """

    name: str
    type: TypeRef | None
    optional: bool
    span: Span
    name_span: Span
    condition: Condition | None = None
    features: tuple[Feature, ...] = ()


class EnumValue(msgspec.Struct, frozen=True, array_like=True):
    """A value of an enum."""

    name: str
    span: Span
    name_span: Span
    condition: Condition | None = None
    features: tuple[Feature, ...] = ()


class Definition(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """What one expression defines. Which fields are filled hangs on ``kind``.

    - enum: ``values``, ``prefix``
    - struct: ``base``, ``members``
    - union: ``base`` or, inline, ``base_members``; ``discriminator``, ``branches``;
      ``simple`` if it has neither (until 6.1)
    - alternate: ``branches``
    - command, event: ``data`` or, inline, ``members``; ``boxed``; command: ``returns``, flags
    """

    kind: Kind
    name: str
    path: str
    span: Span
    name_span: Span
    doc: DocComment | None = None
    condition: Condition | None = None
    features: tuple[Feature, ...] = ()
    values: tuple[EnumValue, ...] = ()
    prefix: str | None = None
    base: TypeRef | None = None
    base_members: tuple[Member, ...] | None = None
    members: tuple[Member, ...] = ()
    discriminator: str | None = None
    discriminator_span: Span | None = None
    branches: tuple[Member, ...] = ()
    simple: bool = False
    data: TypeRef | None = None
    returns: TypeRef | None = None
    boxed: bool = False
    gen: bool = True
    success_response: bool = True
    allow_oob: bool = False
    allow_preconfig: bool = False
    coroutine: bool = False

    @property
    def own_members(self) -> tuple[Member, ...]:
        """The members written in the definition itself: inline base first, without branches."""
        return (*(self.base_members or ()), *self.members)


# --- whole schemas -------------------------------------------------------------------------


class Pragma(msgspec.Struct, frozen=True):
    """What the pragma directives of a schema say together."""

    doc_required: bool = False
    command_name_exceptions: frozenset[str] = frozenset()
    command_returns_exceptions: frozenset[str] = frozenset()
    documentation_exceptions: frozenset[str] = frozenset()
    member_name_exceptions: frozenset[str] = frozenset()


class Include(msgspec.Struct, frozen=True, array_like=True):
    """An include directive; ``path`` is the module, ``None`` where it could not be had."""

    name: str
    span: Span
    path: str | None


class Module(msgspec.Struct, frozen=True, array_like=True):
    """One file of a schema.

    ``path`` is its path as findings show it, and the key of `Schema.modules`. ``contents``
    are, in the order of the file, its free-form doc comments and the names of its
    definitions. ``detached`` are doc comments with a symbol that no definition follows.
    """

    path: str
    source: Source
    tree: Tree
    includes: tuple[Include, ...] = ()
    contents: tuple[DocComment | str, ...] = ()
    detached: tuple[DocComment, ...] = ()


class Schema(msgspec.Struct, frozen=True, array_like=True):
    """A root module and all that it includes.

    ``modules`` are in the order of the first include, the root first. ``complete`` is false
    where an include could not be read; then a name that is not in ``definitions`` may exist.
    ``lost`` are strings of expressions that could not be read, which may be such names too.
    ``excused`` are the settings and names for which a pragma excuses something.
    ``users`` names for each type the definitions that are based on it, take it or return it.
    ``texts`` are those of the modules by path, for who reads what belongs to a definition.
    """

    root: str
    modules: Mapping[str, Module]
    definitions: Mapping[str, Definition]
    pragma: Pragma
    problems: tuple[Problem, ...]
    complete: bool
    lost: frozenset[str] = frozenset()
    excused: frozenset[tuple[str, str]] = frozenset()
    users: Mapping[str, tuple[str, ...]] = {}
    texts: Mapping[str, Source] = {}

    def may_exist(self, name: str) -> bool:
        """Tell whether a name that nobody defines may be defined where nothing could be read."""
        return not self.complete or name in self.lost

    def source(self, path: str) -> Source:
        """Give the text of a module."""
        return self.modules[path].source


SPECIAL_FEATURES = frozenset({"deprecated", "unstable"})
"""The features that QEMU itself knows: every schema has them, and types cannot have them."""

BUILTIN_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "str": "string",
        "int": "int",
        "number": "number",
        "bool": "boolean",
        "null": "null",
        "int8": "int",
        "int16": "int",
        "int32": "int",
        "int64": "int",
        "uint8": "int",
        "uint16": "int",
        "uint32": "int",
        "uint64": "int",
        "size": "int",
        "any": "value",
        "**": "value",
        "QType": "string",
    }
)
"""The built-in types and their JSON types, as introspection calls these."""
