"""What fuzzing begins with: pieces of schemas, small enough to be changed quickly."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

MAX_SEED = 4096
"""Longer pieces are left out, in bytes."""

DEMO = Path(__file__).resolve().parents[2] / "docs" / "demo"

WORDS: Mapping[str, tuple[str, ...]] = {
    "schema": (
        "{ ", " }", "[ ", " ]", "'data': ", "'", "true", "false", "# ", "##\n", "\r\n", "\f",
    ),
    "doc": (
        "# @a: ", "# Features:\n", "# Since: 2.1\n", "# Returns: ", "# Errors:\n", "#\n", "#     ",
        "# .. qmp-example::\n", "# text::\n", "# = ", "# Example:\n", "# Note: ", "# @", "## ",
        "#     - @", "# TODO: ", "# .. note:: ", "# |",
    ),
    "transcript": (
        "-> ", "<- ", '{ "execute": ', '"arguments": ', '{ "return": ', "...", '"', ", ", "}", "]",
        '{ "event": ', '"error": ', "null", "0.5e1", "\\u0041", "# ", "\n\n", "'", "... more ...",
    ),
    "condition": ("defined(", "defined ", "(", ")", " && ", " || ", "!", "CONFIG_A", "==", "1"),
    "rules": (
        "{ 'struct': 'A', 'data': {} }", "{ 'enum': 'E', 'data': [ 'a' ] }",
        "'union': ", "'base': ",
        "'discriminator': ", "'if': ", "'features': [ ", "'type': ", "'name': ", "'command': ",
        "'event': ", "'alternate': ", "'returns': ", "'boxed': true", "{ 'pragma': { ",
        "'include': ",
        "'*a': ", "# Since: 99.0\n", "# @a: (since 2.13)\n", "# .. qmp-example::\n#\n#     -> {",
    ),
}  # fmt: skip
"""Words of each notation, for libFuzzer's dictionaries."""

_ITEM = re.compile(rb"(?m)^(?=##|\{)")
_COMMENT = re.compile(rb"(?ms)^##\n(.*?)^##\n")
_CONDITION = re.compile(rb"'if':\s*('[^'\n]*'|\[[^\]]*\])")
_STRING = re.compile(rb"'[^'\n]*'")
_EXAMPLE = re.compile(rb"(?m)(?:^#? *(?:->|<-) .*\n(?:^#? +[^\n]*\n)*)+")


def write_seeds(target: str, folder: Path) -> int:
    """Write the seeds of a target into `folder`, a file each, and tell how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    pieces = _PIECES[target]
    count = 0
    for path in _schemas():
        for piece in pieces(path.read_bytes()):
            if 0 < len(piece) <= MAX_SEED:
                (folder / hashlib.sha256(piece).hexdigest()[:20]).write_bytes(piece)
                count += 1
    return count


def write_dictionary(target: str, path: Path) -> None:
    """Write the words of a target as libFuzzer reads them."""
    lines = (
        '"' + "".join(c if c.isalnum() else f"\\x{ord(c):02x}" for c in word) + '"\n'
        for word in WORDS[target]
    )
    path.write_text("".join(lines), encoding="utf-8")


def _schemas() -> Iterator[Path]:
    """Give the schema files to take pieces of: the corpus, else the demonstration."""
    corpus = os.environ.get("QAPIDOC_CORPUS")
    yield from sorted((Path(corpus) if corpus else DEMO).rglob("*.json"))


def _items(data: bytes) -> Iterator[bytes]:
    """Give each item, and each doc comment with the expression below it."""
    items = _ITEM.split(data)
    yield from (b"".join(items[i : i + 3]) for i in range(0, len(items), 3))


def _comments(data: bytes) -> Iterator[bytes]:
    yield from (match[1] for match in _COMMENT.finditer(data))


def _examples(data: bytes) -> Iterator[bytes]:
    yield from (match[0] for match in _EXAMPLE.finditer(data))


def _conditions(data: bytes) -> Iterator[bytes]:
    for match in _CONDITION.finditer(data):
        yield from (text[1:-1] for text in _STRING.findall(match[1]))


_PIECES: Mapping[str, Callable[[bytes], Iterator[bytes]]] = {
    "schema": _items,
    "doc": _comments,
    "transcript": _examples,
    "condition": _conditions,
    "rules": _items,
}
