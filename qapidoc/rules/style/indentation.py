"""The second and further lines of a description are indented by four.

That is QEMU's style since 8.1, for descriptions of members and features and for sections such as
``Returns:``. With another indentation, the first change that adds a line in the usual way breaks
the text in two. The fix moves all lines of the description, so that what is nested stays so,
and wraps those anew that would become too long.

Lines without any indentation, and those that stick out of their text, are looked at by
``section-indentation`` and ``section-outdented``.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed, which is the one that it has
    #   when it is cooling as well as it can
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
    # @percent: share of its full speed, which is the one that it has
    #     when it is cooling as well as it can
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.edition import Usage, allowed
from qapidoc.findings import BLANKS, Edit, Finding, Fix, Severity
from qapidoc.prose.wrapping import wrapped
from qapidoc.rules.mend import has_room
from qapidoc.rules.rule import Context, Rule
from qapidoc.rules.texts import Paragraphs
from qapidoc.schema.comments import Comment, described_name, followed, head
from qapidoc.schema.doc_lines import MAX_COLUMNS
from qapidoc.schema.indentation import HEADED, outdent
from qapidoc.schema.reading import given_up
from qapidoc.source import Span
from qapidoc.syntax.layout import DESCRIPTION_INDENT
from qapidoc.syntax.nodes import Line, LineKind


def check(context: Context) -> Iterator[Finding]:
    """Look for descriptions that are indented by more or less."""
    if allowed(Usage.FREE_LAYOUT, context.target):
        return
    for comment in context.comments:
        for section, following in followed(comment.read):
            if section.kind not in HEADED or given_up(section, context.target) is not None:
                continue
            lines = [
                line for line in section.lines[section.inline :] if line.kind is not LineKind.BLANK
            ]
            if not lines or lines[0].indent in {0, DESCRIPTION_INDENT}:
                continue
            if lines[0].kind is LineKind.LITERAL:
                continue
            if outdent(comment.source, section, following) is None:
                yield Finding(
                    comment.path,
                    lines[0].span,
                    f"indent the text of '{head(section)}' by {DESCRIPTION_INDENT},"
                    f" not by {lines[0].indent}",
                    comment.symbol,
                    described_name(section),
                    fix=_fix(context, comment, lines),
                )


def _fix(context: Context, comment: Comment, lines: list[Line]) -> Fix | None:
    """Move all lines by as much; a paragraph without room for that is wrapped anew."""
    shift = DESCRIPTION_INDENT - lines[0].indent
    edits: list[Edit] = []
    paragraphs: Paragraphs | None = None
    done = 0
    for line in lines:
        if line.start < done:
            continue
        edits.append(Edit(comment.path, Span(line.start + min(shift, 0), line.start), " " * shift))
        if shift > 0 and not has_room(comment.source, line.start, shift, context.target):
            paragraphs = paragraphs or Paragraphs(context, comment.path, comment.doc)
            paragraph = paragraphs.at(line.start)
            if paragraph is None:
                return None
            index = paragraph.passage.index(line.start)
            found = wrapped(paragraph, index, MAX_COLUMNS, shift=shift)
            if found is None:
                return None
            edits.append(Edit(comment.path, found.span, found.text))
            done = found.span.end
    return Fix(f"indent it by {DESCRIPTION_INDENT}", "safe", tuple(edits), BLANKS)


RULE = Rule(
    name="style-indentation",
    code="ST006",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
