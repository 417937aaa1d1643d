"""What a name may look like.

Source: ``docs/devel/qapi-code-gen.rst``, "Naming rules and reserved names".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

_NAME = re.compile(r"(?:__[A-Za-z0-9.-]+_)?(?:[xX]-)?([A-Za-z][A-Za-z0-9_-]*)")
_NOT_IN_C = re.compile(r"[^A-Za-z0-9_]")
_UPPER = re.compile(r"[A-Z_]")
_LOWER = re.compile(r"[a-z-]")
_CAMEL = re.compile(r"[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*")


def stem(name: str) -> str | None:
    """Give a name without a downstream prefix and ``x-``; ``None`` if it is no name."""
    match = _NAME.fullmatch(name)
    if match is None or c_name(name).startswith("q_"):
        return None
    return match[1]


def c_name(name: str) -> str:
    """Give the identifier that a name becomes in C, in which names must differ."""
    return _NOT_IN_C.sub("_", name)


def is_lower(stem: str) -> bool:
    """Whether it is without upper case and ``_``."""
    return _UPPER.search(stem) is None


def is_upper(stem: str) -> bool:
    """Whether it is without lower case and ``-``."""
    return _LOWER.search(stem) is None


def is_camel(stem: str) -> bool:
    """Whether it is in CamelCase."""
    return _CAMEL.fullmatch(stem) is not None


def is_reserved_member(name: str) -> bool:
    """Whether generated C code needs the member name for itself."""
    identifier = c_name(name)
    return identifier == "u" or identifier.startswith("has_")


LONGEST = 100
"""Characters of a name that is worth a guess; comparing takes the square of their number."""

COMPARISONS = 200_000
"""So often may names of one schema be compared, which takes half a second."""


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """Give the candidate that `name` may have been meant as."""
    if len(name) > LONGEST:
        return None
    from difflib import get_close_matches  # nearly every name is right

    folded = {candidate.casefold(): candidate for candidate in candidates}
    near = get_close_matches(name.casefold(), list(folded), n=1, cutoff=0.7)
    return folded[near[0]] if near else None


def did_you_mean(name: str, candidates: Iterable[str]) -> str:
    """Give ``; did you mean 'x'?`` for the nearest candidate, or nothing."""
    return _question(nearest(name, candidates))


def _question(near: str | None) -> str:
    return f"; did you mean '{near}'?" if near is not None else ""


class Guesses:
    """Guesses at which of the `candidates` are meant, as often as `COMPARISONS` allow."""

    def __init__(self, candidates: Collection[str]) -> None:
        self._candidates = candidates
        self._left = COMPARISONS

    def nearest(self, name: str) -> str | None:
        """Give what `nearest` gives; nothing once that takes too long."""
        self._left -= len(self._candidates)
        return nearest(name, self._candidates) if self._left >= 0 else None

    def did_you_mean(self, name: str) -> str:
        """Give what `did_you_mean` gives; nothing once that takes too long."""
        return _question(self.nearest(name))
