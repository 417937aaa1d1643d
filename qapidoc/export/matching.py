"""Which conditions a QEMU was built with, by its reply to ``query-qmp-schema``.

Commands and events are in the reply by their names. From there, the types of the schema and
those of the reply are walked side by side, so that it comes out which is which, whatever the
reply calls them. Each thing with a condition that is there, or is not, is evidence about that
condition. Where evidence contradicts itself, most of it decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from qapidoc.export.comparing import Evidence, Fault, Place
from qapidoc.export.conditions import holds, names
from qapidoc.export.entries import Entry
from qapidoc.export.leftovers import bind_leftovers
from qapidoc.export.reply import Told
from qapidoc.export.solving import Claim, Solution, solve
from qapidoc.export.walk import Pair, Walk
from qapidoc.schema.model import Condition


class Match(msgspec.Struct, frozen=True):
    """What a reply says about the names in the conditions of a schema.

    ``names`` are all of these. ``faults`` are what no choice of names explains, in the order of
    the schema; where there are some, ``solution`` is that of the rest.
    """

    names: tuple[str, ...]
    solution: Solution
    faults: tuple[Fault, ...]


def match(entries: Sequence[Entry], reply: Sequence[Told]) -> Match:
    """Hold the entries of a reply against those of a schema; raise `EntangledError`."""
    walk = Walk(entries, (told.entry for told in reply))
    _messages(walk, entries, reply)
    walk.run()
    bind_leftovers(walk, _claims(walk.evidence))
    solution = solve(_claims(walk.evidence))
    faults = [
        *walk.faults,
        *_displaced(walk),
        *_contradictions(walk.evidence, solution),
        *_strangers(walk, entries, reply),
    ]
    asked = {name for entry in entries for c in entry.conditions for name in names(c)}
    rank = {_place(entry): index for index, entry in enumerate(entries)}
    faults.sort(key=lambda fault: rank.get(fault.place.root, len(rank)))
    once = {str(fault): fault for fault in faults}
    return Match(tuple(sorted(asked)), solution, tuple(once.values()))


def _place(entry: Entry) -> Place:
    """Give the place of an entry of the schema."""
    return Place(f"{entry.meta if entry.meta.is_message else 'type'} '{entry.name}'")


def _messages(walk: Walk, entries: Iterable[Entry], reply: Iterable[Told]) -> None:
    """Hold the commands and events of both against each other."""
    told = {(t.entry.meta, t.entry.name): t.entry for t in reply}
    for ours in entries:
        if not ours.meta.is_message:
            continue
        place, theirs = _place(ours), told.get((ours.meta, ours.name))
        if ours.condition is not None:
            walk.evidence.append(Evidence(place, Claim(ours.condition, theirs is not None)))
        elif theirs is None:
            walk.faults.append(Fault(place, "is missing"))
        if theirs is not None:
            walk.accept(walk.compare(ours, theirs, place))


# --- evidence ------------------------------------------------------------------------------


def _claims(evidence: Iterable[Evidence]) -> list[Claim]:
    """Give what most of the evidence says of each condition, the clearest first."""
    votes: Counter[Condition] = Counter()
    for item in evidence:
        votes[item.claim.condition] += 1 if item.claim.holds else -1
    ordered = sorted(votes.items(), key=lambda vote: -abs(vote[1]))
    return [Claim(condition, lead >= 0) for condition, lead in ordered]


def _contradictions(evidence: Sequence[Evidence], solution: Solution) -> Iterator[Fault]:
    """Give the evidence that the solution does not explain."""
    witnesses: dict[Claim, Place] = {}
    for item in evidence:
        witnesses.setdefault(item.claim, item.place)
    for item in evidence:
        condition, there = item.claim.condition, item.claim.holds
        if holds(condition, solution.chosen) is there:
            continue
        witness = witnesses.get(Claim(condition, not there))
        found = "is there" if there else "is missing"
        fact = "does not hold" if there else "holds"
        message = f"{found}, though '{condition}' {fact}, as {witness or 'all else'} shows"
        yield Fault(item.place, message)


# --- what has no partner -------------------------------------------------------------------


def _displaced(walk: Walk) -> Iterator[Fault]:
    """Give the places where the reply has another type than elsewhere."""
    for pair, places in walk.places.items():
        ours, theirs = pair
        if walk.bound.get(ours) == theirs:
            continue
        if theirs not in walk.theirs.entries:
            if ours in walk.bound:
                message = f"is of type '{theirs}', which has no entry"
                yield from (Fault(place, message) for place in places)
            elif walk.ours.entries[ours].condition is None:
                yield Fault(Place(f"type '{ours}'"), "is missing")
            continue
        rival = _rival(walk, pair)
        if rival is not None:
            message = f"is of type '{rival[1]}', unlike most that are of type '{rival[0]}'"
            yield from (Fault(place, message) for place in walk.places[rival])
        else:
            message = f"is of type '{walk.owners.get(theirs, theirs)}', not '{ours}'"
            yield from (Fault(place, message) for place in places)


def _rival(walk: Walk, pair: Pair) -> Pair | None:
    """Give the pair that was bound before `pair`, though fewer places speak for it."""
    ours, theirs = pair
    if (ours in walk.bound) is (theirs in walk.owners):
        return None
    rival = (ours, walk.bound[ours]) if ours in walk.bound else (walk.owners[theirs], theirs)
    places = walk.places[pair]
    if not 0 < len(walk.places.get(rival, ())) < len(places):
        return None
    entries = walk.ours.entries[ours], walk.theirs.entries[theirs]
    return rival if walk.compare(*entries, places[0]).alike else None


def _strangers(walk: Walk, entries: Iterable[Entry], reply: Iterable[Told]) -> Iterator[Fault]:
    """Give the entries of the reply that the schema does not have, and what is odd in others."""
    messages = {(entry.meta, entry.name) for entry in entries}
    used = {theirs for _, theirs in walk.places}
    seen: set[str] = set()
    for told in reply:
        entry = told.entry
        owner = walk.owners.get(entry.name)
        place = Place(f"{entry.meta} '{entry.name}'")
        if entry.meta.is_message:
            known = (entry.meta, entry.name) in messages
        else:
            known = owner is not None or entry.name in used
            place = Place(f"type '{owner}'") if owner is not None else place
        if entry.name in seen:
            yield Fault(place, "is there twice")
        elif not known:
            yield Fault(place, "is not in the schema")
        seen.add(entry.name)
        yield from (Fault(place, flaw) for flaw in told.flaws)
