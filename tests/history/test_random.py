"""Random changes in a random history: what is computed is what is known.

A model that is as simple as can be tells for each path of the newest schema which releases had it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from qapidoc.history.dates import Dates
from qapidoc.history.graph import EMPTY, History
from qapidoc.history.merge import extended
from qapidoc.history.presence import Presence, presence
from qapidoc.history.shapes import Name, Step
from qapidoc.history.stored import packed, unpacked
from qapidoc.schema.model import Definition
from tests.history.edits import edited, first
from tests.history.making import column, dates_of, definitions_of
from tests.history.model import MAYBE, YES, Model, Path

RELEASES = ("8.0", "8.1", "8.2", "9.0", "9.1")
TARGET = "9.2"

some = settings(max_examples=200)


@st.composite
def histories(draw) -> list[Model]:
    """Make a schema for each of some releases, and one for what is at hand."""
    chance = Random(
        draw(st.integers(0, 2**32))
    )  # drawing each choice gives too many that are alike
    models = [first(chance)]
    for _ in range(draw(st.integers(1, len(RELEASES)))):
        model = models[-1]
        for _ in range(chance.randint(0, 4)):
            model = edited(model, chance)
        models.append(model)
    return models


def shown(models: Sequence[Model]) -> str:
    numbers = (*RELEASES[: len(models) - 1], TARGET)
    texts = (f"# {n}\n{m.text()}" for n, m in zip(numbers, models, strict=True))
    return "\n".join(texts)


def known(models: Sequence[Model], path: Path) -> Presence:
    """Give the releases that have a path, by going along it."""
    answers = [model.has(path) for model in models]
    certain = sum(1 << at for at, answer in enumerate(answers) if answer == YES)
    maybe = sum(1 << at for at, answer in enumerate(answers) if answer == MAYBE)
    return Presence(certain, maybe)


def followed(history: History, path: Path) -> Presence:
    """Give what the graph tells of a path in the releases of a history."""
    edge = history.entries.get(path[0])
    if edge is None:
        return Presence()
    there, node = history.presences[edge.there], edge.target
    certain, maybe = there.certain, there.maybe
    for name in path[1:]:
        spans, node = history.follow(node, name)
        own = presence(spans)
        maybe |= certain & own.maybe
        certain &= own.certain
    return Presence(certain, maybe & ~certain)


def at_once(models: Sequence[Model]) -> History:
    numbered = zip(RELEASES, models[:-1], strict=False)
    return extended(EMPTY, [column(number, model.text()) for number, model in numbered])


def one_by_one(models: Sequence[Model]) -> History:
    history = EMPTY
    for number, model in zip(RELEASES, models[:-1], strict=False):
        history = unpacked(packed(extended(history, [column(number, model.text())])), "stored")
    return history


def places_of(dates: Dates, definition: Definition, name: Name | None) -> set[Presence]:
    """Give what was sighted at each place of a name, or of a command."""
    if name is None:
        entry = dates._sightings.entries[definition.name]
        return {Presence(entry.certain, entry.maybe)}
    return {
        Presence(each.certain, each.maybe & ~each.certain)
        for place, each in dates._at(definition, name)
        if place.certain
    }


def by_name(models: Sequence[Model]) -> dict[tuple[str, Name], list[Presence]]:
    """Give what is known of each name of the newest schema, for all paths to it."""
    found: dict[tuple[str, Name], list[Presence]] = {}
    for path, owner in models[-1].paths():
        if owner:
            found.setdefault((owner, path[-1]), []).append(known(models, path))
    return found


def together(presences: Iterable[Presence]) -> Presence:
    certain = maybe = 0
    for each in presences:
        certain |= each.certain
        maybe |= each.maybe
    return Presence(certain, maybe & ~certain)


def check_places(places: set[Presence], paths: Sequence[Presence], told: str) -> None:
    """See that each path counts at one place, and nothing else does.

    Paths that are of the same types in all releases are one place.
    """
    assert together(places) == together(paths), told
    for place in places:
        inside = [path for path in paths if not path.certain & ~place.certain]
        assert together(inside).certain == place.certain, told
    if len(set(paths)) == 1:
        assert places == set(paths), told


@given(histories())
@some
def test_the_graph_tells_of_each_path_what_is_known(models):
    now = 1 << (len(models) - 1)
    for history in (at_once(models), one_by_one(models)):
        for path, _ in models[-1].paths():
            expected = known(models, path)
            certain = expected.certain & ~now
            found = followed(history, path)
            assert found == Presence(certain, expected.maybe), f"{shown(models)}\n{path}"


@given(histories())
@some
def test_the_dates_are_those_that_are_known(models):
    text = models[-1].text()
    definitions = definitions_of(text)
    for history in (at_once(models), one_by_one(models)):
        dates = dates_of(history, text, TARGET)
        for (owner, name), paths in by_name(models).items():
            entry = name[0] == Step.COMMAND
            definition = definitions[owner]
            places = places_of(dates, definition, None if entry else name)
            check_places(places, paths, f"{shown(models)}\n{owner}: {name}")
            found = dates.of_definition(definition) if entry else dates.of_name(definition, name)
            assert {(d.unseen, d.seen, d.settled) for d in found if d.place is not None} == {
                (each.unseen, each.seen, each.settled) for each in places
            }
