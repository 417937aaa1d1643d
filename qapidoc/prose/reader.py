"""docutils' parser over one passage: text to records, without Sphinx."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from docutils.statemachine import StringList
from docutils.utils import new_document

from qapidoc.prose.directives import allowed_directives
from qapidoc.prose.inliner import INLINES, PLACE, PlacingInliner
from qapidoc.prose.machine import new_machine
from qapidoc.prose.records import Block, Inline, Level, Message, Prose, line_starts

LONGEST = 100_000
"""Characters of a passage that docutils is given."""

MOST_WORK = 20_000_000
"""Characters of a passage, times those that may begin markup: what docutils goes by at worst."""

_STARTS = "`*|_["

_SETTINGS: Mapping[str, object] = {
    "report_level": 5,
    "halt_level": 5,
    "warning_stream": False,
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "syntax_highlight": "none",
}
"""Print nothing, read nothing, run nothing, and do not ask Pygments."""

_LEVELS = {1: Level.INFO, 2: Level.WARNING, 3: Level.ERROR, 4: Level.SEVERE}


class Reader:
    """Reads passages, one after the other."""

    def __init__(self) -> None:
        self._inliner = PlacingInliner()
        self._machine = new_machine()
        self._settings = get_default_settings(Parser)
        for name, value in _SETTINGS.items():
            setattr(self._settings, name, value)

    def read(self, lines: Sequence[str]) -> Prose:
        """Read the lines of a passage; tabs in them count as a blank."""
        length = sum(map(len, lines))
        starts = sum(line.count(start) for line in lines for start in _STARTS)
        if length > LONGEST or length * starts > MOST_WORK:
            return Prose(unread="it is too long")
        clean = [line.expandtabs(1) for line in lines]
        document = new_document("", self._settings)
        messages: list[nodes.system_message] = []
        document.reporter.attach_observer(messages.append)
        self._inliner.begin(clean)
        try:
            with allowed_directives():
                self._machine.run(StringList(clean, ""), document, inliner=self._inliner)
            return _Record(clean).prose(document, messages)
        except RecursionError:
            self._machine = new_machine()
            return Prose(unread="it is nested too deeply")


@cache
def reader() -> Reader:
    """Give the reader of this process: making it takes as long as reading some passages."""
    return Reader()


class _Record:
    """Turns docutils' nodes into records, with indices into the text of `lines`."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._text = "\n".join(lines)
        self._done = 0
        self._starts = line_starts(lines)

    def prose(self, document: nodes.document, messages: Iterable[nodes.system_message]) -> Prose:
        return Prose(
            tuple(self.blocks(document)),
            tuple(map(self.message, messages)),
            tuple(document.nameids),
        )

    def blocks(self, parent: nodes.Element) -> Iterator[Block]:
        for node in parent.children:
            if isinstance(node, nodes.Element) and not isinstance(
                node, nodes.Inline | nodes.system_message
            ):
                yield self.block(node)

    def block(self, node: nodes.Element) -> Block:
        inlines = tuple(_inlines(node))
        blocks = tuple(self.blocks(node)) if not isinstance(node, nodes.TextElement) else ()
        starts = [part.start for part in inlines] + [part.start for part in blocks]
        ends = [part.end for part in inlines] + [part.end for part in blocks]
        line = self.comment_line(node) if isinstance(node, nodes.comment) else node.line
        if line is not None and not inlines:
            starts.append(self.line(line - 1)[0])
            if not ends:
                ends.append(self.line(line - 1 + node.rawsource.count("\n"))[1])
        self._done = max(ends, default=self._done)
        return Block(
            min(starts, default=0),
            max(ends, default=0),
            node.tagname,
            str(node.get("directive", "") or node.get("start", "")),
            inlines,
            blocks,
        )

    def comment_line(self, node: nodes.comment) -> int:
        """Give the line of a comment, of which docutils tells where it ends."""
        text, _, _ = node.rawsource.partition("\n")
        return 1 + self._text.count("\n", 0, max(0, self._text.find(text, self._done)))

    def message(self, node: nodes.system_message) -> Message:
        start, end = getattr(node, PLACE, None) or self.line(node.get("line", 1) - 1)
        text = node.children[0].astext() if node.children else ""
        return Message(start, end, _LEVELS.get(node["level"], Level.INFO), text)

    def line(self, number: int) -> tuple[int, int]:
        """Give where the text of line `number` (from 0) begins and ends."""
        number = min(max(number, 0), len(self._lines) - 1)
        line = self._lines[number]
        start = self._starts[number]
        return start + len(line) - len(line.lstrip()), start + len(line)


def _inlines(node: nodes.Element) -> Iterator[Inline]:
    for child in node.children:
        yield from getattr(child, INLINES, ())
