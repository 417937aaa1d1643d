"""Names that running text mentions: ``@name``, ```name``` and roles of this project's domain."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from qapidoc.prose.passages import Passage
from qapidoc.prose.records import Inline, InlineKind
from qapidoc.prose.roles import DOMAIN
from qapidoc.source import Span

AT_NAME = re.compile(r"(?<![\w@.])@(\w(?:[\w.-]*\w)?)")
"""``@name`` in running text."""

_TITLED = re.compile(r".*<([^<>]+)>", re.DOTALL)
_BULLET = re.compile(r"\s*(?:[-*+]|\(?\w{1,3}[.)])\s+")
_DOMAIN = f"{DOMAIN}:"


class Mention(msgspec.Struct, frozen=True):
    """A name in running text, at ``start`` to ``end`` of the passage's text.

    ``role`` is ``None`` for ``@name``, empty for ```name```, else the role without its domain.
    """

    passage: Passage
    start: int
    end: int
    name: str
    role: str | None = None

    @property
    def span(self) -> Span:
        """Where it is in the file."""
        return self.passage.span(self.start, self.end)

    @property
    def is_introduced(self) -> bool:
        """Whether it begins an item of a list, or a line as ``@name:``: that is about it."""
        text = self.passage.text
        line = text.rfind("\n", 0, self.start) + 1
        if _BULLET.fullmatch(text, line, self.start):
            return True
        return text.startswith(":", self.end) and not text[line : self.start].strip()

    @property
    def written(self) -> str:
        """What stands there."""
        return self.passage.text[self.start : self.end]


def mentions(passage: Passage) -> Iterator[Mention]:
    """Give the names that a passage mentions, in order."""
    text = passage.text
    if "@" not in text and "`" not in text:
        return
    for inline in passage.prose.inlines():
        if inline.kind is InlineKind.TEXT:
            for match in AT_NAME.finditer(text, inline.start, inline.end):
                yield Mention(passage, match.start(), match.end(), match[1])
        elif inline.kind is InlineKind.ROLE:
            mention = _role(passage, inline)
            if mention is not None:
                yield mention


def _role(passage: Passage, inline: Inline) -> Mention | None:
    if inline.name and not inline.name.startswith(_DOMAIN):
        return None
    if inline.text.startswith("!"):  # it is to be no link
        return None
    titled = _TITLED.fullmatch(inline.text)
    name = titled[1] if titled is not None else inline.text
    name = " ".join(name.split()).lstrip("~")
    if inline.name:
        name = name.removesuffix("?").removeprefix("[").removesuffix("]")
    return Mention(passage, inline.start, inline.end, name, inline.name.removeprefix(_DOMAIN))
