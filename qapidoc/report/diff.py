"""What fixes change, as a unified diff."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import click

from qapidoc.engine.fix import Change
from qapidoc.report.places import shown

_COLOURS = {"+": "green", "-": "red", "@": "cyan"}
Opcode = tuple[str, int, int, int, int]
"""What becomes of a stretch of lines, as `difflib` says it, and where it is before and after."""

_CONTEXT = 3
_NO_LINE_END = "\\ No newline at end of file"


def diff(changes: Iterable[Change]) -> Iterator[str]:
    """Give the lines of a diff, without line ends.

    Control characters and bytes that are no UTF-8 are escaped, but for tabs and for the CR of a
    line end; without these, the diff is fit for ``patch -p0``.
    """
    from qapidoc.report.lines import LineMatcher

    for change in changes:
        name = shown(change.path)
        yield click.style(f"--- {name}", bold=True)
        yield click.style(f"+++ {name}", bold=True)
        before, after = _lines(change.before), _lines(change.after)
        for group in LineMatcher(before, after).get_grouped_opcodes(_CONTEXT):
            yield from _hunk(before, after, group)


def _hunk(before: Sequence[str], after: Sequence[str], group: Sequence[Opcode]) -> Iterator[str]:
    (_, start, _, other, _), (_, _, end, _, other_end) = group[0], group[-1]
    yield from _written(f"@@ -{_range(start, end)} +{_range(other, other_end)} @@\n")
    for verb, start, end, other, other_end in group:
        if verb == "equal":
            yield from (part for line in before[start:end] for part in _written(f" {line}"))
            continue
        yield from (part for line in before[start:end] for part in _written(f"-{line}"))
        yield from (part for line in after[other:other_end] for part in _written(f"+{line}"))


def _range(start: int, end: int) -> str:
    """Write a stretch of lines; an empty one is behind the line that it names."""
    if end - start == 1:
        return str(end)
    return f"{start + (end > start)},{end - start}"


def _lines(data: bytes) -> list[str]:
    text = data.decode("utf-8", "surrogateescape")
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _written(line: str) -> Iterator[str]:
    body = line.removesuffix("\n")
    end = "\r" if body.endswith("\r") and body != line else ""
    text = "\t".join(map(shown, body.removesuffix(end).split("\t")))
    colour = _COLOURS.get(line[0])
    yield (click.style(text, fg=colour) if colour else text) + end
    if body == line:
        yield _NO_LINE_END
