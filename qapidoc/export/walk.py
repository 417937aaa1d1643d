"""The types of a schema and those of a reply, walked side by side."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from qapidoc.export.comparing import Comparison, Evidence, Fault, Place, Types, Use
from qapidoc.export.entries import Entry
from qapidoc.export.solving import Claim

Pair = tuple[str, str]
"""The names of a type of the schema and of one of the reply."""


class Walk:
    """What has been found out on the way.

    ``bound`` has the types of the schema that were found in the reply, ``owners`` the same the
    other way round. ``places`` has the uses of each pair, ``compared`` what comparing it gave.
    """

    def __init__(self, ours: Iterable[Entry], theirs: Iterable[Entry]) -> None:
        self.ours = Types(ours)
        self.theirs = Types(theirs)
        self.bound: dict[str, str] = {}
        self.owners: dict[str, str] = {}
        self.places: dict[Pair, list[Place]] = {}
        self.compared: dict[Pair, Comparison] = {}
        self.faults: list[Fault] = []
        self.evidence: list[Evidence] = []
        self._waiting: deque[Pair] = deque()
        self._doubtful: deque[Pair] = deque()

    def compare(self, ours: Entry, theirs: Entry, place: Place) -> Comparison:
        """Compare two entries."""
        return Comparison(ours, theirs, place, self.ours, self.theirs)

    def accept(self, comparison: Comparison) -> None:
        """Take two entries for the same, whatever is wrong with that, and go on from there."""
        self.faults.extend(comparison.faults)
        self.evidence.extend(comparison.evidence)
        for use in comparison.uses:
            self.use(use)

    def use(self, use: Use) -> None:
        """Note that a type of the schema is used where the reply uses another."""
        pair = (use.ours, use.theirs)
        if pair not in self.places:
            self.places[pair] = []
            self._waiting.append(pair)
        self.places[pair].append(use.place)

    def bind(self, pair: Pair, comparison: Comparison) -> None:
        """Take a type of the reply for that of the schema."""
        ours, theirs = pair
        self.bound[ours] = theirs
        self.owners[theirs] = ours
        condition = self.ours.entries[ours].condition
        if condition is not None:
            self.evidence.append(Evidence(Place(f"type '{ours}'"), Claim(condition, True)))
        self.accept(comparison)

    def is_open(self, pair: Pair) -> bool:
        """Tell whether neither type of a pair is bound."""
        return pair[0] not in self.bound and pair[1] not in self.owners

    def run(self) -> None:
        """Follow the uses of types.

        Pairs that do not look alike come last, since one of the two may be found elsewhere.
        """
        while self._waiting or self._doubtful:
            sure = bool(self._waiting)
            pair = (self._waiting if sure else self._doubtful).popleft()
            if not self.is_open(pair):
                continue
            ours, theirs = self.ours.entries[pair[0]], self.theirs.entries.get(pair[1])
            if theirs is None:
                self._lacks(ours)
                continue
            comparison = self.compared.get(pair) or self.compare(ours, theirs, self.places[pair][0])
            self.compared[pair] = comparison
            if comparison.alike or (not sure and ours.meta is theirs.meta):
                self.bind(pair, comparison)
            elif sure:
                self._doubtful.append(pair)

    def _lacks(self, ours: Entry) -> None:
        """Note that a type is used, but has no entry."""
        if ours.condition is not None:
            place = Place(f"type '{ours.name}'")
            self.evidence.append(Evidence(place, Claim(ours.condition, False)))
