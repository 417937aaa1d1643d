"""A since must name a release, in the form that tools and readers recognise.

``Since: 9.1`` dates a definition, ``(since 9.1)`` in the description of a member dates that
member. QEMU's own front end takes any text behind ``Since:``, and none of the forms that are a
little off: ``since: 9.1``, ``Since : 9.1`` and ``Since 9.1`` are ordinary paragraphs to it, so
that the definition ends up undated. This rule finds them, releases that are no number, and
parentheses that are misspelt or not closed. The fix writes the right form where only one can
have been meant.

A since of something else, as in ``(since Linux 2.6)``, is none and not looked at.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # Since : 9.1
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

from qapidoc.edition import allowed
from qapidoc.findings import SECTIONING, Edit, Finding, Fix, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.misspelt import misspelt_sinces


def check(context: Context) -> Iterator[Finding]:
    """Look for texts that were meant to say a since."""
    for comment in context.comments:
        for found in misspelt_sinces(comment.source, comment.doc):
            old = found.usage is not None and allowed(found.usage, context.target)
            if old or found.text == found.right:
                continue
            text = " ".join(found.text.split())
            fix = None
            if found.right is not None:
                message = f"write '{' '.join(found.right.split())}', not '{text}'"
                edit = Edit(comment.path, found.span, found.right)
                fix = Fix(f"write '{found.right}'", "safe", (edit,), SECTIONING)
            else:
                message = f"'{text}' names no release of QEMU; write a number such as 9.1"
            yield Finding(comment.path, found.span, message, comment.symbol, found.member, fix=fix)


RULE = Rule(
    name="since-malformed",
    code="SI002",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
