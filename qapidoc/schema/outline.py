"""A schema in the order of its documentation: headings, prose, definitions.

That order is the one of the files, with each module where it is first included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qapidoc.schema.model import Definition, Module, Schema
from qapidoc.syntax.nodes import DocComment, Line, LineKind

_RULE = re.compile(r"([^\w\s])\1{2,}")


@dataclass(frozen=True)
class ModuleStart:
    """Here a module begins."""

    path: str


@dataclass(frozen=True)
class Heading:
    """A title; ``style`` is what it is underlined (and overlined) with, or its ``=`` signs."""

    path: str
    lines: tuple[Line, ...]
    text: str
    style: str

    @property
    def title(self) -> Line:
        """The line of the title itself."""
        return self.lines[len(self.lines) > 2]


@dataclass(frozen=True)
class Text:
    """Prose between definitions."""

    path: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Entry:
    """A definition."""

    definition: Definition


Piece = ModuleStart | Heading | Text | Entry


def pieces(schema: Schema, path: str | None = None) -> Iterator[Piece]:
    """Give the pieces of the module at `path`, or of the whole schema."""
    if path is not None:
        yield from _module(schema, schema.modules[path], None)
    else:
        yield from _module(schema, schema.modules[schema.root], {schema.root})


def levels(schema: Schema) -> Mapping[str, int]:
    """Rank the styles of headings, 1 for the highest.

    Those of rST by where each is first seen; the old ones by their number of ``=``.
    """
    ranks: dict[str, int] = {}
    underlined = 0
    for piece in pieces(schema):
        if isinstance(piece, Heading) and piece.style not in ranks:
            if len(piece.lines) == 1:
                ranks[piece.style] = len(piece.style)
            else:
                underlined += 1
                ranks[piece.style] = underlined
    return ranks


def _module(schema: Schema, module: Module, seen: set[str] | None) -> Iterator[Piece]:
    """Give the pieces of a module and, unless `seen` is ``None``, of what it includes first.

    Includes may be nested more deeply than calls.
    """
    yield ModuleStart(module.path)
    open_modules = [(module, iter(_items(schema, module)))]
    while open_modules:
        current, items = open_modules[-1]
        found = next(items, None)
        if found is None:
            open_modules.pop()
        elif isinstance(found, Definition):
            yield Entry(found)
        elif isinstance(found, DocComment):
            for section in found.sections:
                yield from _prose(current, section.lines)
        elif seen is not None and found not in seen:
            seen.add(found)
            included = schema.modules[found]
            yield ModuleStart(found)
            open_modules.append((included, iter(_items(schema, included))))


def _items(schema: Schema, module: Module) -> list[DocComment | Definition | str]:
    """Give the free-form comments, definitions and paths of includes of a module, in order."""
    items: list[tuple[int, DocComment | Definition | str]] = []
    for item in module.contents:
        if isinstance(item, DocComment):
            items.append((item.start, item))
        else:
            definition = schema.definitions[item]
            if definition.path == module.path:
                items.append((definition.span.start, definition))
    items += [(i.span.start, i.path) for i in module.includes if i.path is not None]
    return [item for _, item in sorted(items, key=lambda pair: pair[0])]


def _prose(module: Module, lines: Sequence[Line]) -> Iterator[Piece]:
    """Split prose at its headings."""
    texts = [module.source.text[line.start : line.end] for line in lines]
    start = index = 0
    while index < len(lines):
        found = _heading(lines, texts, index)
        if found is None:
            index += 1
            continue
        length, title, style = found
        if any(texts[start:index]):
            yield Text(module.path, tuple(lines[start:index]))
        yield Heading(module.path, tuple(lines[index : index + length]), title, style)
        start = index = index + length
    if any(texts[start:]):
        yield Text(module.path, tuple(lines[start:]))


def _heading(
    lines: Sequence[Line], texts: Sequence[str], index: int
) -> tuple[int, str, str] | None:
    """Read the heading that begins at line `index`: number of lines, title, style."""
    line, text = lines[index], texts[index]
    if line.kind is LineKind.HEADING:
        signs, _, title = text.partition(" ")
        return 1, title.strip(), signs
    if line.kind is not LineKind.PROSE or not text:
        return None
    after = [texts[n] if lines[n].kind is LineKind.PROSE else "" for n in _next(index, lines)]
    if _RULE.fullmatch(text):
        if len(after) == 2 and after[0] and after[1] == text and len(text) >= len(after[0]):
            return 3, after[0], f"overlined {text[0]}"
        return None
    first = index == 0 or not texts[index - 1]
    underlined = first and line.indent == 0 and after and _RULE.fullmatch(after[0])
    if underlined and len(after[0]) >= len(text):
        return 2, text, f"underlined {after[0][0]}"
    return None


def _next(index: int, lines: Sequence[Line]) -> range:
    return range(index + 1, min(index + 3, len(lines)))
