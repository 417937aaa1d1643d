"""A deprecation must tell what to do.

Whoever reads that something is deprecated wants to know what to use in its place, or why it goes
if there is nothing. The feature alone tells that it is deprecated, so that a text that says it
again says nothing. A text that names a member is left alone, as the member's own description may
tell, and so is one whose comment names something else in its text.

Bad::

    ##
    # @stop-fan:
    #
    # Stop the fan.
    #
    # Features:
    #
    # @deprecated: This command is deprecated.
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan', 'features': [ 'deprecated' ] }

Good::

    ##
    # @stop-fan:
    #
    # Stop the fan.
    #
    # Features:
    #
    # @deprecated: This command is deprecated.  Use a power switch.
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan', 'features': [ 'deprecated' ] }
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapidoc.findings import Finding, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import Comment
from qapidoc.schema.saying import said
from qapidoc.syntax.nodes import SectionKind

_BARE = re.compile(r"[^.;:@`]*\bdeprecated", re.IGNORECASE)
"""A sentence that ends with what the feature says, and names nothing."""

_NAME = re.compile("[@`]")


def check(context: Context) -> Iterator[Finding]:
    """Look at the descriptions of the feature."""
    for definition, comment in context.documented:
        section = comment.features.get("deprecated")
        if section is None or section.name is None or not section.lines:
            continue
        if _names_something(comment):
            continue
        if _BARE.fullmatch(said(comment.source, section)) is not None:
            message = "say what to use in place of what is deprecated, or why it goes"
            span = section.name.span
            yield Finding(comment.path, span, message, definition.name, "deprecated")


def _names_something(comment: Comment) -> bool:
    """Tell whether the text of a comment refers to something, which may be the way out."""
    texts = (s for s in comment.read.sections if s.kind is SectionKind.TEXT)
    return any(_NAME.search(comment.source.text, s.start, s.end) for s in texts)


RULE = Rule(
    name="schema-bare-deprecation",
    code="SC006",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
