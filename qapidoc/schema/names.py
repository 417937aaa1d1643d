"""What a name may look like.

Source: ``docs/devel/qapi-code-gen.rst``, "Naming rules and reserved names".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

_NAME = re.compile(r"(?:__[A-Za-z0-9.-]+_)?(?:[xX]-)?([A-Za-z][A-Za-z0-9_-]*)")
_NOT_IN_C = re.compile(r"[^A-Za-z0-9_]")
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
    return not re.search(r"[A-Z_]", stem)


def is_upper(stem: str) -> bool:
    """Whether it is without lower case and ``-``."""
    return not re.search(r"[a-z-]", stem)


def is_camel(stem: str) -> bool:
    """Whether it is in CamelCase."""
    return _CAMEL.fullmatch(stem) is not None


def is_reserved_member(name: str) -> bool:
    """Whether generated C code needs the member name for itself."""
    identifier = c_name(name)
    return identifier == "u" or identifier.startswith("has_")


def did_you_mean(name: str, candidates: Iterable[str]) -> str:
    """Give ``; did you mean 'x'?`` for the nearest candidate, or nothing."""
    folded = {candidate.casefold(): candidate for candidate in candidates}
    near = get_close_matches(name.casefold(), list(folded), n=1, cutoff=0.7)
    return f"; did you mean '{folded[near[0]]}'?" if near else ""
