"""A section, or the description of a member, must not be empty.

``Since:`` without a release, ``@name:`` without a word: something was to be filled in later. The
line ``Features:`` must be followed by the description of a feature. QEMU's front end refuses
all of these.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent:
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
    # @percent: share of its full speed
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.edition import Usage, allowed
from qapidoc.findings import Finding, Severity
from qapidoc.rules.place import exact_in_comments, first_line, moved
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import (
    Comment,
    described_again,
    described_name,
    empty,
    head,
    head_span,
    repeated_features,
)
from qapidoc.schema.reading import given_up
from qapidoc.source import Span
from qapidoc.syntax.nodes import Section, SectionKind


def check(context: Context) -> Iterator[Finding]:
    """Look for heads without text."""
    if allowed(Usage.UNCHECKED_DOC_COMMENT, context.target):
        return
    for comment in context.comments:
        doc = comment.read
        pairs = (*described_again(doc), *repeated_features(doc))
        twice = {section.start for pair in pairs for section in pair}
        for section in empty(comment.read):
            if section.name is None or not section.name.value.strip() or section.start in twice:
                continue
            if given_up(section, context.target) is not None:
                continue
            finding = Finding(
                comment.path,
                head_span(section),
                _message(section),
                comment.symbol,
                described_name(section),
            )
            late = section.kind is SectionKind.FEATURES or not exact_in_comments(context.target)
            yield moved(finding, comment.source, _after(comment, section)) if late else finding


def _after(comment: Comment, section: Section) -> Span:
    """Give the line where the missing text should be at the latest."""
    behind = (other.start for other in comment.doc.sections if other.start > section.start)
    last = comment.source.position(comment.doc.end).line
    start = comment.source.line_span(last).start
    return first_line(comment.source, min(behind, default=start))


def _message(section: Section) -> str:
    if section.kind is SectionKind.FEATURES:
        return "'Features:' is not followed by the description of a feature; remove it, or add one"
    if section.kind is SectionKind.TAG:
        return f"'{head(section)}' has no text; write some, or remove it"
    return f"'{head(section)}' has no text; say what it is for"


RULE = Rule(
    name="section-empty",
    code="SE002",
    severity=Severity.ERROR,
    page=__doc__,
    check=check,
    groups=("language",),
)
