"""Errors must be told in ``Errors:``, not in ``Returns:``.

Since 9.0 a section of its own tells how a command can fail; before, ``Returns:`` told that
besides what it returns. Readers look for errors there, and the manual shows them apart.

Bad::

    ##
    # @FanSpeed:
    #
    # How fast a fan turns.
    #
    # Since: 9.1
    ##
    { 'struct': 'FanSpeed', 'data': {} }

    ##
    # @query-speed:
    #
    # Ask how fast the fan turns.
    #
    # Returns: the speed; if there is no fan, DeviceNotFound
    #
    # Since: 9.1
    ##
    { 'command': 'query-speed', 'returns': 'FanSpeed' }

Good::

    ##
    # @FanSpeed:
    #
    # How fast a fan turns.
    #
    # Since: 9.1
    ##
    { 'struct': 'FanSpeed', 'data': {} }

    ##
    # @query-speed:
    #
    # Ask how fast the fan turns.
    #
    # Returns: the speed
    #
    # Errors:
    #     - If there is no fan, DeviceNotFound
    #
    # Since: 9.1
    ##
    { 'command': 'query-speed', 'returns': 'FanSpeed' }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.edition import Usage, allowed
from qapidoc.findings import Finding, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import tagged
from qapidoc.schema.flow import flow_of
from qapidoc.schema.reading import RETURNS
from qapidoc.values.errors import class_pattern


def check(context: Context) -> Iterator[Finding]:
    """Look for classes of errors in what is returned."""
    if not allowed(Usage.ERRORS_TAG, context.target):
        return
    pattern = class_pattern(context.shapes)
    for definition, comment in context.documented:
        section = tagged(comment.read, RETURNS)
        if section is None or definition.returns is None:
            continue
        flow = flow_of(comment.source, section)
        found = pattern.search(flow.text)
        if found is not None:
            message = f"{found.group()} is an error; tell it in a section 'Errors:'"
            yield Finding(comment.path, flow.span(*found.span()), message, definition.name)


RULE = Rule(
    name="section-error-in-returns",
    code="SE015",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
