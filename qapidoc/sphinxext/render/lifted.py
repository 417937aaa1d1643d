"""Descriptions without the since at their end, which stands at the name instead."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from qapidoc.schema.since import Form, Since
from qapidoc.source import Source
from qapidoc.syntax.nodes import LineKind, Section

ALONE: Mapping[Form, re.Pattern[str]] = {
    Form.PARENTHESIS: re.compile(r"[\s#]*\([^()]*\)"),
    Form.SENTENCE: re.compile(r"[^()]*"),
}
"""The forms that can go, and how they look if they hold nothing but the since."""

_STOP = re.compile(r"\.?")

_ITEM = re.compile(r"(?:[-*+|]|\(?\w{1,3}[.)])\s")
"""How a list begins, of whose last item the since may be."""


def without(since: Since, source: Source, section: Section) -> Section:
    """Take the since out of a description that is one paragraph and ends in it.

    A full stop behind it goes with it. Anywhere else it may be about a part of the text, and stays.
    """
    lines, text = section.lines, source.text
    whole = since.whole
    if (
        since.form not in ALONE
        or ALONE[since.form].fullmatch(source.slice(whole)) is None
        or _STOP.fullmatch(text, whole.end, lines[-1].end) is None
        or any(line.kind is not LineKind.PROSE for line in lines)
        or any(_ITEM.match(text, line.start, line.end) for line in lines)
    ):
        return section
    kept = [line for line in lines if line.start < whole.start]
    if kept:
        kept[-1] = msgspec.structs.replace(kept[-1], end=min(kept[-1].end, whole.start))
    return msgspec.structs.replace(section, lines=tuple(kept))
