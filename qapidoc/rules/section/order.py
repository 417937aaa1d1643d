"""Descriptions of members must stand together, before all sections.

After the overview of a definition come the descriptions of its members, then features, then
sections such as ``Returns:`` and ``Since:``. A description that follows other text is refused by
QEMU's front end. Where it looks as if nothing stood between two descriptions, see whether the
text of the first is indented: text that is not ends the description.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # Since: 9.1
    #
    # @percent: share of its full speed
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
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import head_span, misordered
from qapidoc.syntax.nodes import DocComment, Section, SectionKind


def check(context: Context) -> Iterator[Finding]:
    """Look for descriptions behind what must follow them."""
    if allowed(Usage.UNCHECKED_DOC_COMMENT, context.target):
        return
    for comment in context.comments:
        for section in _first_of_runs(comment.read):
            assert section.name is not None
            name = section.name.value
            yield Finding(
                comment.path,
                head_span(section),
                f"'@{name}:' is described behind what is no description;"
                " move it up to the other members, or indent the text above it",
                comment.symbol,
                name,
            )


def _first_of_runs(doc: DocComment) -> Iterator[Section]:
    """Give the misordered descriptions that no other one stands right before."""
    behind = {section.start for section in misordered(doc)}
    before: Section | None = None
    for section in doc.sections:
        if section.start in behind and (before is None or before.kind is not SectionKind.MEMBER):
            yield section
        before = section


RULE = Rule(
    name="section-order",
    code="SE003",
    severity=Severity.ERROR,
    page=__doc__,
    check=check,
    groups=("language",),
)
