"""A file should end with the end of its last line.

Without it, tools that put files one behind the other join two lines, and ``git diff`` remarks on
it. Blank lines behind the last one are no better.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapidoc.findings import Edit, Finding, Fix, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.source import Span

_LAST_END = re.compile(r"(?:\r\n?|\n)?(?P<more>\s*)\Z")


def check(context: Context) -> Iterator[Finding]:
    """Look at the last characters of files."""
    for module in context.modules:
        text = module.source.text
        said = len(text.rstrip())
        end = len(text)
        if not said:
            continue
        if not text.endswith(("\n", "\r")):
            fix = Fix("end the line", "safe", (Edit(module.path, Span(end, end), "\n"),))
            message = "end the last line of the file"
            yield Finding(module.path, Span(said - 1, said), message, fix=fix)
            continue
        match = _LAST_END.match(text, said)
        if match is not None and match["more"].strip(" \t"):
            span = Span(*match.span("more"))
            fix = Fix("remove the blank lines", "safe", (Edit(module.path, span, ""),))
            message = "remove the blank lines at the end of the file"
            yield Finding(module.path, Span(span.start, span.start + 1), message, fix=fix)


RULE = Rule(
    name="style-file-end",
    code="ST010",
    severity=Severity.INFO,
    page=__doc__,
    check=check,
)
