"""What an example makes use of, and had better not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from qapidoc.examples.collect import Example
from qapidoc.examples.faults import ExampleFault, ExampleFaultKind
from qapidoc.examples.reporter import Reporter
from qapidoc.releases import Release
from qapidoc.schema.comments import described
from qapidoc.schema.model import Definition, EnumValue, Member, Schema
from qapidoc.schema.since import HINTS, definition_since, section_since
from qapidoc.syntax.nodes import SectionKind
from qapidoc.values.uses import Use

UNSTABLE = "unstable"

_SAID: Mapping[str, tuple[ExampleFaultKind, re.Pattern[str]]] = {
    "deprecated": (ExampleFaultKind.DEPRECATED, re.compile(r"\bdeprecat", re.IGNORECASE)),
    UNSTABLE: (
        ExampleFaultKind.UNSTABLE,
        re.compile(r"\b(?:unstable|experimental)", re.IGNORECASE),
    ),
}
"""The kind of fault of each special feature, and how prose says that something has it."""


_DATES = tuple(re.compile(rf"{hint}\D{{0,24}}(\d{{1,4}})\.(\d{{1,4}})") for hint in HINTS)
"""What every since looks like; each begins with plain text, which is found fast."""


class UseJudge:
    """Judges what the examples of one schema use; `target` is the release they are for."""

    def __init__(self, schema: Schema, target: Release | None) -> None:
        self._schema = schema
        self._target = target
        self._newer: dict[str, Mapping[str, Release]] = {}

    def featured(
        self, example: Example, report: Reporter, uses: Iterable[Use]
    ) -> Iterator[ExampleFault]:
        """Give uses of what is deprecated or unstable, if neither its subject nor its text says so.

        `uses` are those of what a client sends: a server does not ask.
        """
        for use in uses:
            for feature in use.features:
                kind, said = _SAID.get(feature.name, (None, None))
                if kind is None or said is None or _is_subject(example, use, feature.name):
                    continue
                named_so = feature.name == UNSTABLE and _name(use).startswith("x-")
                if not (named_so or said.search(example.prose) or _is_said(example, said)):
                    advice = "use something else here, or say so in the text"
                    text = f"{named(use)} is {feature.name}; {advice}"
                    yield report.fault(kind, use.span, text, _member(use))

    def newer(
        self, example: Example, report: Reporter, uses: Iterable[Use]
    ) -> Iterator[ExampleFault]:
        """Give uses of what comes only after the target, unless its subject does, too."""
        if self._target is None:
            return
        subject = example.definition
        if subject is not None and "" in self._dated(subject):
            return
        for use in uses:
            dates = self._newer.get(use.owner.name)
            if dates is None:
                dates = self._dated(use.owner)
            date = dates.get(use.part.name if use.part is not None else "") if dates else None
            if date is not None:
                came = f"{named(use)} came with {date}, and this schema is for QEMU {self._target}"
                text = f"{came}; use something else here"
                yield report.fault(ExampleFaultKind.FUTURE, use.span, text, _member(use))

    def _dated(self, owner: Definition) -> Mapping[str, Release]:
        """Give the releases that brought a definition and its parts, as far as the target lacks it.

        The definition itself has an empty name.
        """
        if owner.name not in self._newer:
            self._newer[owner.name] = dict(self._dates(owner))
        return self._newer[owner.name]

    def _dates(self, definition: Definition) -> Iterator[tuple[str, Release]]:
        doc = definition.doc
        if doc is None or self._target is None:
            return
        source = self._schema.texts[definition.path]
        if not _says_later(source.text, doc.start, doc.end, self._target.base):
            return
        whole = definition_since(source, doc)
        if definition.kind.is_type:
            whole = None  # types are not on the wire
        dated = {
            name: section_since(source, section)
            for name, section in described(doc, SectionKind.MEMBER).items()
        }
        for name, since in {**dated, "": whole}.items():
            release = since.release if since is not None else None
            if release is not None and release.exists and self._target.base < release.base:
                yield name, release


def _says_later(text: str, start: int, end: int, release: Release) -> bool:
    """Tell whether a stretch of text has a number that could be that of a later release."""
    numbers = (match.groups() for dates in _DATES for match in dates.finditer(text, start, end))
    latest = (release.major, release.minor)
    return any((int(major), int(minor)) > latest for major, minor in numbers)


def _is_subject(example: Example, use: Use, feature: str) -> bool:
    """Tell whether an example is about what it uses, so that the feature is known.

    One of an unstable member shows how it is used; one of a deprecated member shows how not to.
    """
    subject = example.definition
    if subject is None:
        return False
    if feature in {own.name for own in subject.features}:
        return True
    if feature != UNSTABLE:
        return use.part is None and use.owner.name == subject.name
    if use.part is None:
        return use.owner.name == subject.name
    return isinstance(use.part, Member) and use.path.count(".") == 1


def _is_said(example: Example, said: re.Pattern[str]) -> bool:
    """Tell whether the text of the comment says so, beside what it says of members."""
    text = example.source.text
    return any(
        said.search(text, section.start, section.end)
        for section in example.doc.sections
        if section.kind is SectionKind.TEXT
    )


def named(use: Use) -> str:
    """Name what is used in a sentence."""
    owner = f"{use.owner.kind.value} '{use.owner.name}'"
    if use.part is None:
        return owner
    what = "value" if isinstance(use.part, EnumValue) else "member"
    return f"{what} '{use.part.name}' of {owner}"


def _name(use: Use) -> str:
    return use.part.name if use.part is not None else use.owner.name


def _member(use: Use) -> str | None:
    return use.part.name if use.part is not None else None
