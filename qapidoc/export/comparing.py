"""An entry of a schema beside one of a reply: what differs, and what conditions explain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from qapidoc.export.entries import Entry, Mark, Meta, Part, Role
from qapidoc.export.solving import Claim
from qapidoc.schema.model import Condition

_MOST_STEPS = 16
"""Of a longer way, only the beginning and the end are told."""

_STEPS: Mapping[Role, str] = {
    Role.MEMBER: ".{}",
    Role.VARIANT: "<{}>",
    Role.ALTERNATIVE: "({})",
    Role.VALUE: ", value '{}'",
    Role.ARGUMENTS: ", arguments",
    Role.RETURNS: ", return value",
    Role.ELEMENT: "[]",
}
"""How a way goes on to a part with some name."""


_Key = tuple[Role, str]
_Parts = dict[_Key, Part]


class Place(msgspec.Struct, frozen=True):
    """Where something is: a way that begins at a command, an event or a type."""

    step: str
    before: Place | None = None

    def __str__(self) -> str:
        """Write the way: ``command 'disk-add', arguments<file>.size``."""
        steps: list[str] = []
        place: Place | None = self
        while place is not None:
            steps.append(place.step)
            place = place.before
        if len(steps) > _MOST_STEPS:
            steps[_MOST_STEPS // 2 : -_MOST_STEPS // 2] = ["…"]
        return "".join(reversed(steps))

    @property
    def root(self) -> Place:
        """Where the way begins."""
        place = self
        while place.before is not None:
            place = place.before
        return place


class Fault(msgspec.Struct, frozen=True):
    """Something in a reply that the schema does not explain."""

    place: Place
    message: str

    def __str__(self) -> str:
        """Write where it is, and what it is."""
        return f"{self.place}: {self.message}"


class Evidence(msgspec.Struct, frozen=True):
    """What it says about a condition that something is there, or is not."""

    place: Place
    claim: Claim


class Use(msgspec.Struct, frozen=True):
    """Where the schema has the type ``ours``, and the reply ``theirs``."""

    ours: str
    theirs: str
    place: Place


class Types:
    """The types among entries."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries: Mapping[str, Entry] = {
            entry.name: entry for entry in entries if not entry.meta.is_message
        }

    def sort(self, name: str) -> str:
        """Give what a type is, whatever its name; nothing for one without an entry."""
        entry = self.entries.get(name)
        if entry is None:
            return ""
        return name if entry.meta is Meta.BUILTIN else entry.meta.value

    def key(self, part: Part) -> _Key:
        """Give what tells a part from the others of its entry."""
        unnamed = part.role is Role.ALTERNATIVE
        return part.role, self.sort(part.type) if unnamed else part.name

    def keyed(self, entry: Entry) -> _Parts:
        """Give the parts of an entry by what tells them apart."""
        return {self.key(part): part for part in entry.parts}


class Comparison:
    """What an entry of a schema and one of a reply say about each other.

    ``alike`` tells that nothing is wrong with taking one for the other, as far as can be seen
    without following the types that they use.
    """

    def __init__(self, ours: Entry, theirs: Entry, place: Place, types: Types, told: Types) -> None:
        self.place = place
        self.faults: list[Fault] = []
        self.evidence: list[Evidence] = []
        self.uses: list[Use] = []
        if ours.meta is theirs.meta:
            self._details(ours, theirs)
            self._features(ours.features, theirs.features, place)
            own, other = types.keyed(ours), told.keyed(theirs)
            _name_lost(own, other)
            if ours.meta is Meta.ALTERNATE and len(other) < len(theirs.parts):
                self._fault(place, "has alternatives of the same sort")
            self._parts(own, other)
        else:
            self._fault(place, f"is of meta-type '{theirs.meta}', not '{ours.meta}'")
        sorts = ((types.sort(use.ours), told.sort(use.theirs)) for use in self.uses)
        self.alike = not self.faults and all(theirs in {ours, ""} for ours, theirs in sorts)

    def _fault(self, place: Place, message: str) -> None:
        self.faults.append(Fault(place, message))

    def _claim(self, place: Place, condition: Condition | None, there: bool) -> None:
        """Note that something with a condition is there, or is not."""
        if condition is not None:
            self.evidence.append(Evidence(place, Claim(condition, there)))
        elif not there:
            self._fault(place, "is missing")

    def _details(self, ours: Entry, theirs: Entry) -> None:
        for key, own, other in (
            ("json-type", ours.json_type, theirs.json_type),
            ("tag", ours.tag, theirs.tag),
        ):
            if own != other:
                self._fault(self.place, f"has the {key} '{other}', not '{own}'")
        for key, has, other_has in (
            ("'allow-oob': true", ours.allow_oob, theirs.allow_oob),
            ("'members'", ours.members_of_values, theirs.members_of_values),
        ):
            if has is not other_has:
                told = "lacks" if has else "should not have"
                self._fault(self.place, f"{told} {key}")

    def _features(self, ours: Iterable[Mark], theirs: Iterable[Mark], place: Place) -> None:
        told = dict.fromkeys(mark.name for mark in theirs)
        for mark in ours:
            there = mark.name in told
            told.pop(mark.name, None)
            self._claim(Place(f", feature '{mark.name}'", place), mark.condition, there)
        for name in told:
            self._fault(Place(f", feature '{name}'", place), "is not in the schema")

    def _parts(self, ours: _Parts, theirs: _Parts) -> None:
        for key, part in ours.items():
            place, other = self._at(key), theirs.get(key)
            self._claim(place, part.condition, other is not None)
            if other is None:
                continue
            if part.optional is not other.optional:
                told = (
                    "is optional, not mandatory" if other.optional else "is mandatory, not optional"
                )
                self._fault(place, told)
            self._features(part.features, other.features, place)
            if part.type:
                self.uses.append(Use(part.type, other.type, place))
        for key in theirs:
            if key not in ours:
                self._fault(self._at(key), "is not in the schema")

    def _at(self, key: _Key) -> Place:
        role, name = key
        return Place(_STEPS[role].replace("{}", name), self.place)


def _name_lost(ours: _Parts, theirs: _Parts) -> None:
    """Let an alternative whose type has no entry be the only one that is not found."""
    lost = (Role.ALTERNATIVE, "")
    absent = [key for key in ours if key not in theirs and key[0] is Role.ALTERNATIVE]
    if lost in theirs and len(absent) == 1:
        theirs[absent[0]] = theirs.pop(lost)
