"""A history: for every name at every place on the wire, the releases that have it.

Places form a graph, since types may lead back to themselves. Places whose types were the same in
all releases that have both are one node, so that a node tells more than any one place: of a place,
only what it tells of the releases in which the way there was open counts. Releases are numbered in
their order, from 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

import msgspec

from qapidoc.history.presence import Spans, maybe_in, presence
from qapidoc.history.shapes import Facts, Name, Step
from qapidoc.releases import Release

EXPERIMENTAL = "x-"
"""The prefix of names that may change; without it, the name may still be the same thing."""

NOWHERE = -1
"""In place of a node: there is nothing below."""


class Edge(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A name at a node, what the releases say of it, and the node that it leads to.

    ``there`` is the number of the releases with it in `History.presences`.
    """

    name: Name
    spans: Spans
    there: int
    target: int = NOWHERE


class Node(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A place: its names, by their numbers in `History.edges`.

    In the releases of `open_members`, objects may have had members that the schema did not tell,
    and in those of `open_values` strings may have been any.
    """

    edges: tuple[int, ...]
    open_members: Spans = ()
    open_values: Spans = ()


class Seen(msgspec.Struct, frozen=True, array_like=True):
    """A release of a history; the names of fields are those of `Column`."""

    release: Release
    label: str
    roots: tuple[str, ...]
    complete: bool = True


class Record(msgspec.Struct, frozen=True, array_like=True):
    """A history as it is stored; ``entries`` are numbers of edges, each with its root's."""

    releases: tuple[Seen, ...] = ()
    facts: tuple[Facts, ...] = ()
    files: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    presences: tuple[Spans, ...] = ()
    edges: tuple[Edge, ...] = ()
    nodes: tuple[Node, ...] = ()
    entries: tuple[tuple[int, int], ...] = ()


class History:
    """A history that can be asked.

    ``entries`` are the commands, the events and, by their names, the types.
    """

    def __init__(self, record: Record) -> None:
        self.record = record
        self.presences = list(map(presence, record.presences))
        self._names: dict[int, Mapping[Name, Edge]] = {}
        self._always: dict[tuple[int, int], tuple[int, AbstractSet[Name]]] = {}

    @property
    def releases(self) -> Sequence[Seen]:
        """The releases, in their order."""
        return self.record.releases

    @cached_property
    def entries(self) -> Mapping[Name, Edge]:
        """Commands, events and types."""
        edges = self.record.edges
        return {edges[number].name: edges[number] for number, _ in self.record.entries}

    @cached_property
    def roots(self) -> Mapping[Name, str]:
        """The root module of each entry."""
        record = self.record
        return {record.edges[number].name: record.roots[root] for number, root in record.entries}

    @cached_property
    def experimental(self) -> frozenset[int]:
        """The nodes that have names with the prefix `EXPERIMENTAL`."""
        numbers = {
            number
            for number, edge in enumerate(self.record.edges)
            if edge.name[1].startswith(EXPERIMENTAL)
        }
        nodes = enumerate(self.record.nodes)
        return frozenset(at for at, node in nodes if not numbers.isdisjoint(node.edges))

    def has_node(self, number: int) -> bool:
        """Tell whether there is a node of that number."""
        return 0 <= number < len(self.record.nodes)

    def node(self, number: int) -> Node:
        """Give a node."""
        return self.record.nodes[number]

    def names(self, number: int) -> Mapping[Name, Edge]:
        """Give the names at a node."""
        known = self._names.get(number)
        if known is None:
            edges = self.record.edges
            found = [edges[edge] for edge in self.record.nodes[number].edges]
            known = self._names[number] = {edge.name: edge for edge in found}
        return known

    def always(self, number: int, release: int) -> tuple[int, AbstractSet[Name]]:
        """Give the names that one release has at a node, and the releases that have all of them.

        The latter are bits; releases in which one of the names is not stable are left out.
        """
        known = self._always.get((number, release))
        if known is None:
            bits = -1
            names = set()
            for name, edge in self.names(number).items():
                there = self.presences[edge.there]
                if there.certain >> release & 1:
                    bits &= there.certain & ~there.unstable
                    names.add(name)
            known = self._always[number, release] = bits, names
        return known

    def follow(self, number: int, name: Name) -> tuple[Spans, int]:
        """Go from a node to a name there: give the releases that have it, and the next node.

        Both are meant for those places of the node that the releases had.
        """
        if number == NOWHERE:
            return (), NOWHERE
        edge = self.names(number).get(name)
        if edge is not None:
            return edge.spans, edge.target
        node = self.record.nodes[number]
        step = name[0]
        if step == Step.VALUE:
            return node.open_values, NOWHERE
        if step == Step.BRANCH:
            unforked = self._unforked(number)
            return maybe_in(unforked), number if unforked else NOWHERE
        return (node.open_members if step == Step.MEMBER else ()), NOWHERE

    def _unforked(self, number: int) -> int:
        """Give the releases, as bits, in which objects at a node are the same in all branches."""
        members = branches = 0
        for (step, _), edge in self.names(number).items():
            if step == Step.MEMBER:
                members |= self.presences[edge.there].certain
            elif step == Step.BRANCH:
                branches |= self.presences[edge.there].certain
        return members & ~branches | presence(self.record.nodes[number].open_members).maybe


EMPTY = History(Record())
