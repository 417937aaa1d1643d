"""What walking through a schema and a history finds, as records that can be kept."""

from __future__ import annotations

import msgspec

from qapidoc.history.shapes import Name


class Place(msgspec.Struct, array_like=True, gc=False):
    """A place of the schema at hand, and the releases that have it, as bits.

    The way to it begins at the definition ``entry``. ``node`` is the one of the history that it is
    at, and ``types`` are those of the schema that it is of. ``typed`` are the releases that have
    its type, be it on the wire or not; of ``certain`` and ``maybe``, see `Presence`.
    """

    entry: Name
    node: int
    types: tuple[str, ...] = ()
    certain: int = 0
    maybe: int = 0
    unstable: int = 0
    typed: int = 0


class Sighting(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A name at a place, by its number in `Sightings.places`, and the releases that have both.

    ``typed`` and ``maybe_typed`` are the releases in which the type of the place had the name, be
    it on the wire or not.
    """

    place: int
    certain: int
    maybe: int
    unstable: int
    typed: int
    maybe_typed: int


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A definition by its name: the node that it leads to, and the releases that have it.

    ``remade`` tells of a command that the schema at hand has nothing left of the arguments that
    there were in the last release.
    """

    node: int
    certain: int
    maybe: int
    unstable: int
    remade: bool = False


class Sightings(msgspec.Struct, frozen=True, array_like=True):
    """All names of a schema at all places.

    The schema at hand is one more release, behind the ``count`` of the history that were looked
    at. ``names`` are by the definition that writes them, and by step and name: features at each
    place, all others at those only that they are not as old as. ``gone`` are the types of the last
    release that the schema does not have.
    """

    count: int
    entries: dict[str, Entry]
    places: tuple[Place, ...]
    names: dict[str, list[tuple[Name, list[Sighting]]]]
    gone: tuple[str, ...] = ()
