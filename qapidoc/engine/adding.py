"""Comments that suppress all findings of a file, written into its text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from qapidoc.findings import Finding
from qapidoc.source import BYTE_ORDER_MARK, Source, Span
from qapidoc.syntax.ignores import Ignore, block_at, blocks
from qapidoc.syntax.notation import Token
from qapidoc.syntax.reader import Tree, read

_TRIVIA = frozenset({"COMMENT", "BLANK"})


class AddingError(Exception):
    """A file that comments cannot be added to; the message names it and says why."""


def with_ignores(source: Source, tree: Tree, findings: Iterable[Finding], reason: str) -> Source:
    """Give the text of a file with comments that suppress `findings`, which are all in it.

    A comment stands above the doc comment or expression that a finding is in; rules are added to
    one that is there. Findings outside of these are suppressed for the file. Nothing but comments
    changes; `AddingError` is raised where that cannot be.
    """
    found = blocks(tree.items)
    rules = defaultdict[Span | None, set[str]](set)
    for finding in findings:
        block = block_at(found, finding.span.start)
        rules[block.span if block is not None else None].add(finding.rule)
    last = {ignore.scope: ignore for ignore in tree.ignores}
    edits = [
        _extension(last[scope], sorted(names))
        if scope in last
        else _comment(source, tree, scope, sorted(names), reason)
        for scope, names in rules.items()
    ]
    changed = Source(source.path, _inserted(source.text, edits))
    if _said(tree.tokens) != _said(read(changed).tokens):
        message = "comments between its doc comments would change what these say; add them by hand"
        raise AddingError(f"{source.path}: {message}")
    return changed


def _inserted(text: str, edits: Iterable[tuple[int, str]]) -> str:
    parts = []
    done = 0
    for offset, added in sorted(edits):
        parts += [text[done:offset], added]
        done = offset
    return "".join([*parts, text[done:]])


def _extension(present: Ignore, rules: Iterable[str]) -> tuple[int, str]:
    """Add rules to a comment that is there."""
    return present.names[-1].end, "".join(f", {rule}" for rule in rules)


def _comment(
    source: Source, tree: Tree, scope: Span | None, rules: Sequence[str], reason: str
) -> tuple[int, str]:
    """Give the offset at which to insert a comment, and its text."""
    verb = "ignore" if scope is not None else "ignore-file"
    comment = f"# qapidoc: {verb}[{', '.join(rules)}]{' ' if reason else ''}{reason}"
    line_end = _line_end(source)
    if scope is None:
        offset = _below_first_comment(source, tree)
        gap = line_end if source.text[:offset].rpartition("\n")[2].strip(BYTE_ORDER_MARK) else ""
        return offset, f"{gap}{comment}{line_end}"
    start = source.line_starts[source.position(scope.start).line - 1]
    indent = source.text[start : scope.start].lstrip(BYTE_ORDER_MARK)
    if indent.strip():
        return scope.start, f"{line_end}{comment}{line_end}"
    return scope.start, f"{comment}{line_end}{indent}"


def _below_first_comment(source: Source, tree: Tree) -> int:
    """Give the offset of the line below the comment that a file begins with, if it does."""
    first = tree.items[0].start if tree.items else len(source.text)
    offset = len(BYTE_ORDER_MARK) if source.text.startswith(BYTE_ORDER_MARK) else 0
    for start, end in zip(
        source.line_starts, (*source.line_starts[1:], len(source.text)), strict=True
    ):
        if end > first or not source.text[start:end].lstrip(BYTE_ORDER_MARK).startswith("#"):
            break
        offset = end
    return offset


def _line_end(source: Source) -> str:
    """Give the line end that the first line has."""
    first = source.line_span(1).end
    return source.text[first : source.line_starts[1]] if len(source.line_starts) > 1 else "\n"


def _said(tokens: Iterable[Token]) -> list[tuple[str, str]]:
    return [(token.type, token.text) for token in tokens if token.type not in _TRIVIA]
