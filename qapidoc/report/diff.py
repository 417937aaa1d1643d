"""What fixes change, as a unified diff."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import click

from qapidoc.engine.fix import Change
from qapidoc.report.places import shown

_COLOURS = {"+": "green", "-": "red", "@": "cyan"}
_NO_LINE_END = "\\ No newline at end of file"


def diff(changes: Iterable[Change]) -> Iterator[str]:
    """Give the lines of a diff, without line ends.

    Control characters and bytes that are no UTF-8 are escaped, but for tabs and for the CR of a
    line end; without these, the diff is fit for ``patch -p0``.
    """
    from difflib import unified_diff

    for change in changes:
        name = shown(change.path)
        yield click.style(f"--- {name}", bold=True)
        yield click.style(f"+++ {name}", bold=True)
        lines = unified_diff(_lines(change.before), _lines(change.after))
        for number, line in enumerate(lines):
            if number > 1:  # the first two are the names
                yield from _written(line)


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
