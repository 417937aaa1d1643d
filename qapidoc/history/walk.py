"""A schema held against a history: the places at which it has each name, and since when."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping

from qapidoc.history.entries import entry_name, main_root, unseen
from qapidoc.history.graph import EXPERIMENTAL, NOWHERE, History
from qapidoc.history.kept import Sighted
from qapidoc.history.presence import Presence, presence
from qapidoc.history.shapes import ARGUMENTS, Key, Name, Shape, Shapes, Step
from qapidoc.history.sightings import Entry, Place, Sighting, Sightings
from qapidoc.releases import Release
from qapidoc.schema.model import Definition

At = tuple[Key, int]
"""What a place is in the schema at hand, and the node of the history that it is at."""

_NEVER = Presence()


def sighted(history: History, target: Release, definitions: Mapping[str, Definition]) -> Sighted:
    """Hold the schema of a release against all releases of a history that are older."""
    count = sum(seen.release.base < target.base for seen in history.releases)
    return Sighted(_Walk(history, count, definitions).run(), tuple(history.releases[:count]))


class _Walk:
    def __init__(self, history: History, count: int, definitions: Mapping[str, Definition]) -> None:
        self.history = history
        self.count = count
        self.now = 1 << count
        self.definitions = definitions
        self.shapes = Shapes(definitions.get)
        self.places: dict[At, Place] = {}
        self.waiting: deque[At] = deque()
        self.waits: set[At] = set()

    def run(self) -> Sightings:
        entries = self.enter()
        while self.waiting:
            at = self.waiting.popleft()
            self.waits.discard(at)
            self.pass_on(at)
        places = tuple(self.places.values())
        return Sightings(self.count, entries, places, self.sightings(), tuple(self.gone()))

    def enter(self) -> dict[str, Entry]:
        """Begin at all definitions, those on the wire first."""
        names = {entry_name(d): d for d in self.definitions.values()}
        root = main_root(self.history, names)
        entries = {}
        for name, definition in sorted(names.items(), key=lambda item: item[1].kind.is_type):
            edge = self.history.entries.get(name)
            if edge is not None:
                node, there = edge.target, self.history.presences[edge.there]
            else:
                node, there = NOWHERE, presence(unseen(self.history, name, root))
            entry = Entry(
                node,
                there.certain & (self.now - 1) | self.now,
                there.maybe & (self.now - 1),
                there.unstable & (self.now - 1),
                name[0] == Step.COMMAND and self.is_remade(definition, node),
            )
            entries[definition.name] = entry
            at = (self.shapes.entry(definition), node)
            if name[0] == Step.TYPE:
                self.reach(at, name, _NEVER, entry.certain)
            else:
                self.reach(at, name, Presence(entry.certain, entry.maybe, entry.unstable), 0)
        return entries

    def is_remade(self, definition: Definition, node: int) -> bool:
        """Tell whether nothing is left of the arguments that a command had in the last release."""
        arguments = self.shapes.shape(self.shapes.entry(definition)).slots[ARGUMENTS].target
        before = self.history.follow(node, ARGUMENTS)[1]
        if before == NOWHERE:
            return False
        last = self.now >> 1
        presences = self.history.presences
        edges = self.history.names(before).items()
        had = [name for name, e in edges if presences[e.there].certain & last]
        now = self.shapes.shape(arguments).slots
        members = [name for name in had if name[0] == Step.MEMBER]
        return bool(members and now) and not any(name in now for name in members)

    def pass_on(self, at: At) -> None:
        """Reach all places to which names at a place lead."""
        key, node = at
        place = self.places[at]
        shape = self.shapes.shape(key)
        there = self.looker(node)
        certain_here, maybe_here = place.certain, place.maybe
        for name, target in shape.ways:
            own, node_there = there(name)
            known = own.certain | self.now
            certain = certain_here & known
            maybe = (maybe_here | (certain_here & own.maybe)) & ~certain
            unstable = (place.unstable | own.unstable) & certain
            on_wire = Presence(certain, maybe, unstable)
            self.reach((target, node_there), place.entry, on_wire, place.typed & known)

    def reach(self, at: At, entry: Name, on_wire: Presence, typed: int) -> None:
        """Note that a place has been reached in these releases, unless that is known."""
        known = self.places.get(at)
        certain, maybe, unstable = on_wire.certain, on_wire.maybe, on_wire.unstable
        if known is None:
            types = self.shapes.shape(at[0]).types
            self.places[at] = Place(entry, at[1], types, certain, maybe, unstable, typed)
        elif (
            certain & ~known.certain
            or maybe & ~known.maybe
            or unstable & ~known.unstable
            or typed & ~known.typed
        ):
            if not known.certain:  # known as the type alone
                known.entry = entry
            known.certain |= certain
            known.maybe |= maybe
            known.unstable |= unstable
            known.typed |= typed
        else:
            return
        if at not in self.waits:
            self.waits.add(at)
            self.waiting.append(at)

    def sightings(self) -> dict[str, list[tuple[Name, list[Sighting]]]]:
        """Give what is not as old as its place, by the definitions that write it."""
        found: dict[str, dict[Name, list[Sighting]]] = {}
        for number, ((key, node), place) in enumerate(self.places.items()):
            shape = self.shapes.shape(key)
            if self.is_of_one_age(place, node, shape):
                continue
            look = self.looker(node)
            for name in shape.own:
                if name[0] == Step.BRANCH:
                    continue
                there = look(name)[0]
                own = there.certain | self.now
                certain = place.certain & own
                typed = place.typed & own
                unstable = (place.unstable | there.unstable) & certain
                along = certain == place.certain and typed == place.typed
                if along and unstable == place.unstable and name[0] != Step.FEATURE:
                    continue
                sighting = Sighting(
                    number,
                    certain,
                    (place.maybe | (place.certain & there.maybe)) & ~certain,
                    unstable,
                    typed,
                    place.typed & there.maybe & ~typed,
                )
                owner = shape.slots[name].owner
                found.setdefault(owner, {}).setdefault(name, []).append(sighting)
        return {owner: list(names.items()) for owner, names in found.items()}

    def is_of_one_age(self, place: Place, node: int, shape: Shape) -> bool:
        """Tell, at a glance, whether all names at a place are as old as the place."""
        if node == NOWHERE or not self.count or shape.has_features:
            return False
        always, names = self.history.always(node, self.count - 1)
        younger = (place.certain | place.typed) & ~(always | self.now)
        return not younger and shape.slots.keys() <= names

    def gone(self) -> Iterator[str]:
        """Give the types that the last release had, and that are not there now."""
        last = self.now >> 1
        for (step, name), edge in self.history.entries.items():
            there = self.history.presences[edge.there].certain
            if step == Step.TYPE and there & last and name not in self.definitions:
                yield name

    def looker(self, node: int) -> Callable[[Name], tuple[Presence, int]]:
        """Give what tells of a name at a node which releases have it, and where it leads."""
        if node == NOWHERE:
            return lambda _name: (_NEVER, NOWHERE)
        history = self.history
        names, presences = history.names(node), history.presences
        trials = node in history.experimental

        def look(name: Name) -> tuple[Presence, int]:
            edge = names.get(name)
            if edge is not None:
                there, target = presences[edge.there], edge.target
            else:
                spans, target = history.follow(node, name)
                there = presence(spans)
            if trials and (trial := names.get((name[0], EXPERIMENTAL + name[1]))) is not None:
                maybe = (there.maybe | presences[trial.there].certain) & ~there.certain
                there = Presence(there.certain, maybe, there.unstable)
            return there, target

        return look
