"""Literals whose two ends are not alike: ```name'``, ``'name```, ````name```."""

from __future__ import annotations

import re

from qapidoc.findings import WORDING, Edit, Fix
from qapidoc.prose.passages import Passage

HALF_LITERAL = re.compile(
    r"(?<![\w`'\"])(?P<before>`{1,2}|['\"])(?P<name>\w[^\s`'\"]{0,60})(?P<after>`{1,2}|'{1,2}|\")"
    r"(?![\w`'\"])"
)
"""A word between quotes."""


def is_uneven(match: re.Match[str]) -> bool:
    """Tell whether the quotes around the word of a match are of different kinds."""
    return match["before"] != match["after"]


def half_literal(passage: Passage, index: int) -> Fix | None:
    """Make a literal of the word that begins with one quote at `index`, and ends with another."""
    match = HALF_LITERAL.match(passage.text, index)
    if match is None or not is_uneven(match):
        return None
    literal = f"``{match['name']}``"
    edit = Edit(passage.path, passage.span(*match.span()), literal)
    return Fix(f"write {literal}", "unsafe", (edit,), WORDING)
