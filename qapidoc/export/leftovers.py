"""Types that no way leads to, since conditions have taken away what used them.

QEMU tells of them all the same. They are known by their looks: by the names of their parts, and
by the types that these lead to.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping

from qapidoc.export.comparing import Comparison, Evidence, Fault, Place, Use
from qapidoc.export.conditions import holds, verdict
from qapidoc.export.entries import Entry, Meta, Role
from qapidoc.export.solving import Budget, Claim, solve
from qapidoc.export.walk import Pair, Walk

MAX_STEPS = 5_000_000
"""So many parts are looked at in the search; with QEMU's schemas it is some thousand."""

_Key = tuple[Role, str]
_Keys = frozenset[_Key]

_UNTOLD = frozenset({Meta.ARRAY, Meta.BUILTIN})
"""What the names of its parts do not tell from others."""


def bind_leftovers(walk: Walk, claims: Iterable[Claim]) -> None:
    """Find in the reply what is not bound of the schema, as far as `claims` let it be there.

    First come types that are there as they should be, then those in which something is wrong.
    The rest is missing. Raises `EntangledError`.
    """
    finder = _Finder(walk, claims)
    finder.bind_alike()
    finder.note_holders()
    for step in (finder.bind_nearest, finder.note_missing):
        for ours in finder.absent():
            if ours.name not in walk.bound:
                step(ours)
                walk.run()


class _Finder:
    """Looks for types among those that are not bound when it begins.

    ``theirs`` has the keys of the parts of those of the reply. A type of the schema is in
    ``exact`` if conditions leave no doubt about its parts, else in ``unsure``.
    """

    def __init__(self, walk: Walk, claims: Iterable[Claim]) -> None:
        self.walk = walk
        self.claims = list(claims)
        self.known = solve(self.claims).known
        self.budget = Budget(MAX_STEPS, "too many types look alike")
        self.used_ours = {ours for ours, _ in walk.places}
        self.used_theirs = {theirs for _, theirs in walk.places}
        self.theirs: dict[str, _Keys] = {
            name: frozenset(walk.theirs.keyed(entry))
            for name, entry in walk.theirs.entries.items()
            if name not in walk.owners
        }
        self.misfits: set[Pair] = set()
        self.exact: defaultdict[tuple[Meta, _Keys], deque[str]] = defaultdict(deque)
        self.unsure: defaultdict[Meta, list[tuple[str, _Keys, _Keys]]] = defaultdict(list)
        self.holders: defaultdict[tuple[Meta, _Key], list[str]] = defaultdict(list)
        for ours in self.absent():
            sure, possible = self.keys_of(ours)
            if sure == possible:
                self.exact[ours.meta, sure].append(ours.name)
            else:
                self.unsure[ours.meta].append((ours.name, sure, possible))

    def absent(self) -> list[Entry]:
        """Give the types that are not bound, but may be in the reply, the surest first."""
        found = []
        for name, entry in self.walk.ours.entries.items():
            told = verdict(entry.condition, self.known)
            if name not in self.walk.bound and told is not False:
                found.append((told is None, entry))
        return [entry for _, entry in sorted(found, key=lambda item: item[0])]

    def keys_of(self, ours: Entry) -> tuple[_Keys, _Keys]:
        """Give the keys of the parts that must be there, and of those that can be."""
        verdicts = {
            key: verdict(part.condition, self.known)
            for key, part in self.walk.ours.keyed(ours).items()
        }
        sure = frozenset(key for key, found in verdicts.items() if found)
        return sure, sure | {key for key, found in verdicts.items() if found is None}

    # --- types as they should be -----------------------------------------------------------

    def bind_alike(self) -> None:
        """Bind types of the reply, with all behind them, to the first that each could be.

        Those that could be few come first, as they leave least to guess.
        """
        candidates = {name: self.candidates(name) for name in self.theirs}
        for theirs in sorted(candidates, key=lambda name: len(candidates[name])):
            open_ones = candidates[theirs]
            while open_ones and open_ones[0] in self.walk.bound:
                open_ones.popleft()
            for ours in open_ones:
                if theirs in self.walk.owners:
                    break
                self.budget.take(1)
                found = self.trial((ours, theirs))
                if found is not None and self.learn(found):
                    for pair, comparison in found.items():
                        self.walk.bind(pair, comparison)

    def candidates(self, theirs: str) -> deque[str]:
        """Give the types of the schema with the right parts."""
        entry = self.walk.theirs.entries[theirs]
        if entry.meta is Meta.BUILTIN:
            return deque([theirs] if theirs in self.walk.ours.entries else [])
        if entry.meta is Meta.ARRAY:
            element = entry.parts[0].type
            owner = self.walk.owners.get(element)
            elements = self.candidates_of_element(element) if owner is None else [owner]
            arrays = map("[{}]".format, elements)
            return deque(name for name in arrays if name in self.walk.ours.entries)
        return self.alike(entry.meta, self.theirs[theirs])

    def candidates_of_element(self, name: str) -> Iterable[str]:
        """Give what an element can be, if it is no array itself."""
        entry = self.walk.theirs.entries.get(name)
        return self.candidates(name) if entry is not None and entry.meta is not Meta.ARRAY else []

    def alike(self, meta: Meta, keys: _Keys) -> deque[str]:
        """Give the types that can have just these parts."""
        self.budget.take(len(self.unsure[meta]))
        unsure = [name for name, sure, possible in self.unsure[meta] if sure <= keys <= possible]
        exact = self.exact[meta, keys]
        return deque([*exact, *unsure]) if unsure else exact

    def trial(self, first: Pair) -> dict[Pair, Comparison] | None:
        """Follow the types behind a pair; ``None`` if something does not fit.

        Then neither does any pair on the way to it, wherever it is met again.
        """
        bound: dict[str, str] = {}
        owners: dict[str, str] = {}
        found: dict[Pair, Comparison] = {}
        before: dict[Pair, Pair | None] = {first: None}
        waiting = deque([Use(*first, Place(f"type '{first[0]}'"))])
        while waiting:
            use = waiting.popleft()
            pair = (use.ours, use.theirs)
            if self.walk.bound.get(use.ours) == use.theirs or self.may_lack(use):
                continue
            partner, owner = bound.get(use.ours), owners.get(use.theirs)
            if partner is not None or owner is not None:
                if pair != (owner, partner):
                    return None
                continue
            comparison = self.look(use)
            if comparison is None:
                way: Pair | None = pair
                while way is not None:
                    self.misfits.add(way)
                    way = before[way]
                return None
            bound[use.ours], owners[use.theirs] = use.theirs, use.ours
            found[pair] = comparison
            for inner in comparison.uses:
                before.setdefault((inner.ours, inner.theirs), pair)
                waiting.append(inner)
        return found

    def may_lack(self, use: Use) -> bool:
        """Tell whether the reply has no entry for a type, and conditions may be the reason."""
        condition = self.walk.ours.entries[use.ours].condition
        lacks = use.theirs not in self.walk.theirs.entries
        return lacks and verdict(condition, self.known) is not True

    def look(self, use: Use) -> Comparison | None:
        """Compare two types; ``None`` if they do not fit, by themselves or by what is bound."""
        walk, pair = self.walk, (use.ours, use.theirs)
        ours, theirs = walk.ours.entries[use.ours], walk.theirs.entries.get(use.theirs)
        if theirs is None or pair in self.misfits or not walk.is_open(pair):
            return None
        self.budget.take(len(ours.parts) + len(theirs.parts) + 1)
        comparison = walk.compare(ours, theirs, use.place)
        return comparison if comparison.alike else None

    def learn(self, found: Mapping[Pair, Comparison]) -> bool:
        """Tell whether a find contradicts nothing; if so, what it says is known from now on."""
        said = [item.claim for comparison in found.values() for item in comparison.evidence]
        conditions = (self.walk.ours.entries[ours].condition for ours, _ in found)
        said.extend(Claim(condition, True) for condition in conditions if condition is not None)
        new = []
        for claim in dict.fromkeys(said):
            told = verdict(claim.condition, self.known)
            if told is None:
                new.append(claim)
            elif told is not claim.holds:
                return False
        if not new:
            return True
        self.budget.take(len(self.claims))
        solution = solve([*self.claims, *new])
        if any(holds(claim.condition, solution.chosen) is not claim.holds for claim in new):
            return False
        self.claims += new
        self.known = solution.known
        return True

    # --- types with something wrong in them ------------------------------------------------

    def note_holders(self) -> None:
        """Note which types of the reply that are still open have a part of some name."""
        for name, keys in self.theirs.items():
            meta = self.walk.theirs.entries[name].meta
            if name in self.walk.owners or name in self.used_theirs or meta in _UNTOLD:
                continue
            for key in keys:
                self.holders[meta, key].append(name)

    def bind_nearest(self, ours: Entry) -> None:
        """Bind a type to that of the reply which has most parts in common, if these are many."""
        if ours.name in self.used_ours:
            return
        _, keys = self.keys_of(ours)
        holders = [self.holders[ours.meta, key] for key in keys]
        self.budget.take(sum(map(len, holders)))
        common = Counter(name for names in holders for name in names)
        for name, count in common.most_common(1):
            if 2 * count >= len(keys | self.theirs[name]):
                self.walk.use(Use(ours.name, name, Place(f"type '{ours.name}'")))

    def note_missing(self, ours: Entry) -> None:
        """Note that a type is not in the reply."""
        if ours.name in self.used_ours:
            return
        place = Place(f"type '{ours.name}'")
        if ours.condition is None:
            self.walk.faults.append(Fault(place, "is missing"))
        else:
            self.walk.evidence.append(Evidence(place, Claim(ours.condition, False)))
