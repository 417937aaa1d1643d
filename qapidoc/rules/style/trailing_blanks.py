"""No line should end with blanks.

Nobody sees them but ``git diff``, which marks them, and QEMU's ``checkpatch.pl``, which refuses
them. The fix removes them.

Blanks behind ``##`` make QEMU's front end refuse the comment; ``language-doc-comment`` finds those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapidoc.findings import Finding, Severity, replacement
from qapidoc.rules.rule import Context, Rule
from qapidoc.source import Span

_ENDS = (" \n", "\t\n", " \r", "\t\r")
_TRAILING = re.compile(r"(?<![ \t])[ \t]+(?=[\r\n]|\Z)")
_MARKS = re.compile(r"[ \t]*##")


def check(context: Context) -> Iterator[Finding]:
    """Look for blanks before the ends of lines."""
    for module in context.modules:
        source = module.source
        text = source.text
        if not any(end in text for end in _ENDS) and not text.endswith((" ", "\t")):
            continue
        for match in _TRAILING.finditer(text):
            start = source.line_starts[source.position(match.start()).line - 1]
            if not _MARKS.fullmatch(text, start, match.start()):
                span = Span(*match.span())
                message = "remove the blanks at the end of this line"
                yield Finding(module.path, span, message, fix=replacement(module.path, span, ""))


RULE = Rule(
    name="style-trailing-blanks",
    code="ST009",
    severity=Severity.INFO,
    page=__doc__,
    check=check,
)
