"""A blank line should stand between the parts of a doc comment.

Since 8.1 every description and every section of QEMU's schemas has one above it, and so does the
text below ``@Name:``. Without it, descriptions run into each other for those who read the schema.
Where the blank line decides what is read, ``section-crowded`` and ``member-undocumented`` tell so.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    # @seconds: time to take for it
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int', 'seconds': 'int' } }

Good::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # @seconds: time to take for it
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int', 'seconds': 'int' } }
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from qapidoc.edition import Usage, allowed
from qapidoc.findings import BLANKS, Finding, Severity
from qapidoc.rules.mend import blank_line_above
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import Comment, described_name
from qapidoc.schema.indentation import adjacent, outdent
from qapidoc.schema.reading import crowded
from qapidoc.source import Span
from qapidoc.syntax.nodes import Section, SectionKind


def check(context: Context) -> Iterator[Finding]:
    """Look for parts that follow each other without a blank line."""
    if allowed(Usage.FREE_LAYOUT, context.target):
        return
    decided = not allowed(Usage.CROWDED_SECTION, context.target)
    for comment in context.comments:
        swallowed = {found.start for found in crowded(comment.source, comment.doc)}
        for section in _close(comment):
            if not (decided and section.start in swallowed):
                yield Finding(
                    comment.path,
                    Span(section.start, section.lines[0].start if section.lines else section.end),
                    "put a blank line above this",
                    comment.symbol,
                    described_name(section),
                    fix=blank_line_above(comment, section, BLANKS),
                )


def _close(comment: Comment) -> Iterator[Section]:
    """Give the sections right below the head of the comment, or below another section."""
    symbol, sections = comment.doc.symbol, comment.doc.sections
    if symbol is not None and sections and adjacent(comment.source, symbol.end, sections[0].start):
        yield from () if _is_beside(sections[0]) else sections[:1]
    for above, section in pairwise(sections):
        if section.kind is SectionKind.TEXT or not adjacent(
            comment.source, above.end, section.start
        ):
            continue
        if outdent(comment.source, above, section) is None:
            yield section


def _is_beside(section: Section) -> bool:
    """Tell whether a section is text beside the name that the comment is about."""
    return section.kind is SectionKind.TEXT and section.inline


RULE = Rule(
    name="style-crowded",
    code="ST007",
    severity=Severity.INFO,
    page=__doc__,
    check=check,
)
