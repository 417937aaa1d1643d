"""Text that goes on a description must be indented like it.

Since 9.0 a description ends at the first line that is indented less than its text. What follows
becomes a paragraph of its own, behind all members, where nobody can tell what it is about. QEMU's
front end accepts it without a word, unless it is the third line of the description or another
member follows. The fix indents the text.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed, which is the one that the fan
    # has when it is cooling as well as it can
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
    # @percent: share of its full speed, which is the one that the fan
    #     has when it is cooling as well as it can
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.edition import Usage, allowed
from qapidoc.findings import LAYOUT, Edit, Finding, Fix, Severity
from qapidoc.releases import Release
from qapidoc.rules.mend import has_room
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import Comment, described_name, followed, head
from qapidoc.schema.indentation import Outdent, outdent
from qapidoc.schema.reading import given_up
from qapidoc.schema.since import is_since_tag
from qapidoc.source import Span
from qapidoc.syntax.nodes import LineKind, Section, SectionKind

_INDENT = 4
_NO_SINCE = "put a blank line above this line, which is no part of 'Since:'"
"""What is said of text below a release, with which that section ends."""


def check(context: Context) -> Iterator[Finding]:
    """Look for descriptions that end in the middle of a sentence."""
    if allowed(Usage.FLUSH_TEXT, context.target):
        return
    for comment in context.comments:
        for section, following in followed(comment.doc):
            found = outdent(comment.source, section, following)
            if found is None or found.early or _refused(section, following, context.target):
                continue
            if not _is_read(comment, section):
                continue
            message = f"indent this line like the text of '{head(section)}', or it is no part of it"
            fix = _fix(comment, section, found, context.target)
            if is_since_tag(section):
                message, fix = _NO_SINCE, None
            name = described_name(section)
            yield Finding(comment.path, found.span, message, comment.symbol, name, fix=fix)


def _is_read(comment: Comment, section: Section) -> bool:
    """Tell whether the target release takes a section for one, and not for text."""
    return any(
        (read.start, read.kind) == (section.start, section.kind) for read in comment.read.sections
    )


def _refused(section: Section, following: Section | None, target: Release) -> bool:
    """Tell whether QEMU refuses the section or what follows, which is said elsewhere."""
    kinds = {section.kind, following.kind if following is not None else SectionKind.TEXT}
    return kinds == {SectionKind.MEMBER} or given_up(section, target) is not None


def _fix(comment: Comment, section: Section, found: Outdent, target: Release) -> Fix | None:
    """Indent the lines of the same paragraph that are indented as little, if they have room."""
    if found.index is None or comment.source.text.startswith("@", found.span.start):
        return None  # what begins like a description is no part of another one
    text = next(
        (line.indent for line in section.lines[section.inline : found.index] if line.indent),
        _INDENT,
    )
    least = section.lines[found.index].indent
    edits = []
    for line in section.lines[found.index :]:
        if line.kind is LineKind.BLANK or line.indent != least:
            break
        if not has_room(comment.source, line.start, text - least, target):
            return None
        edits.append(Edit(comment.path, Span(line.start, line.start), " " * (text - least)))
    return Fix("indent it", "safe", tuple(edits), LAYOUT)


RULE = Rule(
    name="section-outdented",
    code="SE009",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
