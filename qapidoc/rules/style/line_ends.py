"""All lines of a file should end alike.

Some tools take a lone carriage return for a line end and others do not, and an editor that saves
the file changes every line. The fix gives all lines the end that the first one has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapidoc.findings import Edit, Finding, Fix, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.source import Span

_LINE_END = re.compile(r"\r\n?|\n")
_NAMES = {"\n": "LF", "\r\n": "CRLF", "\r": "CR"}


def check(context: Context) -> Iterator[Finding]:
    """Look for files in which several line ends are in use."""
    for module in context.modules:
        text = module.source.text
        if "\r" not in text:
            continue
        ends = list(_LINE_END.finditer(text))
        others = [Span(*end.span()) for end in ends if end.group() != ends[0].group()]
        if others:
            first, other = _NAMES[ends[0].group()], _NAMES[module.source.slice(others[0])]
            edits = tuple(Edit(module.path, span, "\n") for span in others)
            fix = Fix(f"end all lines with {first}", "safe", edits)
            message = f"this line ends with {other}, the first one with {first}; use one of them"
            yield Finding(module.path, others[0], message, fix=fix)


RULE = Rule(
    name="style-line-ends",
    code="ST011",
    severity=Severity.INFO,
    page=__doc__,
    check=check,
)
