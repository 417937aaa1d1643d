"""What doc comments say of when things came, beside what the history says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby

import msgspec

from qapidoc.history.dates import Date, Dates, written
from qapidoc.history.shapes import Name, Step
from qapidoc.releases import Release
from qapidoc.rules.nouns import member_noun
from qapidoc.schema.comments import Comment
from qapidoc.schema.indentation import DESCRIPTIONS
from qapidoc.schema.model import SPECIAL_FEATURES, Definition
from qapidoc.schema.since import Form, Since
from qapidoc.syntax.nodes import Section, SectionKind


class Subject(msgspec.Struct, frozen=True, dict=True):
    """A definition, or a name in it, with what its text says of when it came.

    ``since`` is the one that dates it. ``told`` are all releases that may be about it: those in
    its description, and those that the comment has besides descriptions. ``section`` is its
    description; ``since_of_definition`` is that of the definition.
    """

    history: Dates
    definition: Definition
    comment: Comment
    section: Section | None
    name: Name | None
    since: Since | None
    since_of_definition: Release | None
    told: tuple[Release, ...]

    @property
    def noun(self) -> str:
        """What it is called in messages."""
        if self.name is None:
            return f"{self.definition.kind} '{self.definition.name}'"
        step, name = self.name
        noun = "feature" if step == Step.FEATURE else member_noun(self.definition.kind)
        return f"{noun} '{name}'"

    @property
    def member(self) -> str | None:
        """The name in the definition."""
        return self.name[1] if self.name is not None else None

    @cached_property
    def dates(self) -> tuple[Date, ...]:
        """What the history says of it."""
        if self.name is None:
            return self.history.of_definition(self.definition)
        return self.history.of_name(self.definition, self.name)

    @property
    def is_younger(self) -> bool:
        """Whether it is younger than what it is part of, at any place."""
        return self.name is not None and self.history.is_younger(self.definition, self.name)

    @property
    def on_wire(self) -> tuple[Date, ...]:
        """The dates of places, that of the type left out."""
        return tuple(date for date in self.dates if date.place is not None)

    @property
    def telling(self) -> tuple[Date, ...]:
        """The dates that tell most: of places that are older than the name, else all."""
        return tuple(date for date in self.on_wire if not date.along) or self.dates


def subjects(
    history: Dates,
    documented: Iterable[tuple[Definition, Comment]],
    sinces: Iterable[tuple[Comment, Section, Since]],
) -> Iterator[Subject]:
    """Give what doc comments are about, as far as it is dated, or younger than what it is part of.

    `documented` are definitions with their comments, and `sinces` what comments say, in order.
    """
    said = {place: list(group) for place, group in groupby(sinces, lambda each: _place(each[0]))}
    for definition, comment in documented:
        found = [(section, since) for _, section, since in said.get(_place(comment), ())]
        tag = next((since for _, since in found if since.form is Form.TAG), None)
        date = tag.release if tag is not None else None
        general = tuple(
            since.release
            for section, since in found
            if section.kind not in DESCRIPTIONS and since is not tag
        )
        yield Subject(history, definition, comment, None, None, tag, date, general)
        described = any(section.kind in DESCRIPTIONS for section, _ in found)
        if not described and not history.told(definition):
            continue
        for section in comment.doc.sections:
            if section.name is None or section.kind not in DESCRIPTIONS:
                continue
            own = [since for of, since in found if of is section] if described else []
            name = _name(history, definition, section, dated=bool(own))
            if name is None:
                continue
            dating = [since for since in own if since.dates]
            yield Subject(
                history,
                definition,
                comment,
                section,
                name,
                dating[0] if len(dating) == 1 else None,
                date,
                (*(since.release for since in own), *general),
            )


def _place(comment: Comment) -> tuple[str, int]:
    return comment.path, comment.doc.start


def _name(history: Dates, definition: Definition, section: Section, *, dated: bool) -> Name | None:
    """Give what a definition writes that a section describes, if it is `dated` or younger."""
    assert section.name is not None
    text = section.name.value
    if section.kind is SectionKind.FEATURE:
        steps: tuple[str, ...] = () if text in SPECIAL_FEATURES else (Step.FEATURE,)
    else:
        steps = (Step.MEMBER, Step.VALUE)
    for step in steps:
        name = (step, text)
        if history.is_younger(definition, name) or (dated and name in written(definition)):
            return name
    return None
