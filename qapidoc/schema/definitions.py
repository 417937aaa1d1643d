"""Expressions to definitions, with the checks that need no other definition."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

import msgspec

from qapidoc.edition import Usage
from qapidoc.findings import Related
from qapidoc.schema.model import (
    SPECIAL_FEATURES,
    Definition,
    EnumValue,
    Kind,
    Member,
    TypeRef,
)
from qapidoc.schema.names import c_name, did_you_mean, is_lower, stem
from qapidoc.schema.parts import PartReader, inside, listed, name_hint
from qapidoc.schema.problems import SchemaKind
from qapidoc.source import Span
from qapidoc.syntax.nodes import Array, Bool, DocComment, Object, Pair, String, Value

KEYWORDS: Mapping[str, Kind] = {kind.value: kind for kind in Kind} | {"type": Kind.STRUCT}
"""The keys that make an expression a definition; ``type`` until 2.3."""

_KEYS: Mapping[Kind, tuple[str, ...]] = {
    Kind.ENUM: ("data", "prefix"),
    Kind.STRUCT: ("data", "base"),
    Kind.UNION: ("data", "base", "discriminator"),
    Kind.ALTERNATE: ("data",),
    Kind.COMMAND: (
        "data",
        "returns",
        "boxed",
        "gen",
        "success-response",
        "allow-oob",
        "allow-preconfig",
        "coroutine",
    ),
    Kind.EVENT: ("data", "boxed"),
}
_ALL_KINDS_KEYS = ("if", "features")

_DATA_REQUIRED = frozenset({Kind.ENUM, Kind.STRUCT, Kind.UNION, Kind.ALTERNATE})

_FLAGS: Mapping[str, bool] = {
    "boxed": True,
    "gen": False,
    "success-response": False,
    "allow-oob": True,
    "allow-preconfig": True,
    "coroutine": True,
}
"""The flags, and the only value that each may be given."""


def keyword_pairs(expression: Object) -> list[Pair]:
    """Give the pairs whose keys make `expression` a definition."""
    return [pair for pair in expression.pairs if pair.key.value in KEYWORDS]


class DefinitionReader(PartReader):
    """Reads the definition in one expression."""

    def __init__(self, path: str, expression: Object, doc: DocComment | None) -> None:
        super().__init__(path, Kind.STRUCT, "")
        self.expression = expression
        self.doc = doc

    # --- the definition ----------------------------------------------------------------

    def read(self) -> Definition | None:
        """Give the definition; ``None`` if the expression does not say what it defines."""
        keywords = keyword_pairs(self.expression)
        named = [pair for pair in keywords if isinstance(pair.value, String)]
        if len(keywords) != 1 or not named:
            self.report_keywords(keywords)
        if not named:
            return None
        pair = named[0]
        assert isinstance(pair.value, String)
        self.kind, self.name = KEYWORDS[pair.key.value], pair.value.value
        if pair.key.value == "type":
            message = "'type' defines a struct until 2.3 only"
            self.old(Usage.TYPE_KEYWORD, pair.key.span, message, "'struct'")
        keys = {key.key.value for key in keywords} | {*_KEYS[self.kind], *_ALL_KINDS_KEYS}
        values = self.check_keys(self.expression, self.told, keys)
        self.check_definition_name(pair.value)
        if self.kind in _DATA_REQUIRED and "data" not in values:
            message = f"{self.told} has no 'data'"
            self.report(SchemaKind.EXPRESSION, pair.span, message)
        flags = self.flags(values)
        common = Definition(
            kind=self.kind,
            name=self.name,
            path=self.path,
            span=self.expression.span,
            name_span=inside(pair.value),
            doc=self.doc,
            condition=self.condition(values.get("if"), self.told),
            features=self.features(values.get("features"), self.told),
        )
        self.check_deprecation(common)
        return self.with_data(common, values, flags)

    def check_deprecation(self, definition: Definition) -> None:
        """Check that no type is deprecated or unstable."""
        for feature in definition.features:
            if definition.kind.is_type and feature.name in SPECIAL_FEATURES:
                message = (
                    f"'{feature.name}' is not for types such as {self.told};"
                    " give it to the commands, events and members that use the type"
                )
                self.report(SchemaKind.FEATURE, feature.name_span, message)

    def report_keywords(self, keywords: Sequence[Pair]) -> None:
        """Say why an expression does not define exactly one thing."""
        if not keywords:
            pairs = self.first_pairs(self.expression, "this expression")
            if len(pairs) == len(self.expression.pairs) and all(
                pair.key.sound for pair in self.expression.pairs
            ):
                self.report_no_keyword()
            return
        if len(keywords) == 1:
            keyword = keywords[0].key.value
            message = f"'{keyword}' needs a name in quotes"
            self.report(SchemaKind.EXPRESSION, keywords[0].value.span, message)
            return
        names = listed([pair.key.value for pair in keywords])
        message = f"an expression defines one thing; this one has the keys {names}"
        self.report(SchemaKind.EXPRESSION, keywords[1].key.span, message)

    def report_no_keyword(self) -> None:
        """Say that nothing tells what an expression is for, and which key may be meant."""
        known = (*(kind.value for kind in Kind), "include", "pragma")
        for pair in self.expression.pairs:
            hint = did_you_mean(pair.key.value, known)
            if hint:
                message = f"no expression has a key '{pair.key.value}'{hint}"
                self.report(SchemaKind.EXPRESSION, pair.key.span, message)
                return
        keys = ", ".join(f"'{key}'" for key in known)
        message = f"an expression needs one of the keys {keys}"
        self.report(SchemaKind.EXPRESSION, self.brace, message)

    @property
    def brace(self) -> Span:
        """The opening brace."""
        return Span(self.expression.start, self.expression.start + 1)

    def with_data(
        self, common: Definition, values: Mapping[str, Value], flags: Mapping[str, bool]
    ) -> Definition:
        """Add to `common` what only definitions of its kind have."""
        data = values.get("data")
        fields: dict[str, object] = {}
        match self.kind:
            case Kind.ENUM:
                fields = {"values": self.enum_values(data), "prefix": self.prefix(values)}
            case Kind.STRUCT:
                fields = {
                    "members": self.members(data, "'data'"),
                    "base": self.type_name(values.get("base"), "'base'"),
                }
            case Kind.UNION:
                fields = self.union(values)
            case Kind.ALTERNATE:
                fields = {"branches": self.branches(data)}
            case Kind.COMMAND | Kind.EVENT:
                fields = self.arguments(data, flags) | {
                    "returns": self.type_ref(values.get("returns"), f"'returns' of {self.told}"),
                    **{key.replace("-", "_"): value for key, value in flags.items()},
                }
        return msgspec.structs.replace(common, **fields)

    def arguments(self, data: Value | None, flags: Mapping[str, bool]) -> dict[str, object]:
        """Read the data of a command or event."""
        boxed = flags.get("boxed", False)
        if boxed and data is None:
            message = f"'boxed' needs 'data', the type that {self.told} takes"
            self.report(SchemaKind.FLAG, self.brace, message)
        if isinstance(data, Object) and not boxed:
            return {"members": self.members(data, "'data'")}
        if isinstance(data, Array):
            message = f"'data' of {self.told} must be a type name or an object"
            self.report(SchemaKind.EXPRESSION, data.span, message)
            return {}
        return {"data": self.type_name(data, "'data'")}

    def union(self, values: Mapping[str, Value]) -> dict[str, object]:
        """Read the fields of a union."""
        base, discriminator = values.get("base"), values.get("discriminator")
        fields: dict[str, object] = {"branches": self.branches(values.get("data"))}
        if isinstance(base, Object):
            fields["base_members"] = self.members(base, "'base'")
        else:
            fields["base"] = self.type_name(base, "'base'")
        if isinstance(discriminator, String):
            fields["discriminator"] = discriminator.value
            fields["discriminator_span"] = inside(discriminator)
        elif isinstance(discriminator, Object) and not discriminator.pairs:
            self.old(
                Usage.ANONYMOUS_UNION,
                discriminator.span,
                f"'discriminator': {{}} makes union '{self.name}' an alternate until 2.3 only",
            )
            fields["kind"] = Kind.ALTERNATE
        elif discriminator is not None:
            message = f"'discriminator' of union '{self.name}' must name a member of its base"
            self.report(SchemaKind.EXPRESSION, discriminator.span, message)
        else:
            self.check_simple(base, fields)
        return fields

    def check_simple(self, base: Value | None, fields: dict[str, object]) -> None:
        """Check a union without discriminator, which is a simple one if it has no base either."""
        message = f"union '{self.name}' has no 'discriminator', the member that tells its branches"
        usage = None
        if base is None:
            fields["simple"] = True
            message = (
                f"union '{self.name}' has neither 'base' nor 'discriminator';"
                " give it both, since simple unions ended with 6.1"
            )
            usage = Usage.SIMPLE_UNION
        place = self.expression.pairs[0].span
        self.report(SchemaKind.DISCRIMINATOR_MISSING, place, message, usage=usage)

    def flags(self, values: Mapping[str, Value]) -> dict[str, bool]:
        """Read the flags that a definition of this kind can have."""
        flags: dict[str, bool] = {}
        for key, right in _FLAGS.items():
            value = values.get(key)
            if value is None or key not in _KEYS[self.kind]:
                continue
            if isinstance(value, Bool) and value.value is right:
                flags[key] = right
            elif isinstance(value, String) and value.value == "no" and not right:
                message = f"write '{key}': false; 'no' ended with 2.3"
                self.old(Usage.STRING_FLAG, value.span, message, "false")
                flags[key] = False
            else:
                wanted = "true" if right else "false"
                message = f"'{key}' of {self.told} can only be {wanted}; leave it out otherwise"
                self.report(SchemaKind.FLAG, value.span, message)
        if flags.get("allow-oob") and flags.get("coroutine"):
            message = f"command '{self.name}' cannot have both 'allow-oob' and 'coroutine'"
            self.report(SchemaKind.FLAG, values["coroutine"].span, message)
        return flags

    # --- data --------------------------------------------------------------------------

    def prefix(self, values: Mapping[str, Value]) -> str | None:
        """Read the prefix of an enum."""
        node = values.get("prefix")
        if node is None or isinstance(node, String):
            return node.value if node is not None else None
        message = f"'prefix' of enum '{self.name}' must be a string"
        self.report(SchemaKind.EXPRESSION, node.span, message)
        return None

    def enum_values(self, data: Value | None) -> tuple[EnumValue, ...]:
        """Read the values of an enum."""
        if data is None:
            return ()
        if not isinstance(data, Array):
            message = f"'data' of enum '{self.name}' must be a list of values"
            self.report(SchemaKind.EXPRESSION, data.span, message)
            return ()
        what = f"a value of enum '{self.name}'"
        found: dict[str, EnumValue] = {}
        for item in data.items:
            named = self.named(item, what, SchemaKind.EXPRESSION, ("name", "if", "features"))
            if named is None:
                continue
            node, keys = named
            name = node.value
            told = f"value '{name}' of enum '{self.name}'"
            if node.sound:
                self.check_value_name(name, inside(node))
            value = EnumValue(
                name,
                item.span,
                inside(node),
                self.condition(keys.get("if"), told),
                self.features(keys.get("features"), told),
            )
            earlier = found.setdefault(c_name(name), value)
            if earlier is not value:
                related = Related(self.path, earlier.name_span, f"'{earlier.name}' is here")
                message = f"value '{name}' collides with '{earlier.name}'; rename or remove one"
                self.report(
                    SchemaKind.CLASH, value.name_span, message, member=name, related=[related]
                )
        return tuple(found.values())

    def check_value_name(self, name: str, at: Span) -> None:
        """Check an enum value's name, which may begin with a digit."""
        core = stem(f"d{name}" if name[:1].isdigit() else name)
        if core is None:
            message = f"value '{name}' of enum '{self.name}' has an invalid name; {name_hint(name)}"
            usage = Usage.DOTTED_VALUE if stem(name.replace(".", "-")) else None
            self.report(SchemaKind.NAME, at, message, member=name, usage=usage)
        elif not is_lower(core):
            self.report(
                SchemaKind.NAME,
                at,
                f"name value '{name}' of enum '{self.name}' in lower case, with '-' between words",
                member=name,
                usage=Usage.FREE_NAME if core.islower() else Usage.UPPER_MEMBER,
                excuse="member-name-exceptions",
            )

    def members(self, data: Value | None, where: str) -> tuple[Member, ...]:
        """Read the members in an object."""
        if data is None:
            return ()
        if not isinstance(data, Object):
            message = f"{where} of {self.told} must be an object of members"
            self.report(SchemaKind.EXPRESSION, data.span, message)
            return ()
        return self.pairs(data, "member", self.type_ref, ("type", "if", "features"))

    def branches(self, data: Value | None) -> tuple[Member, ...]:
        """Read the branches of a union or an alternate."""
        if data is None:
            return ()
        if not isinstance(data, Object):
            message = f"'data' of {self.told} must be an object of branches"
            self.report(SchemaKind.EXPRESSION, data.span, message)
            return ()
        read = self.type_ref if self.kind is Kind.ALTERNATE else self.branch_type
        branches = self.pairs(data, "branch", read, ("type", "if"))
        if not branches and self.kind is Kind.ALTERNATE:
            self.report(
                SchemaKind.ALTERNATE, data.span, f"{self.told} has no branches; give it some"
            )
        return branches

    def pairs(
        self,
        data: Object,
        noun: str,
        read: Callable[[Value | None, str], TypeRef | None],
        keys: Collection[str],
    ) -> tuple[Member, ...]:
        """Read named things with types, members or branches; `noun` says which."""
        found: dict[str, Member] = {}
        # The name of an enum's value is checked where the enum is defined.
        is_value = noun == "branch" and self.expression.get("discriminator") is not None
        for pair in data.pairs:
            optional = pair.key.value.startswith("*")
            name = pair.key.value[optional:]
            at = inside(pair.key)
            at = Span(at.start + optional, at.end)
            what = f"{noun} '{name}' of {self.told}"
            if pair.key.sound and not is_value:
                self.check_member_name(name, at, noun, what)
            if optional and noun == "branch":
                message = f"{what} cannot be optional; remove the '*'"
                self.report(SchemaKind.NAME, inside(pair.key), message, member=name)
                optional = False
            values: Mapping[str, Value] = {"type": pair.value}
            if isinstance(pair.value, Object) and self.is_spelt_out(pair.value):
                values = self.check_keys(pair.value, what, keys)
            if "type" not in values:
                kind = (
                    SchemaKind.BRANCH_MISSING_TYPE
                    if noun == "branch" and self.kind is Kind.UNION
                    else SchemaKind.EXPRESSION
                )
                message = f"{what} has no type; write '{name}': 'TYPE'"
                self.report(kind, pair.span, message, member=name)
            member = Member(
                name,
                read(values.get("type"), what),
                optional,
                pair.span,
                at,
                self.condition(values.get("if"), what),
                self.features(values.get("features"), what),
            )
            earlier = found.setdefault(c_name(name), member)
            if earlier is not member:
                related = Related(self.path, earlier.name_span, f"'{earlier.name}' is here")
                exact = earlier.name == name and earlier.optional == optional
                kind = SchemaKind.DUPLICATE_KEY if exact else SchemaKind.CLASH
                message = f"{what} collides with '{earlier.name}'; rename or remove one"
                self.report(kind, at, message, member=name, related=[related])
        return tuple(found.values())

    def is_spelt_out(self, node: Object) -> bool:
        """Tell ``{ 'type': …, 'if': … }`` from an anonymous struct, which ended with 2.3."""
        keys = {pair.key.value for pair in node.pairs}
        types = [pair.value for pair in node.pairs if not isinstance(pair.value, Bool)]
        anonymous = bool(keys) and "type" not in keys and len(types) == len(node.pairs)
        return not anonymous or bool(keys & {"if", "features"}) or len(node.pairs) == 0

    # --- types -------------------------------------------------------------------------

    def type_ref(self, node: Value | None, what: str) -> TypeRef | None:
        """Read a type name, or an array of one; report anything else."""
        match node:
            case None | String(sound=False) | Array(items=(String(sound=False),)):
                return None
            case String(value="") | Array(items=(String(value=""),)):
                message = f"{what} names no type; write its name between the quotes"
            case String(value=name):
                return self.named_type(node, name, array=False, span=node.span)
            case Array(items=(String(value=name) as element,)):
                return self.named_type(element, name, array=True, span=node.span)
            case Object():
                self.old(
                    Usage.INLINE_STRUCT,
                    node.span,
                    f"{what} must be a type name; define a struct, and name it here",
                )
                return TypeRef("", False, node.span, self.members(node, what))
            case Array():
                message = f"the array of {what} must hold one type name"
            case _:
                message = f"{what} must be a type name or an array of one"
        self.report(SchemaKind.EXPRESSION, node.span, message)
        return None

    def type_name(self, node: Value | None, what: str) -> TypeRef | None:
        """Read a type name; report anything else."""
        if node is None or isinstance(node, String):
            return self.type_ref(node, what)
        message = f"{what} of {self.told} must be a type name"
        self.report(SchemaKind.EXPRESSION, node.span, message)
        return None

    def branch_type(self, node: Value | None, what: str) -> TypeRef | None:
        """Read the type of a union's branch; arrays ended with simple unions."""
        if isinstance(node, Array):
            ref = self.type_ref(node, what)
            message = f"{what} cannot be an array; give it a struct or a union"
            self.report(SchemaKind.BRANCH_TYPE_KIND, node.span, message, usage=Usage.SIMPLE_UNION)
            return ref
        if node is None or isinstance(node, String):
            return self.type_ref(node, what)
        message = f"{what} must have a type name"
        self.report(SchemaKind.BRANCH_MISSING_TYPE, node.span, message)
        return None

    def named_type(self, node: String, name: str, *, array: bool, span: Span) -> TypeRef:
        """Make the reference of a type name."""
        if name == "**":
            message = "write 'any'; '**' ended with 2.4"
            self.old(Usage.ANY_AS_STARS, node.span, message, "'any'")
        return TypeRef(name, array, span if array else inside(node))
