"""Lists of defined names, as files like QEMU's ``config-host.h`` hold them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapidoc.export.matching import Match

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|//[^\n]*", re.DOTALL)
_DIRECTIVE = re.compile(r"#\s*(define|undef)\s+([A-Za-z_]\w*)(?:\W.*)?", re.DOTALL)
_NAME = re.compile(r"[A-Za-z_]\w*")


class DefinesError(Exception):
    """A line that defines nothing; the message says which, and what would be right."""


def read_defines(text: str, defined: frozenset[str] = frozenset()) -> frozenset[str]:
    """Give the names that are defined after a text, if `defined` are before.

    A line is ``#define NAME``, with a value or without, ``#undef NAME``, or just a name. Other
    directives, comments and empty lines are passed over. Raises `DefinesError`.
    """
    names = set(defined)
    blanked = _COMMENT.sub(lambda match: "\n" * match[0].count("\n") or " ", text)
    for number, line in enumerate(blanked.split("\n"), 1):
        words = line.strip()
        directive = _DIRECTIVE.fullmatch(words)
        if directive is not None and directive[1] == "undef":
            names.discard(directive[2])
        elif directive is not None:
            names.add(directive[2])
        elif _NAME.fullmatch(words):
            names.add(words)
        elif words and not words.startswith("#"):
            raise DefinesError(f"{number}: write '#define NAME', '#undef NAME', or just a name")
    return frozenset(names)


def match_lines(match: Match) -> Iterator[str]:
    """Write what a reply says of each name, so that `read_defines` can read it.

    Names are free that could be either, all else being equal.
    """
    solution = match.solution
    for name in match.names:
        keyword = "define" if name in solution.chosen else "undef"
        free = name not in solution.must | solution.must_not
        note = " /* free */" if free else ""
        told = _NAME.fullmatch(name) is not None
        yield f"#{keyword} {name}{note}" if told else f"/* {keyword}: {name}{note} */"
