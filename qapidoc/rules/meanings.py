"""What the names in texts mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum, auto
from itertools import groupby

import msgspec

from qapidoc.prose.mentions import Mention
from qapidoc.schema.model import BUILTIN_TYPES, Definition, Schema
from qapidoc.schema.navigate import members, near, part_names
from qapidoc.schema.surroundings import Around


class Meaning(Enum):
    """What a name in a text can stand for; the first that fits counts."""

    SUBJECT = auto()
    """The definition that the text is about."""
    PART = auto()
    """A member, value, branch or feature of that definition."""
    DEFINITION = auto()
    """A definition of the same schema."""
    NEAR = auto()
    """A part of what that definition is made of, or of what the comment mentions."""
    FOREIGN = auto()
    """A part of some other definition."""
    OUTSIDE = auto()
    """A definition of another schema."""
    NOTHING = auto()


class Reference(msgspec.Struct, frozen=True):
    """A name in a text, what it means, and the names of the parts of what the text is about."""

    mention: Mention
    meaning: Meaning
    parts: tuple[str, ...]


def references(schema: Schema, mentions: Iterable[Mention], around: Around) -> Iterator[Reference]:
    """Tell what `mentions`, in the order of the texts, mean."""
    for _, group in groupby(mentions, lambda m: (m.passage.path, m.passage.doc.start)):
        found = list(group)
        reach = _Reach(schema, found, around)
        yield from map(reach.reference, found)


class _Reach:
    """What the names in one doc comment can mean."""

    def __init__(self, schema: Schema, mentions: Iterable[Mention], around: Around) -> None:
        self.schema = schema
        self.around = around
        self.mentioned = [mention.name for mention in mentions]
        symbol = next(iter(mentions)).passage.symbol
        self.subject = schema.definitions.get(symbol or "")
        self.parts = tuple(dict.fromkeys(self._own_parts()))
        self.near: frozenset[str] | None = None

    def reference(self, mention: Mention) -> Reference:
        is_role = mention.role is not None
        name = self.unqualified(mention.name) if is_role else mention.name
        return Reference(mention, self.meaning(name, is_role=is_role), self.parts)

    def unqualified(self, name: str) -> str:
        """Give the definition that ``[NAMESPACE:][MODULE.]NAME`` names; else the name as it is."""
        last = name.rpartition(":")[2].rpartition(".")[2]
        if last == name or name in self.schema.definitions:
            return name
        known = last in self.schema.definitions or self.around.defines(last)
        return last if known else name

    def meaning(self, name: str, *, is_role: bool) -> Meaning:
        if self.subject is not None and name == self.subject.name:
            return Meaning.SUBJECT
        if name in self.parts and not (is_role and name in self.schema.definitions):
            return Meaning.PART
        definitions = self.schema.definitions
        first, _, rest = name.partition(".")
        if name in definitions or name in BUILTIN_TYPES or (rest and first in definitions):
            return Meaning.DEFINITION
        if name in self._near() or (rest and first in {*self.parts, *self._near()}):
            return Meaning.NEAR
        if self.around.has_part(name) or self.schema.may_exist(name):
            return Meaning.FOREIGN
        if self.around.defines(name):  # which may have to search the tree
            return Meaning.OUTSIDE
        return Meaning.NOTHING

    def _own_parts(self) -> Iterator[str]:
        if self.subject is None:
            return
        yield from part_names(self.subject)
        for owned in members(self.schema, self.subject):
            yield owned.member.name
            yield from (feature.name for feature in owned.member.features)

    def _near(self) -> frozenset[str]:
        if self.near is None:
            self.near = frozenset(self._near_parts())
        return self.near

    def _near_parts(self) -> Iterator[str]:
        found: dict[str, Definition] = {}
        if self.subject is not None:
            users = self.schema.users.get(self.subject.name, ())
            found |= near(self.schema, [self.subject.name])
            found |= near(self.schema, users, steps=1)
        found |= near(self.schema, self.mentioned, steps=1)
        for definition in found.values():
            yield from part_names(definition)
