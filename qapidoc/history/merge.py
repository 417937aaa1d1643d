"""Releases put together to a history."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

import msgspec

from qapidoc.history.column import Column
from qapidoc.history.entries import entry_name, unseen
from qapidoc.history.errors import HistoryError
from qapidoc.history.graph import (
    NOWHERE,
    Edge,
    History,
    Node,
    Record,
    Seen,
)
from qapidoc.history.limits import limit_of
from qapidoc.history.presence import MAYBE, UNSTABLE, Runs, Span, Spans
from qapidoc.history.shapes import UNKNOWN, Facts, Key, Name, Shape, Shapes, Step
from qapidoc.schema.model import Definition

MAX_NODES = 200_000
"""Places that a history may have; QEMU's has some thousands."""

Item = TypeVar("Item")

_Keys = tuple[int | Key | None, ...]
"""A node of the history that is extended, and a place in each of the new releases."""


def extended(history: History, columns: Sequence[Column]) -> History:
    """Add releases, in their order, behind those of a history; raise `HistoryError`."""
    return _Merge(history, columns).run() if columns else history


class _Merge:
    def __init__(self, history: History, columns: Sequence[Column]) -> None:
        self.history = history
        self.columns = columns
        self.first = len(history.releases)
        self.shapes = [Shapes(_lookup(column)) for column in columns]
        self.facts = _Numbers[Facts](history.record.facts)
        self.files = _Numbers[str](history.record.files)
        self.roots = _Numbers[str](history.record.roots)
        self.presences = _Numbers[Spans]()
        self.edges = _Numbers[Edge]()
        self.numbers: dict[_Keys, int] = {}
        self.waiting: list[_Keys] = []
        self.types: dict[Key, _Keys] = {}
        self.nodes: list[Node] = []

    def run(self) -> History:
        entries = tuple(self.entries())
        while len(self.nodes) < len(self.waiting):
            self.nodes.append(self.node(self.waiting[len(self.nodes)]))
        seen = (Seen(c.release, c.label, c.roots, c.complete) for c in self.columns)
        record = Record(
            (*self.history.releases, *seen),
            self.facts.items,
            self.files.items,
            self.roots.items,
            self.presences.items,
            self.edges.items,
            tuple(self.nodes),
            entries,
        )
        return History(record)

    # --- entries -----------------------------------------------------------------------------

    def entries(self) -> Iterator[tuple[int, int]]:
        """Put definitions together; give the numbers of their edges and of their roots."""
        roots = dict(self.history.roots)
        for column in self.columns:
            for each in column.definitions.values():
                roots.setdefault(entry_name(each.definition), each.root)
        for name, root in roots.items():
            old = self.history.entries.get(name)
            spans = Runs(old.spans if old is not None else unseen(self.history, name, root))
            keys: list[int | Key | None] = [old.target if old is not None else NOWHERE]
            for index, column in enumerate(self.columns):
                placed = column.definitions.get(name[1])
                at = self.first + index
                key = None
                if placed is not None and entry_name(placed.definition) == name:
                    facts = self.shapes[index].facts(name[0], placed.definition)
                    facts = msgspec.structs.replace(facts, on_trial=placed.on_trial)
                    spans.add(at, self.facts.number(facts), self.files.number(placed.file))
                    key = self.shapes[index].entry(placed.definition)
                elif may_hide(column, name, root):
                    spans.add(at, MAYBE)
                keys.append(key)
            yield self.edge(name, spans.spans, tuple(keys)), self.roots.number(root)

    # --- nodes -------------------------------------------------------------------------------

    def node(self, keys: _Keys) -> Node:
        """Put together what there is at a node in all releases."""
        number, *new = keys
        assert isinstance(number, int)
        known = number != NOWHERE
        open_members = Runs(self.history.node(number).open_members if known else ())
        open_values = Runs(self.history.node(number).open_values if known else ())
        names = dict.fromkeys(self.history.names(number) if known else ())
        shapes = list(map(self.shape, range(len(new)), new))
        for at, shape in enumerate(shapes, self.first):
            if shape is not None:
                names |= dict.fromkeys(shape.slots)
                if shape.open_members:
                    open_members.add(at, MAYBE)
                if shape.open_values:
                    open_values.add(at, MAYBE)
        edges = tuple(self.named(keys, shapes, name) for name in names)
        return Node(edges, open_members.spans, open_values.spans)

    def shape(self, index: int, key: int | Key | None) -> Shape | None:
        """Give what there is at a place in one of the new releases."""
        return self.shapes[index].shape(key) if isinstance(key, str | tuple) else None

    def named(self, keys: _Keys, shapes: Sequence[Shape | None], name: Name) -> int:
        """Put together what all releases say of a name at a node."""
        assert isinstance(keys[0], int)
        before, target = self.history.follow(keys[0], name)
        spans = Runs(before)
        targets: list[int | Key | None] = [target]
        for index, (shape, key) in enumerate(zip(shapes, keys[1:], strict=True)):
            following: Key | None = None
            if shape is not None and isinstance(key, str | tuple):
                slot = shape.slots.get(name)
                if slot is not None:
                    file = self.file(index, slot.owner or key)
                    facts = self.shapes[index].facts(name[0], slot.part)
                    if slot.several:
                        facts = Facts(UNKNOWN)
                    spans.add(self.first + index, self.facts.number(facts), file)
                    following = slot.target
                elif name[0] == Step.BRANCH:
                    following = self.shapes[index].narrowed(key, name[1])
                if slot is None and (following is not None or _is_open(shape, name[0])):
                    spans.add(self.first + index, MAYBE)
            targets.append(following)
        return self.edge(name, spans.spans, tuple(targets))

    def file(self, index: int, key: Key) -> int:
        """Give the number of the file in which stands what a key is about."""
        name = key if isinstance(key, str) else key[0]
        placed = self.columns[index].definitions.get(name)
        return self.files.number(placed.file if placed is not None else "")

    def edge(self, name: Name, spans: Spans, keys: _Keys) -> int:
        """Give the number of an edge, and see to it that its target gets one, too."""
        target = NOWHERE
        if keys[0] != NOWHERE or any(key for key in keys[1:]):
            # What was there with nothing below it was not yet of the type that it is of now.
            changed = keys[0] == NOWHERE and any(
                span.first < self.first and span.facts != MAYBE for span in spans
            )
            target = self.target(keys if changed else self.widened(keys))
        there = self.presences.number(self.without_facts(spans))
        return self.edges.number(Edge(name, spans, there, target))

    def without_facts(self, spans: Spans) -> Spans:
        """Give what spans tell besides facts."""
        runs = Runs(())
        for span in spans:
            facts = span.facts
            if facts != MAYBE:
                facts = UNSTABLE if self.facts.item(facts).unstable else 0
            runs.add_span(Span(span.first, span.last, facts))
        return runs.spans

    def target(self, keys: _Keys) -> int:
        """Give the number of a node."""
        number = self.numbers.get(keys)
        if number is None:
            if len(self.waiting) >= MAX_NODES:
                raise HistoryError(f"these releases have more than {MAX_NODES} places; name fewer")
            number = self.numbers[keys] = len(self.waiting)
            self.waiting.append(keys)
        return number

    def widened(self, keys: _Keys) -> _Keys:
        """Give the keys of the type that a place is of, if they say the same and more."""
        newest = next((key for key in reversed(keys[1:]) if key), None)
        if newest is None or isinstance(newest, int):
            return keys
        wide = self.types.get(newest)
        if wide is None:
            wide = self.types[newest] = tuple(self.type_keys(newest))
        same = all(own in {None, all_} for own, all_ in zip(keys[1:], wide[1:], strict=True))
        return wide if same and keys[0] in {NOWHERE, wide[0]} else keys

    def type_keys(self, key: Key) -> Iterator[int | Key | None]:
        """Follow a type, or a branch of one, through all releases."""
        name, *values = (key,) if isinstance(key, str) else key
        entry = self.history.entries.get((Step.TYPE, name))
        number = entry.target if entry is not None else NOWHERE
        for value in values:
            _, number = self.history.follow(number, (Step.BRANCH, value))
        yield number
        for column, shapes in zip(self.columns, self.shapes, strict=True):
            placed = column.definitions.get(name)
            at: Key | None = None
            if placed is not None and placed.definition.kind.is_type:
                at = name
                for value in values:
                    at = shapes.narrowed(at, value) if at is not None else None
            yield at


class _Numbers(Generic[Item]):
    """Gives each thing a number, the same one for the same thing."""

    def __init__(self, items: Sequence[Item] = ()) -> None:
        self._items = list(items)
        self._numbers = {item: number for number, item in enumerate(items)}

    def number(self, item: Item) -> int:
        """Give the number of a thing."""
        number = self._numbers.setdefault(item, len(self._items))
        if number == len(self._items):
            self._items.append(item)
        return number

    def item(self, number: int) -> Item:
        """Give the thing with a number."""
        return self._items[number]

    @property
    def items(self) -> tuple[Item, ...]:
        """The things in the order of their numbers."""
        return tuple(self._items)


def may_hide(column: Column, name: Name, root: str) -> bool:
    """Tell whether a release may have a definition that its schemas do not show."""
    return (
        root not in column.roots
        or limit_of(root, name[0], column.release) is not None
        or not column.complete
    )


def _is_open(shape: Shape, step: str) -> bool:
    return shape.open_values if step == Step.VALUE else shape.open_members


def _lookup(column: Column) -> Callable[[str], Definition | None]:
    def lookup(name: str) -> Definition | None:
        placed = column.definitions.get(name)
        return placed.definition if placed is not None else None

    return lookup
