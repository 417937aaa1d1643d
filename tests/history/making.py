"""Small histories for tests, and what they tell, as short strings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from qapidoc.history.column import Column
from qapidoc.history.dates import Date, Dates
from qapidoc.history.graph import EMPTY, History
from qapidoc.history.merge import extended
from qapidoc.history.reading import File, read_column, read_file
from qapidoc.history.roots import places
from qapidoc.history.shapes import Name, Step
from qapidoc.history.walk import sighted
from qapidoc.releases import Release, parse_release
from qapidoc.schema.model import Definition, Kind

ROOT = "schema.json"

Files = str | Mapping[str, str]
"""The text of a root module, or those of several files by their paths."""


def release(number: str) -> Release:
    found = parse_release(number)
    assert found is not None
    return found


def column(number: str, files: Files, roots: Sequence[str] = (ROOT,)) -> Column:
    """Read a release."""
    texts = {ROOT: files} if isinstance(files, str) else files

    def read(path: str) -> File | None:
        return read_file(path, texts[path].encode()) if path in texts else None

    return read_column(release(number), number, places(roots), read)


def history_of(releases: Mapping[str, Files], roots: Sequence[str] = (ROOT,)) -> History:
    """Put releases together in one go; those without a root are left out."""
    columns = [column(number, files, roots) for number, files in releases.items()]
    return extended(EMPTY, [each for each in columns if each.roots])


def definitions_of(text: str) -> dict[str, Definition]:
    file = read_file(ROOT, text.encode())
    assert file.whole, text
    return {definition.name: definition for definition in file.definitions}


def dates_of(history: History, text: str, target: str = "9.2") -> Dates:
    """Hold a schema, which is that of `target`, against a history."""
    found = sighted(history, release(target), definitions_of(text))
    assert found.sightings is not None
    return Dates(found.sightings, found.releases, release(target), lambda: history)


def names(definition: Definition, text: str) -> Name | None:
    """Read ``set-speed.percent``, ``Colour.red``, ``set-speed!smooth``, or a definition alone."""
    feature, member = text.partition("!")[2], text.partition(".")[2]
    if feature:
        return Step.FEATURE, feature
    if member:
        return (Step.VALUE if definition.kind is Kind.ENUM else Step.MEMBER), member
    return None


def shown(dates: Dates, date: Date) -> str:
    """Write the last release without it, the first with it, and from when on it is settled."""
    after = dates.after(date)
    text = f"{after or ''}-{dates.release(date.seen)}"
    return text if date.settled == date.seen else f"{text} settled {dates.release(date.settled)}"


def told(dates: Dates, definitions: Mapping[str, Definition], text: str) -> set[str]:
    """Give the dates at all places, but not those of types as such."""
    return {shown(dates, date) for date in found(dates, definitions, text) if date.place}


def found(dates: Dates, definitions: Mapping[str, Definition], text: str) -> Iterator[Date]:
    definition = definitions[text.partition(".")[0].partition("!")[0]]
    name = names(definition, text)
    yield from dates.of_definition(definition) if name is None else dates.of_name(definition, name)
