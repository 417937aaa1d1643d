"""When the names of a schema came, place by place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import msgspec

from qapidoc.history.entries import entry_name
from qapidoc.history.graph import NOWHERE, History, Seen
from qapidoc.history.presence import Presence
from qapidoc.history.shapes import ARGUMENTS, Name, Step
from qapidoc.history.sightings import Place, Sighting, Sightings
from qapidoc.releases import Release
from qapidoc.schema.model import Definition
from qapidoc.store import digest


class Date(msgspec.Struct, frozen=True):
    """When a name came to a place: after one release, and with or before another.

    ``unseen`` is the last release that certainly lacks it, ``None`` if there is none, so that it
    may be older than what was seen. ``seen`` is the first one with it, ``settled`` the first from
    which on it has been there as it is now: always, and not marked as unstable. All are numbers of
    releases in the history; the one behind the last is the schema at hand.

    ``along`` tells that the place is no older than the name. ``place`` is where; without one, it is
    the type that has the name, be it on the wire or not. ``name`` is the name there.
    """

    unseen: int | None
    seen: int
    settled: int
    along: bool = False
    place: Place | None = None
    name: Name | None = None


class Dates:
    """The dates of the names of one schema, which is that of `target`.

    `releases` are those of the history that count. `history` gives it, where what has been sighted
    is not enough, or an empty one if it can no longer be had; `stamp` changes whenever it does.
    """

    def __init__(
        self,
        sightings: Sightings,
        releases: Sequence[Seen],
        target: Release,
        history: Callable[[], History],
        stamp: bytes = b"",
    ) -> None:
        self.target = target
        self._stamp = stamp
        self._sightings = sightings
        self._releases = releases
        self._history = history
        self._stamp = stamp

    # --- dates -------------------------------------------------------------------------------

    def of_definition(self, definition: Definition) -> tuple[Date, ...]:
        """Give the dates of a definition: for a type those of its places, and that of its name."""
        entry = self._sightings.entries[definition.name]
        name = entry_name(definition)
        if not definition.kind.is_type:
            place = Place(name, entry.node)
            return (_date(Presence(entry.certain, entry.maybe, entry.unstable), 0, place, name),)
        on_wire: dict[tuple[int, int, int], Place] = {}
        typed = entry.certain
        for _, place in self._places_of(definition):
            typed |= place.typed
            if place.certain:
                on_wire.setdefault((place.certain, place.maybe, place.unstable), place)
        dates = (_date(Presence(*releases), 0, place, name) for releases, place in on_wire.items())
        return (*_distinct(dates), _date(Presence(typed, entry.maybe & ~typed), 0, None, name))

    def of_entry(self, definition: Definition) -> Date:
        """Give the date of a definition by its name alone, which says little of a type."""
        entry = self._sightings.entries[definition.name]
        name = entry_name(definition)
        return _date(Presence(entry.certain, entry.maybe, entry.unstable), 0, None, name)

    def of_name(self, definition: Definition, name: Name) -> tuple[Date, ...]:
        """Give the dates of what a definition writes, at all places, and that of its type.

        There are none for what it does not write.
        """
        dates = []
        typed = maybe = around = 0
        for place, each in self._at(definition, name):
            typed |= each.typed
            maybe |= each.maybe_typed
            around |= place.typed
            if place.certain:
                dates.append(
                    _date(
                        Presence(each.certain, each.maybe, each.unstable),
                        place.certain,
                        place,
                        name,
                    )
                )
        if typed and definition.kind.is_type:
            return (*_distinct(dates), _date(Presence(typed, maybe & ~typed), around, None, name))
        return _distinct(dates)

    def told(self, definition: Definition) -> Mapping[Name, Mapping[int, Sighting]]:
        """Give the names that are not as old as some place, and features."""
        return self._names.get(definition.name, {})

    def is_younger(self, definition: Definition, name: Name) -> bool:
        """Tell whether a place that has a name is older than the name there."""
        places = self._sightings.places
        return any(
            _lowest(each.certain) != _lowest(places[number].certain)
            or _lowest(each.typed) != _lowest(places[number].typed)
            for number, each in self.told(definition).get(name, {}).items()
        )

    def _at(self, definition: Definition, name: Name) -> Iterator[tuple[Place, Sighting]]:
        """Give the places that have a name, with what was sighted there."""
        told = self.told(definition).get(name, {})
        if name[0] == Step.FEATURE:
            places = self._sightings.places
            yield from ((places[number], each) for number, each in told.items())
            return
        for number, place in self._places_of(definition):
            each = told.get(number)
            if each is None:
                each = Sighting(number, place.certain, place.maybe, place.unstable, place.typed, 0)
            yield place, each

    def succeeds(self, definition: Definition) -> bool:
        """Tell whether a type took the place of another one when its name came up.

        That one was gone then, and had at least half of its names.
        """
        entry = self._sightings.entries[definition.name]
        if not definition.kind.is_type or entry.certain & 1:
            return False
        came = Presence(entry.certain).seen
        own = set(written(definition))
        history = self._history()
        for name, edge in history.entries.items():
            there = history.presences[edge.there].certain
            if name[0] != Step.TYPE or not there >> (came - 1) & 1 or edge.target == NOWHERE:
                continue
            gone = (
                not there >> came & 1
                if came < self._sightings.count
                else name[1] in self._sightings.gone
            )
            if gone:
                edges = history.names(edge.target).values()
                had = {
                    e.name for e in edges if history.presences[e.there].certain >> (came - 1) & 1
                }
                if 2 * len(own & had) >= len(own) > 0:
                    return True
        return False

    def digest(self, definitions: Iterable[Definition]) -> bytes:
        """Give a digest of all that the dates of definitions hang on."""
        sightings = self._sightings
        parts: list[object] = [self._stamp, *self._releases]
        for definition in definitions:
            if Presence(sightings.entries[definition.name].certain).seen == sightings.count:
                parts.append(sightings.gone)  # it may succeed one of these
            parts += (sightings.entries[definition.name], self._places_of(definition))
            parts.append(sightings.names.get(definition.name, ()))
        try:
            return digest(msgspec.msgpack.encode(parts))
        except (UnicodeEncodeError, OverflowError):  # odd names, or more than 63 releases
            return digest(repr(parts).encode("utf-8", "backslashreplace"))

    @cached_property
    def _names(self) -> Mapping[str, Mapping[Name, Mapping[int, Sighting]]]:
        """What was sighted, by definition, name, and the number of the place."""
        return {
            owner: {name: {each.place: each for each in found} for name, found in names}
            for owner, names in self._sightings.names.items()
        }

    def _places_of(self, definition: Definition) -> Sequence[tuple[int, Place]]:
        """Give the places that have what a definition writes, with their numbers."""
        return self._places.get(definition.name, ())

    @cached_property
    def _places(self) -> Mapping[str, Sequence[tuple[int, Place]]]:
        found: dict[str, list[tuple[int, Place]]] = {}
        for number, place in enumerate(self._sightings.places):
            for name in place.types:
                found.setdefault(name, []).append((number, place))
        return found

    def came_with_remade(self, date: Date) -> bool:
        """Tell whether a name came when nothing was left of the arguments of its command."""
        if date.place is None or date.place.entry[0] != Step.COMMAND:
            return False
        return date.seen > 0 and date.seen == self._remade(date.place.entry[1])

    def _remade(self, command: str) -> int:
        """Give the first release in which nothing was left of the arguments of before."""
        entry = self._sightings.entries[command]
        if entry.remade:
            return self._sightings.count
        history = self._history()
        if not history.has_node(entry.node):
            return 0
        arguments = history.follow(entry.node, ARGUMENTS)[1]
        if arguments == NOWHERE:
            return 0
        edges = history.names(arguments).values()
        there = [history.presences[e.there].certain for e in edges if e.name[0] == Step.MEMBER]
        for index in range(self._sightings.count - 1, 0, -1):
            before = [bits for bits in there if bits >> (index - 1) & 1]
            now = [bits for bits in there if bits >> index & 1]
            if before and now and not any(bits >> index & 1 for bits in before):
                return index
        return 0

    # --- what they come to ---------------------------------------------------------------------

    def release(self, number: int) -> Release:
        """Give a release by its number."""
        if number < self._sightings.count:
            return self._releases[number].release
        return self.target

    def after(self, date: Date) -> Release | None:
        """Give the last release that certainly lacks a name."""
        return self.release(date.unseen) if date.unseen is not None else None

    def is_late(self, said: Release, date: Date) -> bool:
        """Tell whether a name was there, as it is now, before the release that is said."""
        if said <= self.release(date.settled):
            return False
        if date.place is None or date.name is None or date.name[0] != Step.COMMAND:
            return True
        return said > self.release(self._remade(date.name[1]))

    def lacked(self, said: Release, definition: Definition) -> bool:
        """Tell whether a release that is said lacks a definition of that name."""
        entry = self._sightings.entries[definition.name]
        unseen = Presence(entry.certain, entry.maybe).unseen
        return unseen is not None and said <= self.release(unseen)

    def is_early(self, said: Release, date: Date) -> bool:
        """Tell whether a name was not there yet in the release that is said."""
        after = self.after(date)
        return after is not None and said <= after

    def possible(self, date: Date) -> tuple[Release, ...]:
        """Give the releases that may have brought a name, or made it what it is now.

        Where no release is known to lack it, the first may be too late.
        """
        last = self.release(date.seen).base
        after = self.after(date)
        found = []
        release = after.base.following if after is not None else last
        while release <= last:
            found.append(release)
            release = release.following
        if date.settled != date.seen:
            found.append(self.release(date.settled).base)
        return tuple(found) or (last,)

    def exact(self, date: Date) -> Release | None:
        """Give the release that brought a name, if there is but one that may have."""
        found = self.possible(date)
        return found[0] if date.unseen is not None and len(found) == 1 else None

    def evidence(self, date: Date) -> str:
        """Write what was seen: ``in 2.12.0, block-core.json, not in 2.11.0``, or ``or before``."""
        parts = []
        if date.seen < self._sightings.count:
            file = self._file(date)
            parts.append(f"in {self._releases[date.seen].label}" + (f", {file}" if file else ""))
        if date.unseen is not None:
            parts.append(f"not in {self._releases[date.unseen].label}")
        elif parts:
            parts.append("or before")
        return ", ".join(parts)

    def _file(self, date: Date) -> str:
        """Give the file in which a name stood in the first release seen with it."""
        history = self._history()
        name = date.name
        edge = None
        if name is not None and name[0] in {Step.COMMAND, Step.EVENT, Step.TYPE}:
            edge = history.entries.get(name)
        elif name is not None and date.place is not None and history.has_node(date.place.node):
            edge = history.names(date.place.node).get(name)
        for span in edge.spans if edge is not None else ():
            if span.first <= date.seen <= span.last:
                return history.record.files[span.file] if history.record.files else ""
        return ""


def _date(there: Presence, around: int, place: Place | None, name: Name | None) -> Date:
    along = _lowest(there.certain) == _lowest(around)
    return Date(there.unseen, there.seen, there.settled, along, place, name)


def written(definition: Definition) -> Iterator[Name]:
    """Give the names that a definition writes."""
    yield from ((Step.MEMBER, member.name) for member in definition.own_members)
    yield from ((Step.VALUE, value.name) for value in definition.values)
    yield from ((Step.FEATURE, feature.name) for feature in definition.features)


def _lowest(bits: int) -> int:
    return bits & -bits


def _distinct(dates: Iterable[Date]) -> tuple[Date, ...]:
    """Give those that say something else, whatever the place."""
    told = {(d.unseen, d.seen, d.settled, d.along): d for d in reversed(list(dates))}
    return tuple(reversed(told.values()))
