"""What was meant as a directive."""

from __future__ import annotations

import re
from collections.abc import Mapping

from qapidoc.prose.allowed import DIRECTIVES
from qapidoc.prose.passages import Passage
from qapidoc.schema.names import nearest

EXAMPLE = "qmp-example"
UNMISTAKABLE = frozenset(
    {
        "admonition",
        "attention",
        "caution",
        "danger",
        "hint",
        "important",
        "note",
        "seealso",
        "tip",
        "todo",
        "warning",
    }
)
"""Directives that hardly anything else is called like."""

ADMONITION_WORDS: Mapping[str, str] = {
    "attention": "attention",
    "caution": "caution",
    "hint": "hint",
    "important": "important",
    "nota bene": "note",
    "note": "note",
    "notes": "note",
    "tip": "tip",
    "warning": "warning",
}
"""Words that begin a paragraph that stands apart, in lower case, and the directive for it."""

_DOTS = re.compile(r"\.\.+\s*([\w-]+)")
_ARROW = re.compile(r"^\s*(?:->|<-)", re.MULTILINE)


def meant_directive(name: str) -> str | None:
    """Give the directive that is called `name`, or nearly so."""
    folded = name.lower()
    return folded if folded in DIRECTIVES else nearest(folded, DIRECTIVES)


def is_misspelt_example(passage: Passage, start: int, name: str | None = None) -> bool:
    """Tell whether a line at `start` was meant as the directive of a transcript below it.

    `name` is what it calls the directive, if that is known.
    """
    match = _DOTS.match(passage.text, start)
    called = name or (match[1] if match is not None else "")
    is_near = nearest(called, [EXAMPLE]) is not None or called.lower() == "example"
    return is_near and _ARROW.search(passage.text, start) is not None
