"""There is one blank line where there has to be one, and none elsewhere.

A definition stands right below its doc comment: with a blank line between them, the text seems to
be about nothing, and the next author may put something else there. A doc comment has no blank line
at its beginning and end, and one between its paragraphs; one is also enough between definitions.
Since 8.1 QEMU's schemas are laid out so; before, only the first of these is looked at. Blank lines
within literal blocks stay.

``style-crowded`` finds blank lines that are missing.

Bad::

    ##
    # @stop-fan:
    #
    # Stop the fan.
    #
    # Since: 9.1
    ##

    { 'command': 'stop-fan' }

Good::

    ##
    # @stop-fan:
    #
    # Stop the fan.
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapidoc.edition import Usage, allowed
from qapidoc.findings import BLANKS, Aspect, Edit, Finding, Fix, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.source import Source, Span
from qapidoc.syntax.nodes import DocComment, LineKind

_SEVERAL = re.compile(r"\n[ \t\r]*\n(?P<more>(?:[ \t\r]*\n)+)")
_EMPTY = re.compile(r"\n(?P<lines>(?:[ \t]*#[ \t\r]*\n)+)(?P<end>[ \t]*##)?")
_ONE = re.compile(r"[^\n]*\n")
_MARKS = re.compile(r"[ \t]*##[ \t]*")
_CANDIDATE = re.compile(
    r"\n[ \t]*#[ \t\r]*\n[ \t]*#(?:#|[ \t\r]*\n)|\n[ \t]*##[ \t\r]*\n[ \t]*#[ \t\r]*\n"
)


def check(context: Context) -> Iterator[Finding]:
    """Look for blank lines that separate nothing."""
    yield from _below_comments(context)
    if allowed(Usage.FREE_LAYOUT, context.target):
        return
    suspects = set[str]()
    for module in context.modules:
        text = module.source.text
        if _CANDIDATE.search(text) is not None or text.startswith("##"):
            suspects.add(module.path)
        for match in _SEVERAL.finditer(text, 0, len(text.rstrip())):
            message = "leave one blank line here, not several"
            yield _finding(module.path, Span(*match.span("more")), message, None, frozenset())
    for path, source, doc in context.doc_comments:
        for span, message in _in_comment(source, doc) if path in suspects else ():
            yield _finding(path, span, message, doc.about, BLANKS)


def _below_comments(context: Context) -> Iterator[Finding]:
    """Look at what is between doc comments and their definitions."""
    for definition, comment in context.documented:
        source = comment.source
        last = source.position(comment.doc.end).line
        line = source.position(definition.span.start).line
        span = Span(source.line_starts[last], source.line_starts[line - 1])
        if line > last + 1 and not source.slice(span).strip():
            message = f"remove the blank line between '{definition.name}' and its doc comment"
            yield _finding(comment.path, span, message, definition.name, frozenset())


def _in_comment(source: Source, doc: DocComment) -> Iterator[tuple[Span, str]]:
    """Give the empty lines of a doc comment that are too many."""
    text = source.text
    literal = set(_literal_blanks(doc))
    for match in _EMPTY.finditer(text, doc.start, doc.end):
        start, end = match.span("lines")
        above = source.line_span(source.position(match.start()).line)
        if match["end"] is not None:
            yield Span(start, end), "remove the blank line at the end of this doc comment"
        elif _MARKS.fullmatch(text, above.start, above.end):
            if not _begins_with_heading(doc):
                yield Span(start, end), "remove the blank line at the beginning of this doc comment"
        else:
            first = _ONE.match(text, start, end)
            assert first is not None
            if first.end() < end and not any(start <= offset < end for offset in literal):
                yield Span(first.end(), end), "leave one blank line here, not several"


def _literal_blanks(doc: DocComment) -> Iterator[int]:
    """Give the offsets of the empty lines below lines that are not running text."""
    for section in doc.sections:
        literal = False
        for line in section.lines:
            if line.kind is not LineKind.BLANK:
                literal = line.kind is LineKind.LITERAL
            elif literal:
                yield line.start


def _begins_with_heading(doc: DocComment) -> bool:
    """Tell whether a blank line above decides if the first line is a heading."""
    lines = (line for section in doc.sections for line in section.lines)
    first = next((line for line in lines if line.kind is not LineKind.BLANK), None)
    return first is not None and first.kind is LineKind.HEADING


def _finding(
    path: str, span: Span, message: str, symbol: str | None, changes: frozenset[Aspect]
) -> Finding:
    fix = Fix("remove the blank lines", "safe", (Edit(path, span, ""),), changes)
    return Finding(path, Span(span.start, span.start + 1), message, symbol, fix=fix)


RULE = Rule(
    name="style-blank-lines",
    code="ST008",
    severity=Severity.INFO,
    page=__doc__,
    check=check,
)
