"""Comments that suppress all findings of a file, written into its text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from qapidoc.engine.edits import edited
from qapidoc.findings import Edit, Finding
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
        _extension(source, last[scope], sorted(names))
        if scope in last
        else _comment(source, tree, scope, sorted(names), reason)
        for scope, names in rules.items()
    ]
    changed = Source(source.path, edited(source.text, edits))
    if _said(tree.tokens) != _said(read(changed).tokens):
        message = "comments between its doc comments would change what these say; add them by hand"
        raise AddingError(f"{source.path}: {message}")
    return changed


def _insertion(source: Source, offset: int, text: str) -> Edit:
    return Edit(source.path, Span(offset, offset), text)


def _extension(source: Source, present: Ignore, rules: Iterable[str]) -> Edit:
    """Add rules to a comment that is there."""
    return _insertion(source, present.names[-1].end, "".join(f", {rule}" for rule in rules))


def _comment(
    source: Source, tree: Tree, scope: Span | None, rules: Sequence[str], reason: str
) -> Edit:
    """Add a comment."""
    verb = "ignore" if scope is not None else "ignore-file"
    comment = f"# qapidoc: {verb}[{', '.join(rules)}]{' ' if reason else ''}{reason}"
    if scope is None:
        offset = _below_first_comment(source, tree)
        gap = "\n" if source.text[:offset].rpartition("\n")[2].strip(BYTE_ORDER_MARK) else ""
        return _insertion(source, offset, f"{gap}{comment}\n")
    start = source.line_starts[source.position(scope.start).line - 1]
    indent = source.text[start : scope.start].lstrip(BYTE_ORDER_MARK)
    text = f"\n{comment}\n" if indent.strip() else f"{comment}\n{indent}"
    return _insertion(source, scope.start, text)


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


def _said(tokens: Iterable[Token]) -> list[tuple[str, str]]:
    return [(token.type, token.text) for token in tokens if token.type not in _TRIVIA]
