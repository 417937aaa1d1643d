"""A reference to a definition must be marked as one: ```name```, not ``@name``.

Since 10.1, ``@name`` is for members, values and features, and what is in single backquotes becomes
a link to a definition.  ``@name`` is shown as a name at most, and readers have to search for it.
The fix writes the new markup.

Bad::

    ##
    # @stop-fan:
    #
    # Stop the fan, and keep it from starting.
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }

    ##
    # @start-fan:
    #
    # Let the fan start again after @stop-fan.
    #
    # Since: 9.1
    ##
    { 'command': 'start-fan' }

Good::

    ##
    # @stop-fan:
    #
    # Stop the fan, and keep it from starting.
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }

    ##
    # @start-fan:
    #
    # Let the fan start again after `stop-fan`.
    #
    # Since: 9.1
    ##
    { 'command': 'start-fan' }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.edition import Usage, allowed
from qapidoc.findings import Finding, Severity
from qapidoc.rules.in_text import mentioned, renamed
from qapidoc.rules.meanings import Meaning
from qapidoc.rules.rule import Context, Rule

_ELSEWHERE = frozenset({Meaning.NEAR, Meaning.FOREIGN})
"""A part of another definition."""


def check(context: Context) -> Iterator[Finding]:
    """Look for names of definitions behind ``@``, and of members in backquotes."""
    if not allowed(Usage.NAME_REFERENCE, context.target):
        return
    for reference in context.references:
        mention, name = reference.mention, reference.mention.name
        if mention.is_introduced:
            continue
        if mention.role is None and reference.meaning is Meaning.DEFINITION and "." not in name:
            text, why = f"`{name}`", f"'{name}' is a definition"
        elif mention.role == "" and reference.meaning is Meaning.PART:
            text, why = f"@{name}", f"'{name}' is no definition, and cannot be linked to"
        elif (
            mention.role == ""
            and reference.meaning in _ELSEWHERE
            and not context.schema.may_exist(name)
        ):
            text, why = f"``{name}``", f"'{name}' is no definition, and cannot be linked to"
        else:
            continue
        yield mentioned(mention, f"{why}; write {text}", renamed(mention, text, context.target))


RULE = Rule(
    name="reference-old-markup",
    code="RE002",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
    whole_schema=True,
)
