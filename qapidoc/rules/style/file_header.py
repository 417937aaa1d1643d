"""A file should begin with the lines that nearly all files of its schema begin with.

QEMU's files have lines for editors at the top, since they are named ``*.json`` but are no JSON:
``# -*- Mode: Python -*-`` for Emacs, ``# vim: filetype=python`` for Vim. Without them, the
first contributor with one of these gets the file shown in red, and indented anew. What lines these
are is read from the schema itself: those in the first comment of at least nine files of ten, of
eight or more. Upper and lower case are the same here, and so is the order of the lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from qapidoc.findings import Edit, Finding, Fix, Severity
from qapidoc.rules.rule import Context, Rule, Scope
from qapidoc.schema.model import Module
from qapidoc.source import BYTE_ORDER_MARK, Span

_LINES = 3
"""So many lines at the beginning of a file are its header, at most."""

_MODULES = 8
_SHARE = 0.9


def check(context: Context) -> Iterator[Finding]:
    """Look for files without the lines that all others have."""
    headers = {module.path: _header(module) for module in context.modules}
    if len(headers) < _MODULES:
        return
    usual = _usual(list(headers.values()))
    for module in context.modules:
        present = [_key(line) for line in headers[module.path]]
        missing = [line for line in usual if not any(_key(line) in own for own in present)]
        if missing:
            start = len(BYTE_ORDER_MARK) if module.source.text.startswith(BYTE_ORDER_MARK) else 0
            at = module.source.line_starts[len(present)] if present and len(usual) > 1 else start
            at = start if missing[0] == usual[0] else max(start, module.source.line_starts[1])
            text = "".join(f"{line}\n" for line in missing)
            if not present and module.source.text[at : at + 1] not in {"\n", "\r"}:
                text += "\n"
            edit = Edit(module.path, Span(at, at), text)
            shown = " and ".join(f"'{line}'" for line in missing)
            message = f"begin the file with {shown}, as nearly all files of this schema"
            end = module.source.line_span(1).end
            fix = Fix("add it", "safe", (edit,))
            yield Finding(module.path, Span(start, max(end, start)), message, fix=fix)


def _header(module: Module) -> Sequence[str]:
    """Give the first lines of a file, as far as they are a comment."""
    lines = module.source.text.removeprefix(BYTE_ORDER_MARK)[:1000].splitlines()[:_LINES]
    found = []
    for line in lines:
        if not line.startswith("#") or line.startswith("##"):
            break
        found.append(line.rstrip())
    return found


def _usual(headers: Sequence[Sequence[str]]) -> list[str]:
    """Give the lines that nearly all headers have, in the order of the first that has them."""
    texts: dict[str, Counter[str]] = {}
    for header in headers:
        for line in header:
            if any(character.isalnum() for character in line):
                texts.setdefault(_key(line), Counter())[line] += 1
    return [
        counts.most_common(1)[0][0]
        for counts in texts.values()
        if counts.total() >= _SHARE * len(headers)
    ]


def _key(line: str) -> str:
    return line.strip("# *").casefold()


RULE = Rule(
    name="style-file-header",
    code="ST013",
    severity=Severity.INFO,
    page=__doc__,
    check=check,
    scope=Scope.SCHEMA,
)
