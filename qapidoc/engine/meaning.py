"""What a file says, by aspect, and wherever it says it: for telling what a fix changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

import msgspec

from qapidoc.findings import Aspect
from qapidoc.prose.passages import Passage, passages
from qapidoc.prose.shape import same_shape
from qapidoc.releases import NEWEST
from qapidoc.schema.model import Condition
from qapidoc.schema.modules import IncludeDirective, ModuleContents, PragmaDirective
from qapidoc.source import Source
from qapidoc.syntax.nodes import DocComment, Line, LineKind, Section

_PLACES = frozenset({"path", "span", "name_span", "discriminator_span"})
_ELSEWHERE = frozenset({"doc", "condition"})
"""Fields of definitions that other aspects are about."""

_RUNNING: Mapping[LineKind, LineKind] = {LineKind.DIRECTIVE: LineKind.PROSE}
"""Lines that may begin running text: ``.. note:: Text``."""

_SPELLINGS: Mapping[str, str] = {"**": "any"}
"""Types by names that they had once."""


def meaning(contents: ModuleContents) -> dict[Aspect, object]:
    """Give what a file says, as values to compare; what docutils reads is left out."""
    source, items = contents.source, contents.tree.items
    docs = [item for item in items if isinstance(item, DocComment)]
    directives = contents.directives
    return {
        Aspect.DEFINITIONS: _plain(contents.definitions),
        Aspect.CONDITIONS: tuple(_conditions(contents.definitions)),
        Aspect.INCLUDES: [d.name for d in directives if isinstance(d, IncludeDirective)],
        Aspect.PRAGMAS: [d for d in directives if isinstance(d, PragmaDirective)],
        Aspect.SUBJECTS: [
            item.about if isinstance(item, DocComment) else type(item) for item in items
        ],
        Aspect.SECTIONS: [
            [(s.kind, s.name.value if s.name is not None else None) for s in doc.sections]
            for doc in docs
        ],
        Aspect.WORDS: [
            [words for s in doc.sections for words in _words(source, s)] for doc in docs
        ],
        Aspect.LAYOUT: [
            [_written(source, line) for s in doc.sections for line in s.lines] for doc in docs
        ],
    }


def changed(before: ModuleContents, after: ModuleContents) -> frozenset[Aspect]:
    """Tell in which aspects two versions of a file say different things."""
    old, new = meaning(before), meaning(after)
    found = {aspect for aspect in old if old[aspect] != new[aspect]}
    if found & {Aspect.LAYOUT, Aspect.WORDS, Aspect.SECTIONS} and not _reads_alike(before, after):
        found.add(Aspect.READING)
    return frozenset(found)


def _reads_alike(before: ModuleContents, after: ModuleContents) -> bool:
    """Tell whether docutils makes the same of all passages of two versions of a file."""
    old, new = list(_passages(before)), list(_passages(after))
    return len(old) == len(new) and all(map(same_shape, old, new))


def _passages(contents: ModuleContents) -> Iterator[Passage]:
    for item in contents.tree.items:
        if isinstance(item, DocComment):
            yield from passages(contents.path, contents.source, item, NEWEST)


def _plain(value: Any) -> object:
    """Leave the places out of a record, and what another aspect is about."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if not isinstance(value, msgspec.Struct):
        return _SPELLINGS.get(value, value) if isinstance(value, str) else value
    fields = [name for name in value.__struct_fields__ if name not in _PLACES | _ELSEWHERE]
    return [_plain(getattr(value, name)) for name in fields]


def _conditions(value: Any) -> Iterator[Condition | None]:
    """Give the conditions of a record's parts in their order, ``None`` where one has none."""
    if isinstance(value, tuple):
        for item in value:
            yield from _conditions(item)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            part = getattr(value, name)
            if name == "condition":
                yield _understood(part) if part is not None else None
            elif name not in _PLACES | _ELSEWHERE:
                yield from _conditions(part)


def _understood(condition: Condition) -> Condition:
    """Write C text as the condition that it is, where that was understood."""
    if condition.operator == "text":
        return condition.operands[0] if condition.operands else condition
    operands = tuple(map(_understood, condition.operands))
    return msgspec.structs.replace(condition, operands=operands)


def _written(source: Source, line: Line) -> tuple[LineKind, int, str]:
    return line.kind, line.indent, source.slice(line.span)


def _words(source: Source, section: Section) -> Iterator[list[str]]:
    """Give the words of each paragraph, and of each line that is read as it is."""
    for kind, lines in groupby(section.lines, key=lambda line: _RUNNING.get(line.kind, line.kind)):
        words = [source.slice(line.span).split() for line in lines]
        if kind is LineKind.PROSE:
            yield [word for line in words for word in line]
        elif kind is not LineKind.BLANK:
            yield from words
