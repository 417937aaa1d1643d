"""What the parts of definitions have in common: keys, names, conditions, features."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from qapidoc.edition import Usage
from qapidoc.findings import Related, replacement
from qapidoc.schema.model import Condition, Feature, Kind
from qapidoc.schema.names import (
    c_name,
    did_you_mean,
    is_camel,
    is_lower,
    is_reserved_member,
    is_upper,
    stem,
)
from qapidoc.schema.problems import Problem, SchemaKind
from qapidoc.source import Span
from qapidoc.syntax.conditions import ConditionNode, read_condition
from qapidoc.syntax.nodes import Array, Object, Pair, String, Value

_CONDITION_NAME = re.compile(r"[A-Z][A-Z0-9_]*")


class PartReader:
    """Reads parts of the definition `name` in the module at `path`; collects problems."""

    def __init__(self, path: str, kind: Kind, name: str) -> None:
        self.path = path
        self.kind = kind
        self.name = name
        self.problems: list[Problem] = []

    @property
    def told(self) -> str:
        """The definition, as messages call it."""
        return f"{self.kind} '{self.name}'"

    # --- problems ----------------------------------------------------------------------

    def report(
        self,
        kind: SchemaKind,
        at: Span,
        message: str,
        *,
        member: str | None = None,
        related: Sequence[Related] = (),
        usage: Usage | None = None,
        excuse: str | None = None,
        instead: str | None = None,
    ) -> None:
        """Note a problem; `excuse` is the pragma list that may allow it for this definition.

        `instead` is the text to put in its place.
        """
        self.problems.append(
            Problem(
                kind,
                self.path,
                at,
                message,
                self.name or None,
                member,
                tuple(related),
                usage,
                (excuse, self.name) if excuse else None,
                replacement(self.path, at, instead) if instead is not None else None,
            )
        )

    def first_pairs(self, node: Object, what: str) -> dict[str, Pair]:
        """Give the first pair of each key; report those that stand twice."""
        first: dict[str, Pair] = {}
        for pair in node.pairs:
            key = pair.key.value
            if first.setdefault(key, pair) is not pair:
                earlier = Related(self.path, first[key].key.span, f"'{key}' is here first")
                message = f"'{key}' stands twice in {what}; keep one"
                self.report(SchemaKind.DUPLICATE_KEY, pair.key.span, message, related=[earlier])
        return first

    def check_keys(self, node: Object, what: str, allowed: Collection[str]) -> dict[str, Value]:
        """Report keys that are unknown or stand twice; give the values of the others."""
        values: dict[str, Value] = {}
        for key, pair in self.first_pairs(node, what).items():
            if key in allowed:
                values[key] = pair.value
            elif pair.key.sound:
                hint = did_you_mean(key, allowed) or f"; it can have {listed(sorted(allowed))}"
                message = f"{what} has no key '{key}'{hint}"
                self.report(SchemaKind.EXPRESSION, pair.key.span, message)
        return values

    def old(self, usage: Usage, at: Span, message: str, instead: str | None = None) -> None:
        """Note a notation that ended, and what to write in its place."""
        self.report(SchemaKind.OLD_NOTATION, at, message, usage=usage, instead=instead)

    # --- names -------------------------------------------------------------------------

    def check_definition_name(self, node: String) -> None:
        """Check the definition's own name."""
        if not node.sound:
            return
        at, name = inside(node), self.name
        core = stem(name)
        what = f"{self.kind} '{name}'"
        if core is None:
            self.report(SchemaKind.NAME, at, f"{what} has an invalid name; {name_hint(name)}")
        elif self.kind is Kind.COMMAND:
            if not is_lower(core):
                self.report(
                    SchemaKind.NAME,
                    at,
                    f"name {what} in lower case, with '-' between words",
                    usage=Usage.FREE_NAME,
                    excuse="command-name-exceptions" if core.islower() else None,
                )
        elif self.kind is Kind.EVENT:
            if not is_upper(core):
                message = f"name {what} in upper case, with '_' between words"
                self.report(SchemaKind.NAME, at, message, usage=Usage.FREE_NAME)
        elif name.endswith("List"):
            message = f"{what} must not end in 'List', which is for the lists that C code needs"
            self.report(SchemaKind.NAME, at, message)
        elif not is_camel(core):
            message = f"name {what} in CamelCase"
            self.report(SchemaKind.NAME, at, message, usage=Usage.FREE_NAME)

    def check_member_name(self, name: str, at: Span, noun: str, told: str) -> None:
        """Check the name of a member or branch, which `noun` says; `told` names it in full."""
        core = stem(name)
        if core is None:
            message = f"{told} has an invalid name; {name_hint(name)}"
            self.report(SchemaKind.NAME, at, message, member=name)
        elif noun == "member" and is_reserved_member(name):
            message = f"{told} takes a name that generated C code needs for itself; rename it"
            self.report(SchemaKind.NAME, at, message, member=name)
        elif not is_lower(core):
            self.report(
                SchemaKind.NAME,
                at,
                f"name {told} in lower case, with '-' between words",
                member=name,
                usage=Usage.FREE_NAME if core.islower() else Usage.UPPER_MEMBER,
                excuse="member-name-exceptions" if noun == "member" else None,
            )

    # --- conditions, features, flags ----------------------------------------------------

    def condition(self, node: Value | None, what: str) -> Condition | None:
        """Read the value of an ``if``; `what` is what it is a condition of."""
        match node:
            case None:
                return None
            case String(value=text) if _CONDITION_NAME.fullmatch(text):
                return Condition("name", text)
            case String(value=text) if text.strip():
                message = f"the condition '{text}' of {what} is no name of upper case letters"
                meaning = _meaning(read_condition(text))
                self.report(
                    SchemaKind.CONDITION,
                    node.span,
                    message,
                    usage=Usage.TEXT_CONDITION,
                    instead=_written(meaning[0]) if meaning else None,
                )
                return Condition("text", text, meaning)
            case Array(items=items) if items:
                message = f"write the conditions of {what} as {{ 'all': [ … ] }}"
                self.report(SchemaKind.CONDITION, node.span, message, usage=Usage.TEXT_CONDITION)
                return self.operands("all", items, what)
            case Object(pairs=(Pair(key=String(value="not"), value=operand),)):
                inner = self.condition(operand, what)
                return Condition("not", operands=(inner,)) if inner is not None else None
            case Object(pairs=(Pair(key=String(value="all" | "any" as operator), value=operand),)):
                if isinstance(operand, Array) and operand.items:
                    return self.operands(operator, operand.items, what)
                message = f"'{operator}' in the condition of {what} needs a list of conditions"
                self.report(SchemaKind.CONDITION, operand.span, message)
                return None
        message = (
            f"the condition of {what} must be a name,"
            " or an object with one of 'all', 'any' and 'not'"
        )
        self.report(SchemaKind.CONDITION, node.span, message)
        return None

    def operands(self, operator: str, items: Sequence[Value], what: str) -> Condition | None:
        """Read the conditions in a list."""
        operands = [self.condition(item, what) for item in items]
        known = tuple(operand for operand in operands if operand is not None)
        return Condition(operator, operands=known) if known else None

    def features(self, node: Value | None, what: str) -> tuple[Feature, ...]:
        """Read the value of ``features``."""
        if node is None:
            return ()
        if not isinstance(node, Array):
            self.report(SchemaKind.FEATURE, node.span, f"'features' of {what} must be a list")
            return ()
        found: dict[str, Feature] = {}
        for item in node.items:
            feature = self.feature(item, what)
            if feature is None:
                continue
            earlier = found.setdefault(c_name(feature.name), feature)
            if earlier is not feature:
                related = Related(self.path, earlier.name_span, f"'{earlier.name}' is here first")
                message = f"feature '{feature.name}' of {what} collides with another of that name"
                self.report(SchemaKind.CLASH, feature.name_span, message, related=[related])
        return tuple(found.values())

    def feature(self, item: Value, what: str) -> Feature | None:
        """Read a feature, a name or an object."""
        named = self.named(item, f"a feature of {what}", SchemaKind.FEATURE, ("name", "if"))
        if named is None:
            return None
        node, values = named
        feature = Feature(
            node.value,
            item.span,
            inside(node),
            self.condition(values.get("if"), f"feature '{node.value}'"),
        )
        core = stem(feature.name)
        if node.sound and (core is None or not is_lower(core)):
            message = f"feature '{feature.name}' of {what} has an invalid name; use lower case"
            self.report(SchemaKind.NAME, feature.name_span, message)
        return feature

    def named(
        self, item: Value, what: str, kind: SchemaKind, keys: Collection[str]
    ) -> tuple[String, Mapping[str, Value]] | None:
        """Read a name, or an object that has one under 'name'."""
        if isinstance(item, String):
            return item, {}
        if not isinstance(item, Object):
            self.report(kind, item.span, f"{what} must be a name, or an object with a 'name'")
            return None
        values = self.check_keys(item, what, keys)
        name = values.get("name")
        if not isinstance(name, String):
            place = item.span if name is None else name.span
            self.report(kind, place, f"{what} needs a name: {{ 'name': '…' }}")
            return None
        return name, values


def _written(condition: Condition) -> str | None:
    """Write a condition as it is since 6.2; nothing if one of its names is none by now."""
    if condition.operator == "name":
        return f"'{condition.name}'" if _CONDITION_NAME.fullmatch(condition.name) else None
    operands = [_written(operand) for operand in condition.operands]
    known = [operand for operand in operands if operand is not None]
    if len(known) < len(operands):
        return None
    inner = known[0] if condition.operator == "not" else f"[ {', '.join(known)} ]"
    return f"{{ '{condition.operator}': {inner} }}"


def _meaning(node: ConditionNode | None) -> tuple[Condition, ...]:
    """Give what a condition as C text says, as the one operand of it, if that was understood."""
    if node is None:
        return ()
    operands = tuple(operand for inner in node.operands for operand in _meaning(inner))
    return (Condition(node.operator, node.name, operands),)


def inside(node: String) -> Span:
    """Give the span of a string without its quotes."""
    return Span(node.start + 1, max(node.end - 1, node.start + 2))


def listed(names: Sequence[str]) -> str:
    """Write names as ``'a', 'b' and 'c'``."""
    quoted = [f"'{name}'" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def name_hint(name: str) -> str:
    """Say what is wrong with a name that is none."""
    if not name:
        return "a name begins with a letter"
    if c_name(name).lower().startswith("q_"):
        return "names that begin with 'q' and '-' or '_' are reserved"
    if not name[0].isalpha():
        return "it must begin with a letter"
    return "use letters, digits, '-' and '_'"
