"""Edits of a text: which of them go together, and what comes of them."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from qapidoc.findings import Edit, Finding

_LINE_END = re.compile(r"\r\n?|\n")


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Apply edits, which must not overlap, and of which equal ones count once.

    Their lines get the line ends that the first line of `text` has.
    """
    match = _LINE_END.search(text)
    line_end = match.group() if match is not None else "\n"
    pieces = []
    at = 0
    for edit in sorted(dict.fromkeys(edits), key=lambda edit: (edit.span, edit.text)):
        pieces += [text[at : edit.span.start], edit.text.replace("\n", line_end)]
        at = edit.span.end
    return "".join((*pieces, text[at:]))


def is_possible(edits: Sequence[Edit]) -> bool:
    """Tell whether the edits of one fix can be applied together."""
    ordered = sorted(edits, key=lambda edit: (edit.path, edit.span))
    return all(
        before.path != after.path or before.span.end <= after.span.start
        for before, after in pairwise(ordered)
    )


def together(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Give, of findings with fixes, those whose fixes can be applied in one go; earlier ones win.

    Edits that touch each other do not go together, since their order would be a guess.
    """
    taken: dict[str, list[Edit]] = {}
    for finding in findings:
        assert finding.fix is not None
        edits = [edit for edit in finding.fix.edits if edit not in _near(taken, edit)]
        if not any(_near(taken, edit) for edit in edits):
            yield finding
            for edit in edits:
                bisect.insort(taken.setdefault(edit.path, []), edit, key=_key)


def _near(taken: dict[str, list[Edit]], edit: Edit) -> list[Edit]:
    """Give those of the edits that are taken which overlap or touch an edit."""
    others = taken.get(edit.path, [])
    first = bisect.bisect_left(others, edit.span.start, key=lambda other: other.span.end)
    last = bisect.bisect_right(others, edit.span.end, key=lambda other: other.span.start)
    return others[first:last]


def _key(edit: Edit) -> tuple[int, int]:
    return edit.span.start, edit.span.end
