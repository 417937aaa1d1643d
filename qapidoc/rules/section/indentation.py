"""The lines of a description must be indented alike.

Indentation is what holds a description, or the text of a section, together. Since 8.1 QEMU's style
is four blanks, and what counts is that no later line is indented less than the second; from
5.2 to 8.0 the text had to line up with its beginning beside ``@name:`` or ``Tag:``. Since 10.0,
text that begins below its head must be indented too. Before 5.2 nothing of this was checked.

Since 9.0 QEMU's front end notices a wrong line only right behind the second one, and silently takes
later ones for paragraphs of their own. Those are what ``section-outdented`` finds.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed, which is
    #     the one that the fan has when it is
    #  cooling as well as it can
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }

Good::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed, which is
    #     the one that the fan has when it is
    #     cooling as well as it can
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.edition import Usage, allowed
from qapidoc.findings import Finding, Severity
from qapidoc.releases import Release
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import Comment, described_name, followed, head
from qapidoc.schema.indentation import (
    HEADED,
    flush_below_head,
    outdent,
    short_lines,
    text_column,
)
from qapidoc.schema.reading import given_up
from qapidoc.source import Span
from qapidoc.syntax.nodes import Section


def check(context: Context) -> Iterator[Finding]:
    """Look for lines that stick out to the left."""
    for comment in context.comments:
        for section, following in followed(comment.read):
            if section.kind in HEADED and given_up(section, context.target) is None:
                found = _fault(comment, section, following, context.target)
                if found is not None:
                    at, message = found
                    name = described_name(section)
                    yield Finding(comment.path, at, message, comment.symbol, name)


def _fault(
    comment: Comment, section: Section, following: Section | None, target: Release
) -> tuple[Span, str] | None:
    """Give the first line of a section that `target` does not take, and what to do about it."""
    if not allowed(Usage.SHORT_INDENT, target):
        short = next(short_lines(comment.source, section), None)
        if short is not None:
            column = text_column(comment.source, section)
            return (
                short.span,
                f"indent this line by {column}, as far as the text beside '{head(section)}'",
            )
    flush = flush_below_head(section)
    if flush is not None and not allowed(Usage.FLUSH_DESCRIPTION, target):
        return flush.span, f"indent the text of '{head(section)}' by four"
    outside = outdent(comment.source, section, following)
    if outside is not None and not outside.flush:
        usage = Usage.UNEVEN_INDENT if outside.early else Usage.LATE_UNEVEN_INDENT
        if not allowed(usage, target):
            message = f"indent this line as far as the text of '{head(section)}' above it"
            if outside.index is None:
                message += ", or put a blank line between them"
            return outside.span, message
    return None


RULE = Rule(
    name="section-indentation",
    code="SE004",
    severity=Severity.ERROR,
    page=__doc__,
    check=check,
    groups=("language",),
)
