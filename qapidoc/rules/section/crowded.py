"""A section must have a blank line above it.

Since 9.0, ``Since:``, ``Returns:``, ``Features:`` and their like are recognised only where a
paragraph begins. Right below a line of ordinary text they are a part of that text: the manual shows
them in the middle of a sentence, and the definition is without its since. QEMU's front end
accepts it without a word. The fix adds the blank line.

Descriptions of members are looked at by ``member-undocumented``.

Bad::

    ##
    # @stop-fan:
    #
    # Stop the fan.
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

from collections.abc import Iterator

from qapidoc.edition import Usage, allowed
from qapidoc.findings import Finding, Severity
from qapidoc.rules.mend import blank_line_above
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import followed, head_span
from qapidoc.schema.reading import crowded
from qapidoc.syntax.nodes import Section, SectionKind


def check(context: Context) -> Iterator[Finding]:
    """Look for tags in the middle of a paragraph."""
    if allowed(Usage.CROWDED_SECTION, context.target):
        return
    for comment in context.comments:
        swallowed = {section.start for section in crowded(comment.source, comment.doc)}
        for section, following in followed(comment.doc) if swallowed else ():
            if section.start in swallowed and _is_for_nothing_else(section, following):
                assert section.name is not None
                yield Finding(
                    comment.path,
                    head_span(section),
                    f"put a blank line above '{section.name.value}:',"
                    " which is part of the text above it otherwise",
                    comment.symbol,
                    fix=blank_line_above(comment, section),
                )


def _is_for_nothing_else(section: Section, following: Section | None) -> bool:
    """Tell whether no other rule reports what follows from a swallowed section."""
    if section.kind is SectionKind.FEATURES:
        return following is None or following.kind is not SectionKind.FEATURE
    return section.kind is SectionKind.TAG


RULE = Rule(
    name="section-crowded",
    code="SE008",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
