"""The doc comment of a definition should have a section ``Since:``.

It tells which release of QEMU brought the definition, and authors of management applications
decide by it what they can rely on. A definition without it looks as if it had always been
there. The section names a release: ``Since: 9.1``, on a line of its own after a blank one.

Definitions without a doc comment, and the free text between definitions, are not this rule's
business. Where the history knows the release (see :doc:`history`), the finding tells it, and a
fix adds the section.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
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

from qapidoc.findings import Finding, Severity
from qapidoc.rules.dated import proposal, with_tag
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.misspelt import misspelt_sinces
from qapidoc.schema.since import is_since_tag

MOST = 2
"""So many releases may be told; more than that say as much as none."""


def check(context: Context) -> Iterator[Finding]:
    """Look for doc comments in which no since was even tried."""
    dates = context.dates
    for definition, comment in context.documented:
        doc = comment.doc
        if any(is_since_tag(section) for section in doc.sections):
            continue
        if any(found.definition for found in misspelt_sinces(comment.source, doc)):
            continue
        assert doc.symbol is not None
        number, evidence, fix = "", "", None
        if dates is not None:
            found = dates.of_definition(definition)
            told, right = proposal(dates, found)
            seen = dates.evidence(found[0])
            if seen and told.count(" or ") < MOST:
                number, evidence = f" {told}", f" ({seen})"
            fix = with_tag(comment, right) if right is not None else None
        yield Finding(
            comment.path,
            doc.symbol.span,
            f"say since which release {definition.kind} '{definition.name}' exists:"
            f" add a section 'Since:{number}' to its doc comment{evidence}",
            definition.name,
            fix=fix,
        )


RULE = Rule(
    name="since-missing",
    code="SI001",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
    dated=True,
)
