"""Where in a TOML file its keys and items are.

`tomllib` tells what a file says but not where. What it has accepted can be scanned without
looking at all that TOML forbids.
"""

from __future__ import annotations

import re

from qapidoc.config.errors import Key

Path = tuple[Key, ...]

_SKIPPED = re.compile(r"(?:[ \t\r\n,]|#[^\n]*)*")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"""(?:"{1,2}(?!"))?'
    r"|'''.*?'''(?:'{1,2}(?!'))?"
    r'|"(?:[^"\\]|\\.)*"'
    r"|'[^']*'",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}#\r\n]+")
_BARE = re.compile(r"[\w-]+")
_DOT = re.compile(r"[ \t]*\.[ \t]*")


def offsets(text: str) -> dict[Path, int]:
    """Give the offset of each key of a table and each item of a list in valid TOML.

    A key that stands in several places, as the first part of dotted ones, has the first of them.
    """
    return _Scanner(text).scan()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[Path, int] = {}

    def scan(self) -> dict[Path, int]:
        table: Path = ()
        while self.skip():
            if self.text[self.at] == "[":
                self.at += 2 if self.text.startswith("[[", self.at) else 1
                self.skip()
                table = self.keys(())
                self.at = self.text.index("]", self.at) + 1
                self.at += self.text.startswith("]", self.at)
            else:
                self.pair(table)
        return self.found

    def skip(self) -> bool:
        """Go on to what is no blank, comment or comma; tell whether there is such."""
        self.at = self.match(_SKIPPED)[1]
        return self.at < len(self.text)

    def match(self, pattern: re.Pattern[str]) -> tuple[str, int]:
        """Give what stands here, and where it ends; nothing if it does not fit."""
        match = pattern.match(self.text, self.at)
        return (match[0], match.end()) if match is not None else ("", self.at)

    def keys(self, table: Path) -> Path:
        """Read keys with dots between them, and note where each is."""
        while True:
            start = self.at
            word, end = self.match(_STRING)
            if word:
                key = _unquoted(word)
            else:
                key, end = self.match(_BARE)
            self.at = end
            table = (*table, key)
            self.found.setdefault(table, start)
            dot, end = self.match(_DOT)
            if not dot:
                return table
            self.at = end

    def pair(self, table: Path) -> None:
        path = self.keys(table)
        self.at = self.text.index("=", self.at) + 1
        self.skip()
        self.value(path)

    def value(self, path: Path) -> None:
        """Pass over a value, and note what is in it.

        It takes one frame for each level, where `tomllib` takes two.
        """
        opening = self.text[self.at]
        if opening not in "[{":
            self.at = self.match(_STRING)[1] if opening in "\"'" else self.match(_SCALAR)[1]
            return
        closing = "]" if opening == "[" else "}"
        self.at += 1
        index = 0
        while self.skip() and self.text[self.at] != closing:
            if opening == "[":
                inside: Path = (*path, index)
                self.found[inside] = self.at
            else:
                inside = self.keys(path)
                self.at = self.text.index("=", self.at) + 1
                self.skip()
            self.value(inside)
            index += 1
        self.at += 1


def _unquoted(word: str) -> str:
    if word[0] == '"' and "\\" in word:
        import tomllib

        return str(tomllib.loads(f"x = {word}")["x"])
    return word[1:-1]
