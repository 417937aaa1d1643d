"""docutils' reader of running text, which notes where what it finds begins and ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from docutils import nodes
from docutils.parsers.rst import states

from qapidoc.prose.allowed import is_role
from qapidoc.prose.records import Inline, InlineKind, line_starts

INLINES = "inlines"
"""The attribute of the first node of running text that has the records of it."""
PLACE = "place"
"""The attribute of messages about running text that says where they are: begin and end."""

_SHIFTS = sorted(range(-5, 6), key=abs)
"""Where text is looked for: the lines before and behind the one that docutils tells."""

Messages = list[nodes.system_message]
Place = tuple[int, int]
Construct = tuple[str, list[nodes.Node], str, Messages]
"""What a method of docutils gives: the text before, nodes, the remaining text, messages."""

_KINDS: Mapping[type[nodes.Node], InlineKind] = {
    nodes.literal: InlineKind.LITERAL,
    nodes.emphasis: InlineKind.EMPHASIS,
    nodes.strong: InlineKind.STRONG,
    nodes.inline: InlineKind.ROLE,
    nodes.reference: InlineKind.LINK,
    nodes.problematic: InlineKind.BROKEN,
}


class PlacingInliner(states.Inliner):
    """Reads running text that is in ``lines``."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: Sequence[str] = ()
        self._starts: Sequence[int] = ()
        self._length = 0
        self._places: dict[int, Place] = {}
        self._is_set_up = False

    def begin(self, lines: Sequence[str]) -> None:
        """Expect running text in `lines`."""
        self.lines = lines
        self._starts = line_starts(lines)

    def init_customizations(self, settings: Any) -> None:
        """Take over the patterns of docutils' own class, once: it makes them for itself only."""
        if self._is_set_up:
            return
        plain = states.Inliner()
        plain.init_customizations(settings)
        self.start_string_prefix = plain.start_string_prefix
        self.end_string_suffix = plain.end_string_suffix
        self.patterns = plain.patterns
        self.implicit_dispatch = [
            (pattern, getattr(self, method.__name__)) for pattern, method in plain.implicit_dispatch
        ]
        self._is_set_up = True

    def parse(
        self, text: str, lineno: int, memo: Any, parent: nodes.Element
    ) -> tuple[list[nodes.Node], Messages]:
        """Read running text that begins in line `lineno` (from 1)."""
        self._length = len(text)
        self._places = {}
        processed, messages = super().parse(text, lineno, memo, parent)
        indices = self._indices(text, lineno - 1)
        if processed and indices:
            setattr(processed[0], INLINES, tuple(self._records(processed, text, indices)))
            for message in messages:
                if id(message) in self._places:
                    start, end = self._places[id(message)]
                    setattr(message, PLACE, (indices[start], indices[end - 1] + 1))
        return processed, messages

    def interpreted(
        self, rawsource: str, text: str, role: str, lineno: int
    ) -> tuple[list[nodes.Node], Messages]:
        """Read text that has a role."""
        if not is_role(role):
            message = self.reporter.error(f'Unknown interpreted text role "{role}".', line=lineno)
            return [self.problematic(rawsource, rawsource, message)], [message]
        return [nodes.inline(rawsource, nodes.unescape(text), role=role)], []

    def _indices(self, text: str, first: int) -> list[int]:
        """Give the index in all of the lines for each character of running text.

        docutils says that it begins in line number `first` (from 0); in tables that may be astray.
        """
        parts = text.split("\n")
        tries = (self._at(parts, first + shift) for shift in _SHIFTS)
        return next(filter(None, tries), [])

    def _at(self, parts: Sequence[str], first: int) -> list[int]:
        """Give the indices if the lines from `first` on hold `parts`, maybe among other text."""
        indices: list[int] = []
        for number, part in enumerate(parts, first):
            if not 0 <= number < len(self.lines):
                return []
            line = self.lines[number]
            column = len(line) - len(part) if line.endswith(part) else line.find(part)
            if column < 0:
                return []
            start = self._starts[number] + column
            indices.extend(range(start, start + len(part) + 1))
        return indices

    def _records(
        self, found: Iterable[nodes.Node], text: str, indices: Sequence[int]
    ) -> Iterator[Inline]:
        done = 0
        for node in found:
            if not isinstance(node, nodes.Element):
                continue
            start, end = self._places.get(id(node)) or _address(node, text, done)
            if start < done:  # the second node of one construct
                continue
            yield from _text(text, done, start, indices)
            kind = _KINDS.get(type(node), InlineKind.OTHER)
            if kind is InlineKind.LINK and "refuri" not in node:
                kind = InlineKind.REFERENCE
            name = node.get("role") or node.get("refuri") or node.get("refname", "")
            place = indices[start], indices[end - 1] + 1
            yield Inline(*place, kind, node.astext(), name)
            done = end
        yield from _text(text, done, len(text), indices)


def _text(text: str, start: int, end: int, indices: Sequence[int]) -> Iterator[Inline]:
    if start < end:
        part = nodes.unescape(text[start:end].replace("\\", "\0"))
        yield Inline(indices[start], indices[end - 1] + 1, InlineKind.TEXT, part)


def _address(node: nodes.Element, text: str, done: int) -> Place:
    """Give the place of an address, which docutils finds in text without markup."""
    start = max(text.find(node.rawsource, done), done)
    return start, max(min(start + len(node.rawsource), len(text)), start + 1)


def _noting(
    method: Callable[[Any, Any, int], Construct],
) -> Callable[[PlacingInliner, Any, int], Construct]:
    """Let a method of docutils note where what it finds is."""

    def noting(self: PlacingInliner, match: Any, lineno: int) -> Construct:
        construct = before, found, remaining, messages = method(self, match, lineno)
        place = self._length - len(match.string) + len(before), self._length - len(remaining)
        self._places |= {id(node): place for node in (*found, *messages)}
        return construct

    return noting


PlacingInliner.dispatch = {
    start: _noting(method)  # type: ignore[arg-type, misc]  # they are called with an inliner
    for start, method in states.Inliner.dispatch.items()
}
